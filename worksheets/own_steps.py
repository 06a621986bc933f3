"""Make a step of a town's own from the few things a facilitator says about it."""

from dataclasses import dataclass

from programs.model import StageText, Step, StepKind
from programs.questions import Source, SourceKind
from worksheets.errors import BadInput

NOTE = "この研修で足したステップ"
LONGEST_TITLE = 40
LONGEST_INSTRUCTION = 200
LONGEST_SAYING = 2000


@dataclass(frozen=True, slots=True)
class OwnStep:
    """What a facilitator says about a step of their own; only title and minutes are needed."""

    title: str
    minutes: int
    shortest: int | None = None
    droppable: bool = False
    instruction: str = ""
    say: str = ""


def make_own_step(own: OwnStep, *, taken: set[str]) -> Step:
    """Make the step, under a key that is free."""
    title = _read_line(own.title, "名前", LONGEST_TITLE)
    if not title:
        raise BadInput("ステップの名前を入れてください。")
    shortest = own.minutes if own.shortest is None else own.shortest
    if not 0 <= shortest <= own.minutes:
        raise BadInput("最短の時間は、そのステップの時間より短くしてください。")
    instruction = _read_line(own.instruction, "参加者の画面に出る文", LONGEST_INSTRUCTION)
    say = own.say.strip()
    if len(say) > LONGEST_SAYING:
        raise BadInput(f"言うことは{LONGEST_SAYING}文字までにしてください。")
    return Step(
        key=_find_key(taken),
        title=title,
        kind=StepKind.TALK,
        aim=NOTE,
        minutes=own.minutes,
        shortest=shortest,
        droppable=own.droppable,
        instruction=instruction or "進行役の話を聴く",
        say=(say or f"ここからは、{title}です。",),
        do=(f"「{title}」を進める。",),
        stage=StageText(heading=title, lines=(instruction,) if instruction else ()),
        source=Source(kind=SourceKind.OURS, note=NOTE),
    )


def _read_line(text: str, what: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) > longest:
        raise BadInput(f"{what}は{longest}文字までにしてください。")
    return line


def _find_key(taken: set[str]) -> str:
    number = 1
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"
