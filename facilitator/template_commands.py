"""What the buttons for the office's own template call."""

from facilitator import state
from facilitator.commands import attempt
from facilitator.exports.template import read_template
from facilitator.state import Tone
from worksheets import office_template


def keep() -> None:
    """Take the uploaded file as the template of the office."""
    uploaded = state.read(state.TEMPLATE_FILE)
    if uploaded is None:
        state.leave_notice(Tone.WARNING, "ひな形のファイルを選んでください。")
        return

    def take() -> None:
        made = read_template(uploaded.getvalue(), uploaded.name)
        document = {"uses": made.uses, "findings": made.findings}
        office_template.keep_template(made.name, made.content, document)

    attempt(take, done="ひな形を登録しました。これから作るスライドに使います。")


def remove() -> None:
    """Go back to the looks of this toolkit."""
    attempt(
        office_template.remove_template,
        done="ひな形を外しました。スライドは、この道具の見た目で作ります。",
    )
