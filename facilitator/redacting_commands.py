"""What the buttons of covering words call: choose an answer, cover words in it for good."""

from facilitator import state
from facilitator.commands import attempt
from facilitator.parts.visitor import name_visitor, needs
from facilitator.rights import Need
from facilitator.state import Tone
from worksheets.errors import BadInput
from worksheets.redacting import redact

WORDS, WHOLE = "一部の言葉", "この回答の全文"


@needs(Need.RUN)
def choose(code: str, answer_id: str) -> None:
    """Ask what shall be covered in this answer, or stop asking."""
    again = state.read(state.REDACTING) == [code, answer_id]
    state.write(state.REDACTING, None if again else [code, answer_id])


@needs(Need.RUN)
def cover(code: str, answer_id: str) -> None:
    """Cover what was typed; the fields are only cleared once it is durable."""
    whole = state.read(state.REDACT_WHOLE) == WHOLE
    words = state.read_text(state.REDACT_WORDS)
    told: list[int] = []

    def do() -> None:
        if not whole and not words.strip():
            raise BadInput("伏せる言葉を、回答に書かれているとおりに入れてください。")
        why = state.read_text(state.REDACT_WHY)
        by = name_visitor(code)
        told.append(redact(code, answer_id, words="" if whole else words, why=why, by=by))

    if attempt(do):
        state.leave_notice(Tone.DONE, f"{told[0]}件の回答で伏せました。")
        state.write(state.REDACT_WORDS, "")
        state.write(state.REDACTING, None)
