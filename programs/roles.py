"""What worksheets of the fieldwork must ask, so that other code finds it by its key.

The keys are named here once: screens, the search for overlaps and papers use these names.
A voice sheet is held to them only where a program has interviews; other programs may
collect voices in any form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from programs.mistakes import name_nearest
from programs.problems import ContentProblem, Place
from programs.questions import Question, QuestionKind, Role, Scope, Worksheet

Problems = Iterator[ContentProblem]
Sheets = Mapping[str, Worksheet]

VISIT_STATES = ("not-yet", "asked", "dated", "met", "declined")
RETURN_STATES = ("not-yet", "done", "later")
RECORD_SHARING = ("team", "anonymous", "none")
VOICE_SHARING = ("team", "anonymous")
VOICE_KINDS = ("value", "can-do", "worry", "want-to-try")
OVERLAP_KINDS = ("same-wish", "try-meets-worry", "place", "time", "skill", "people")
OVERLAP_VOICES = ("a", "b", "c")
WORDS, WORD = "words", "word"  # the table of a record with what was said, and its column
# The fields of a record that hold one statement per line, and the kind of voice each becomes.
RECORD_LINES: Mapping[str, str] = MappingProxyType(
    {"values": "value", "can-do": "can-do", "worries": "worry", "want-to-try": "want-to-try"}
)

_SHORT, _LONG = QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT
_CHOICE, _DATE, _REFERENCE = QuestionKind.CHOICE, QuestionKind.DATE, QuestionKind.REFERENCE
_SCOPES = {Scope.INDIVIDUAL: "一人一人", Scope.TEAM: "班で1つ", Scope.PLENARY: "全体で1つ"}


@dataclass(frozen=True, slots=True)
class Need:
    """A question that a role counts on."""

    key: str
    kind: QuestionKind
    required: bool | None = None  # None: as the writer likes
    options: tuple[str, ...] = ()  # must be there
    closed: bool = False  # and nothing else may be
    of: Role | None = None
    columns: tuple[str, ...] = ()
    optional: bool = False  # may be left out; if it stands, it must fit


@dataclass(frozen=True, slots=True)
class Shape:
    """What a worksheet of a role looks like."""

    many: bool
    needs: tuple[Need, ...]
    scope: Scope = Scope.TEAM


_SHAPES: Mapping[Role, Shape] = MappingProxyType(
    {
        Role.VISITS: Shape(
            many=True,
            needs=(
                Need("whom", _SHORT, required=True),
                Need("tie", _CHOICE, options=("thin", "close"), optional=True),
                Need("ask", _SHORT, optional=True),
                Need("visitors", _SHORT, optional=True),
                Need("how", _CHOICE, optional=True),
                Need("day", _DATE),
                Need("state", _CHOICE, options=VISIT_STATES, closed=True),
            ),
        ),
        Role.GUIDE: Shape(many=False, needs=(Need("consent", _LONG, required=True),)),
        Role.INTERVIEWS: Shape(
            many=True,
            needs=(
                Need("who", _SHORT, required=True),
                Need("visit", _REFERENCE, of=Role.VISITS),
                Need("sharing", _CHOICE, required=True, options=RECORD_SHARING, closed=True),
                Need("day", _DATE),
                Need("place", _SHORT, optional=True),
                Need(WORDS, QuestionKind.TABLE, columns=(WORD,)),
                *(Need(key, _LONG) for key in RECORD_LINES),
                Need("should-meet", _SHORT, optional=True),
                Need("noticed", _LONG, optional=True),
                Need("return-what", _SHORT),
                Need("return-day", _DATE),
                Need("returned", _CHOICE, options=RETURN_STATES, closed=True),
                Need("return-answer", _SHORT),
            ),
        ),
        Role.VOICES: Shape(
            many=True,
            needs=(
                Need("kind", _CHOICE, required=False, options=VOICE_KINDS, closed=True),
                Need("text", _SHORT, required=True),
                Need("from", _REFERENCE, of=Role.INTERVIEWS),
                Need("sharing", _CHOICE, required=True, options=VOICE_SHARING, closed=True),
                Need("place", _SHORT),
                Need("time", _SHORT),
                Need("tool", _SHORT),
                Need("field", QuestionKind.CHOICES),
            ),
        ),
        Role.OVERLAPS: Shape(
            many=True,
            needs=(
                Need("name", _SHORT, required=True),
                Need("a", _REFERENCE, of=Role.VOICES),
                Need("b", _REFERENCE, of=Role.VOICES),
                Need("c", _REFERENCE, of=Role.VOICES, optional=True),
                Need("kind", _CHOICE, options=OVERLAP_KINDS, closed=True),
                Need("reason", _LONG),
                Need("could-do", _SHORT, optional=True),
                Need("care", _SHORT, optional=True),
            ),
        ),
    }
)

# The questions other code may ask for by key.
KEYS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {role: frozenset(need.key for need in shape.needs) for role, shape in _SHAPES.items()}
)


def check_role(sheet: Worksheet, sheets: Sheets, place: Place) -> Problems:
    """Give everything that a worksheet lacks for its role."""
    shape = _SHAPES.get(sheet.role)
    interviews = any(each.role is Role.INTERVIEWS for each in sheets.values())
    if shape is None or (sheet.role is Role.VOICES and not interviews):
        return
    if sheet.scope is not shape.scope:
        yield place.inside("scope").problem(
            f"role: {sheet.role} のワークシートが「{_SCOPES[sheet.scope]}」になっています。",
            f"scope: {shape.scope} と書いてください({_SCOPES[shape.scope]})。",
        )
    if sheet.many is not shape.many:
        yield place.problem(
            f"role: {sheet.role} のワークシートで、出せる枚数が決まりと違います。",
            "many: true と書き足してください。" if shape.many else "many を消してください。",
        )
    asked = {question.key: number for number, question in enumerate(sheet.questions)}
    for need in shape.needs:
        if need.key in asked:
            number = asked[need.key]
            spot = place.inside("questions", number)
            yield from _check_need(sheet.questions[number], need, sheets, spot)
        elif not need.optional:
            yield place.inside("questions").problem(
                f"role: {sheet.role} のワークシートに、問い「{need.key}」がありません。",
                f"key: {need.key}、kind: {need.kind} の問いを書き足してください。",
            )


def _check_need(question: Question, need: Need, sheets: Sheets, place: Place) -> Problems:
    if question.kind is not need.kind:
        yield place.inside("kind").problem(
            f"問い「{need.key}」が {question.kind} になっています。",
            f"ほかの画面で使うので、kind: {need.kind} と書いてください。",
        )
        return
    if need.required is not None and question.required is not need.required:
        yield place.problem(
            f"問い「{need.key}」は、"
            + ("空のまま送れないように" if need.required else "空のままでも送れるように")
            + "します。",
            "required: true と書き足してください。"
            if need.required
            else "required を消してください。",
        )
    yield from _check_options(question, need, place)
    yield from _check_target(question, need, sheets, place)
    for column in need.columns:
        if all(each.key != column for each in question.columns):
            yield place.inside("columns").problem(
                f"表「{need.key}」に、列「{column}」がありません。",
                f"key: {column} の列を書き足してください。",
            )


def _check_options(question: Question, need: Need, place: Place) -> Problems:
    given = tuple(option.key for option in question.options)
    missing = [key for key in need.options if key not in given]
    if missing:
        yield place.inside("options").problem(
            f"問い「{need.key}」に、選択肢「{'」「'.join(missing)}」がありません。",
            f"key は {'、'.join(need.options)} のまま使い、label だけを変えてください。",
        )
    for number, key in enumerate(given):
        if need.closed and key not in need.options:
            yield place.inside("options", number, "key").problem(
                f"問い「{need.key}」では、選択肢「{key}」を扱えません。",
                name_nearest(key, need.options),
            )


def _check_target(question: Question, need: Need, sheets: Sheets, place: Place) -> Problems:
    target = sheets.get(str(question.of))
    if need.of is not None and target is not None and target.role is not need.of:
        fitting = [key for key, sheet in sheets.items() if sheet.role is need.of]
        yield place.inside("of").problem(
            f"問い「{need.key}」が、role: {need.of} ではないワークシートを指しています。",
            f"使えるのは {'、'.join(fitting)} です。"
            if fitting
            else f"role: {need.of} のワークシートを作ってください。",
        )
