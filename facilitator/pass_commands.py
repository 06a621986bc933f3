"""What the buttons of 「人と権限」 call: make keys for people, end them, end all at once."""

from facilitator import state
from facilitator.commands import attempt
from facilitator.parts.visitor import needs
from facilitator.rights import Need
from worksheets import passes, workshops
from worksheets.passes import PassRole


def name_new(code: str) -> str:
    """Name the place where a key just made for somebody is kept until it was handed on."""
    return f"pass {code}"


@needs(Need.MANAGE)
def make_pass(code: str) -> None:
    """Make a key for whom was typed; it is shown until it is put away."""
    name, role = state.read_text(state.PASS_NAME), state.read_text(state.PASS_ROLE)

    def make() -> None:
        state.keep_new_key(name_new(code), passes.make_pass(code, PassRole(role), name))
        state.write(state.PASS_NAME, "")

    attempt(make)


@needs(Need.MANAGE)
def end_pass(code: str, pass_id: str) -> None:
    """End one key; whoever came in with it is out at once."""
    attempt(
        lambda: passes.end_pass(code, pass_id),
        "キーを使えなくしました。このキーで開いていた画面も閉じました。",
    )


@needs(Need.MANAGE)
def end_everything(code: str) -> None:
    """End every key of the workshop and make a new one for the facilitator."""

    def end() -> None:
        passes.end_all(code)
        state.keep_new_key(code, workshops.renew_key(code))

    attempt(
        end,
        "この研修のキーをすべて使えなくし、進行役の新しいキーを作りました。",
    )
