"""Rules that content must keep beyond its shape, one function per rule.

Rules on one question stand in `question_checks`, rules that look across files in
`program_checks`.
"""

from collections.abc import Callable, Iterator

from pydantic import ValidationError

from programs.model import Case, Meeting, MeetingKind, Practice, Step, StepKind
from programs.problems import ContentProblem, Place
from programs.question_checks import check_question, check_unique
from programs.questions import Role, Scope, Source, SourceKind, Worksheet

Problems = Iterator[ContentProblem]

_GATHERING_MINUTES = (30, 240)
_HEADING = 24
_STAGE_LINE = 36
_MOST_QUESTIONS = 20


def check_meeting(meeting: Meeting, place: Place) -> Problems:
    """Give every broken rule that can be seen in one meeting alone."""
    for meeting_rule in _MEETING_RULES:
        yield from meeting_rule(meeting, place)
    for number, step in enumerate(meeting.steps):
        yield from check_step(step, place.inside("steps", number))
    for number, worksheet in enumerate(meeting.worksheets):
        yield from check_worksheet(worksheet, place.inside("worksheets", number))


def check_meeting_parts(data: object, place: Place) -> Problems:
    """Check those steps and worksheets of a misshapen meeting that are sound by themselves."""
    if not isinstance(data, dict):
        return
    for number, part in enumerate(_list_parts(data, "steps")):
        try:
            step = Step.model_validate(part)
        except ValidationError:
            continue  # told already, with the whole meeting
        yield from check_step(step, place.inside("steps", number))
    for number, part in enumerate(_list_parts(data, "worksheets")):
        try:
            worksheet = Worksheet.model_validate(part)
        except ValidationError:
            continue
        yield from check_worksheet(worksheet, place.inside("worksheets", number))


def _list_parts(data: dict[str, object], name: str) -> list[object]:
    parts = data.get(name)
    return parts if isinstance(parts, list) else []


def check_step(step: Step, place: Place) -> Problems:
    """Give every broken rule of one step."""
    for rule in _STEP_RULES:
        yield from rule(step, place)


def check_worksheet(worksheet: Worksheet, place: Place) -> Problems:
    """Give every broken rule of one worksheet and its questions."""
    for rule in _WORKSHEET_RULES:
        yield from rule(worksheet, place)
    for number, question in enumerate(worksheet.questions):
        yield from check_question(question, place.inside("questions", number))


def check_case(case: Case, place: Place) -> Problems:
    """A case must say that nobody in it is real."""
    if "架空" not in case.notice:
        yield place.inside("notice").problem(
            "架空の事例であることが書かれていません。",
            "「この事例は架空です。」のように、「架空」の言葉を入れてください。",
        )
    yield from check_source(case.source, place.inside("source"))


def check_practice(practice: Practice, place: Place) -> Problems:
    """What another municipality did is never told without its source."""
    if practice.source.kind is not SourceKind.SOURCED:
        yield place.inside("source", "kind").problem(
            "他市町村の取組に出典がありません。",
            "kind: sourced とし、file に sources.yaml の資料の key を書いてください。",
        )
    yield from check_source(practice.source, place.inside("source"))


def check_source(source: Source, place: Place) -> Problems:
    if source.kind is SourceKind.SOURCED and not source.file:
        yield place.problem(
            "出典の資料が書かれていません。",
            "「file: …」に sources.yaml の資料の key を書いてください。",
        )
    if source.kind is SourceKind.OURS and source.file:
        yield place.inside("file").problem(
            "本ツールの進行例(ours)に出典の資料が付いています。",
            "参考にした資料は note に文で書き、file を消してください。",
        )


def check_step_keys_are_unique(meeting: Meeting, place: Place) -> Problems:
    yield from check_unique((step.key for step in meeting.steps), place.inside("steps"))


def check_gathering_lasts_long_enough(meeting: Meeting, place: Place) -> Problems:
    least, most = _GATHERING_MINUTES
    if meeting.kind is MeetingKind.GATHERING and not least <= meeting.minutes <= most:
        yield place.inside("steps").problem(
            f"ステップの時間の合計が{meeting.minutes}分です。",
            f"集まる回は{least}分から{most}分になるように、minutes を見直してください。",
        )


def check_reflection_stays(meeting: Meeting, place: Place) -> Problems:
    reflections = {sheet.key for sheet in meeting.worksheets if sheet.role is Role.REFLECTION}
    for number, step in enumerate(meeting.steps):
        is_end = step.kind is StepKind.CLOSING or reflections.intersection(step.worksheets)
        if step.droppable and is_end:
            yield place.inside("steps", number, "droppable").problem(
                "閉会やふりかえりを飛ばせるようになっています。",
                "droppable を false にして、別のステップを飛ばせるようにしてください。",
            )


def check_meeting_source(meeting: Meeting, place: Place) -> Problems:
    yield from check_source(meeting.source, place.inside("source"))


def check_shortest_is_possible(step: Step, place: Place) -> Problems:
    spot = place.inside("shortest")
    if step.shortest > step.minutes:
        yield spot.problem(
            f"最短の時間({step.shortest}分)が標準の時間({step.minutes}分)より長くなっています。",
            f"shortest を{step.minutes}以下にしてください。",
        )
    if step.shortest < 1 and not step.droppable:
        yield spot.problem(
            "飛ばせないステップの最短の時間が0分です。",
            "shortest を1以上にするか、飛ばしてよいなら droppable: true と書いてください。",
        )


def check_stage_is_readable_from_afar(step: Step, place: Place) -> Problems:
    if len(step.stage.heading) > _HEADING:
        yield place.inside("stage", "heading").problem(
            f"投影の見出しが{len(step.stage.heading)}字あります。",
            f"後ろの席から読めるように{_HEADING}字までにしてください。",
        )
    for number, line in enumerate(step.stage.lines):
        if len(line) > _STAGE_LINE:
            yield place.inside("stage", "lines", number).problem(
                f"投影の文が{len(line)}字あります。",
                f"後ろの席から読めるように{_STAGE_LINE}字までにしてください。",
            )


def check_nothing_is_named_twice(step: Step, place: Place) -> Problems:
    for name in ("worksheets", "votes_on", "clusters_on", "cases", "practices"):
        yield from check_unique(getattr(step, name), place.inside(name), key="")


def check_step_source(step: Step, place: Place) -> Problems:
    yield from check_source(step.source, place.inside("source"))


def check_question_keys_are_unique(worksheet: Worksheet, place: Place) -> Problems:
    yield from check_unique((q.key for q in worksheet.questions), place.inside("questions"))


def check_votes_are_on_cards(worksheet: Worksheet, place: Place) -> Problems:
    if worksheet.votes and not worksheet.many:
        yield place.inside("votes").problem(
            "票は、カードのように何枚も出せるワークシートだけに入れられます。",
            "many: true を書き足すか、votes を消してください。",
        )


def check_votes_can_be_given(worksheet: Worksheet, place: Place) -> Problems:
    """Votes are given step by step, so every limit is a whole number of steps."""
    step = worksheet.vote_step
    if worksheet.votes % step:
        yield place.inside("votes").problem(
            f"1人の票数 {worksheet.votes} を、{step} きざみでは入れきれません。",
            f"{step} の倍数にするか、vote_step を 1 にしてください。",
        )
    if worksheet.votes_on_one % step or worksheet.votes_on_one > worksheet.votes:
        yield place.inside("votes_on_one").problem(
            f"1つのカードの上限 {worksheet.votes_on_one} は、1人の票数ときざみに合いません。",
            f"{step} の倍数で、votes({worksheet.votes})以下にしてください。",
        )


def check_anonymous_is_individual(worksheet: Worksheet, place: Place) -> Problems:
    if worksheet.anonymous and worksheet.scope is not Scope.INDIVIDUAL:
        yield place.inside("anonymous").problem(
            "無記名にできるのは、一人一人が書くワークシートだけです。",
            "scope: individual にするか、anonymous を消してください。",
        )


def check_worksheet_is_short(worksheet: Worksheet, place: Place) -> Problems:
    if len(worksheet.questions) > _MOST_QUESTIONS:
        yield place.inside("questions").problem(
            f"問いが{len(worksheet.questions)}あります。",
            f"{_MOST_QUESTIONS}までにするか、ワークシートを分けてください。",
        )


def check_worksheet_source(worksheet: Worksheet, place: Place) -> Problems:
    yield from check_source(worksheet.source, place.inside("source"))


_MEETING_RULES: tuple[Callable[[Meeting, Place], Problems], ...] = (
    check_step_keys_are_unique,
    check_gathering_lasts_long_enough,
    check_reflection_stays,
    check_meeting_source,
)
_STEP_RULES: tuple[Callable[[Step, Place], Problems], ...] = (
    check_shortest_is_possible,
    check_stage_is_readable_from_afar,
    check_nothing_is_named_twice,
    check_step_source,
)
_WORKSHEET_RULES: tuple[Callable[[Worksheet, Place], Problems], ...] = (
    check_question_keys_are_unique,
    check_votes_are_on_cards,
    check_votes_can_be_given,
    check_anonymous_is_individual,
    check_worksheet_is_short,
    check_worksheet_source,
)
