"""Rules that look across a whole program: what is named must exist, and in time."""

from collections.abc import Callable, Iterator
from itertools import chain

from programs.checks import check_case, check_meeting, check_practice, check_source
from programs.mistakes import name_nearest
from programs.model import Meeting, Program, ProgramFacts, Statement
from programs.problems import ContentProblem, Place
from programs.question_checks import check_unique
from programs.questions import Question, Role, Source, SourceKind
from programs.roles import check_role

Problems = Iterator[ContentProblem]

GROUPS = ("office", "contractor", "council", "other")
_STATEMENTS = ("aims", "effects", "main_contents", "for_whom", "not_for")


def check_program(program: Program) -> Problems:
    """Give every broken rule of a whole program."""
    for meeting in program.meetings:
        yield from check_meeting(meeting, _place_of(program, meeting))
    for case in program.cases:
        yield from check_case(case, Place(f"cases/{case.key}.yaml"))
    for practice in program.practices:
        yield from check_practice(practice, Place(f"practices/{practice.key}.yaml"))
    yield from check_facts(program, _main(program))
    for rule in _RULES:
        yield from rule(program)


def check_facts(facts: ProgramFacts, place: Place) -> Problems:
    """Give every broken rule of what a program says about itself."""
    yield from check_unique((field.key for field in facts.fields), place.inside("fields"))
    affiliations = place.inside("affiliations")
    yield from check_unique((each.key for each in facts.affiliations), affiliations)
    for number, affiliation in enumerate(facts.affiliations):
        if affiliation.group not in GROUPS:
            yield affiliations.inside(number, "group").problem(
                f"「{affiliation.group}」という区分はありません。",
                f"{'、'.join(GROUPS)} のどれかにしてください。",
            )
    for spot, source in _list_statement_sources(facts, place):
        yield from check_source(source, spot)


def _main(program: Program) -> Place:
    return Place(f"{program.key}/program.yaml")


def _place_of(program: Program, meeting: Meeting) -> Place:
    return Place(f"{program.key}/meetings/{meeting.key}.yaml")


def check_parts_are_listed_once(program: Program) -> Problems:
    for name in ("meetings", "cases", "practices"):
        parts = (part.key for part in getattr(program, name))
        yield from check_unique(parts, _main(program).inside(name), key="")


def check_source_keys_are_unique(program: Program) -> Problems:
    yield from check_unique((document.key for document in program.sources), Place("sources.yaml"))


def check_worksheet_keys_are_unique(program: Program) -> Problems:
    seen: dict[str, str] = {}
    for meeting in program.meetings:
        for number, sheet in enumerate(meeting.worksheets):
            if sheet.key in seen:
                place = _place_of(program, meeting).inside("worksheets", number, "key")
                yield place.problem(
                    f"ワークシート「{sheet.key}」は{seen[sheet.key]}にもあります。",
                    "プログラムの中で一つだけの名前に変えてください。",
                )
            seen.setdefault(sheet.key, meeting.label)


def check_main_contents_keep_their_order(program: Program) -> Problems:
    last = 0
    for meeting in program.meetings:
        if meeting.main_content is None:
            continue
        if meeting.main_content < last:
            yield (
                _place_of(program, meeting)
                .inside("main_content")
                .problem(
                    f"主な内容{last}の回のあとに、主な内容{meeting.main_content}の回があります。",
                    "主な内容の順番は原プログラムで決まっています。回の並びを見直してください。",
                )
            )
        last = max(last, meeting.main_content)


def check_steps_name_what_exists(program: Program) -> Problems:
    known = {
        "worksheets": [sheet.key for sheet in program.worksheets],
        "votes_on": [sheet.key for sheet in program.worksheets],
        "clusters_on": [sheet.key for sheet in program.worksheets],
        "cases": [case.key for case in program.cases],
        "practices": [practice.key for practice in program.practices],
    }
    words = {"cases": "事例", "practices": "取組"}
    add = "新しく使うなら、program.yaml の {} に書き足してください。"
    for meeting in program.meetings:
        for number, step in enumerate(meeting.steps):
            place = _place_of(program, meeting).inside("steps", number)
            for name, keys in known.items():
                for position, key in enumerate(getattr(step, name)):
                    if key not in keys:
                        yield place.inside(name, position).problem(
                            f"{words.get(name, 'ワークシート')}「{key}」がプログラムにありません。",
                            name_nearest(key, keys) + (add.format(name) if name in words else ""),
                        )


def check_votes_have_points(program: Program) -> Problems:
    for meeting in program.meetings:
        for number, step in enumerate(meeting.steps):
            for position, key in enumerate(step.votes_on):
                sheet = program.find_worksheet(key)
                if sheet is not None and sheet.votes == 0:
                    place = _place_of(program, meeting).inside("steps", number)
                    yield place.inside("votes_on", position).problem(
                        f"ワークシート「{key}」には票を入れられません。",
                        f"「{key}」に votes(1人の票数)を書いてください。",
                    )


def check_clusters_are_of_cards(program: Program) -> Problems:
    """Only cards can be put together, and only when there are some."""
    written: set[str] = set()
    for meeting in program.meetings:
        for number, step in enumerate(meeting.steps):
            written |= set(step.worksheets)
            for position, key in enumerate(step.clusters_on):
                place = _place_of(program, meeting).inside("steps", number)
                spot = place.inside("clusters_on", position)
                sheet = program.find_worksheet(key)
                if sheet is not None and not sheet.many:
                    yield spot.problem(
                        f"ワークシート「{key}」は、まとめられるカードではありません。",
                        f"「{key}」に many: true を書くか、clusters_on から消してください。",
                    )
                elif sheet is not None and key not in written:
                    yield spot.problem(
                        f"ワークシート「{key}」は、このステップまでにまだ書かれていません。",
                        f"「{key}」を開くステップか、その後のステップに書いてください。",
                    )


def check_worksheets_are_used(program: Program) -> Problems:
    steps = [step for meeting in program.meetings for step in meeting.steps]
    opened = set(chain.from_iterable(step.worksheets for step in steps))
    voted = set(chain.from_iterable(step.votes_on for step in steps))
    for meeting in program.meetings:
        for number, sheet in enumerate(meeting.worksheets):
            place = _place_of(program, meeting).inside("worksheets", number)
            if sheet.key not in opened:
                yield place.problem(
                    f"ワークシート「{sheet.key}」を開くステップがありません。",
                    "使うステップの worksheets に書き足すか、消してください。",
                )
            if sheet.votes and sheet.key not in voted:
                yield place.inside("votes").problem(
                    f"ワークシート「{sheet.key}」に票を入れるステップがありません。",
                    "票を入れるステップの votes_on に書き足すか、votes を消してください。",
                )


def check_references_look_back(program: Program) -> Problems:
    """A question can only offer answers of the same or an earlier meeting."""
    born = {sheet.key: n for n, each in enumerate(program.meetings) for sheet in each.worksheets}
    for number, place, question in _list_references(program):
        if question.of not in born:
            yield place.problem(
                f"ワークシート「{question.of}」がプログラムにありません。",
                name_nearest(str(question.of), list(born)),
            )
        elif born[question.of] > number:
            yield place.problem(
                f"ワークシート「{question.of}」は、まだ書かれていない後の回のものです。",
                "同じ回か、前の回のワークシートにしてください。",
            )


def _list_references(program: Program) -> Iterator[tuple[int, Place, Question]]:
    for number, meeting in enumerate(program.meetings):
        for n, sheet in enumerate(meeting.worksheets):
            place = _place_of(program, meeting).inside("worksheets", n, "questions")
            for position, question in enumerate(sheet.questions):
                if question.of is not None:
                    yield number, place.inside(position, "of"), question


def check_worksheets_fit_their_roles(program: Program) -> Problems:
    """Screens and papers look for certain questions by the role of a worksheet."""
    sheets = {sheet.key: sheet for sheet in program.worksheets}
    for meeting in program.meetings:
        for number, sheet in enumerate(meeting.worksheets):
            place = _place_of(program, meeting).inside("worksheets", number)
            yield from check_role(sheet, sheets, place)


def check_surveys_ask_alike(program: Program) -> Problems:
    """Before and after can only be compared where the same question was asked the same way."""
    first: dict[str, Question] = {}
    for meeting in program.meetings:
        for number, sheet in enumerate(meeting.worksheets):
            if sheet.role is not Role.SURVEY:
                continue
            place = _place_of(program, meeting).inside("worksheets", number, "questions")
            for position, question in enumerate(sheet.questions):
                known = first.setdefault(question.key, question)
                if _measure(known) != _measure(question):
                    yield place.inside(position).problem(
                        f"アンケートの問い「{question.key}」の答え方が、前のアンケートと違います。",
                        "比べられるように kind、段、選択肢をそろえるか、key を変えてください。",
                    )


def _measure(question: Question) -> tuple[object, ...]:
    return question.kind, question.least, question.most, question.labels, question.options


def check_sources_are_known(program: Program) -> Problems:
    keys = [document.key for document in program.sources]
    for place, source in _list_sources(program):
        if source.kind is SourceKind.SOURCED and source.file and source.file not in keys:
            yield place.inside("file").problem(
                f"資料「{source.file}」が sources.yaml にありません。",
                name_nearest(source.file, keys),
            )


def _list_statement_sources(facts: ProgramFacts, place: Place) -> Iterator[tuple[Place, Source]]:
    for name in _STATEMENTS:
        statements: tuple[Statement, ...] = getattr(facts, name)
        for number, statement in enumerate(statements):
            yield place.inside(name, number, "source"), statement.source


def _list_sources(program: Program) -> Iterator[tuple[Place, Source]]:
    yield from _list_statement_sources(program, _main(program))
    for meeting in program.meetings:
        place = _place_of(program, meeting)
        yield place.inside("source"), meeting.source
        for name in ("steps", "worksheets"):
            for number, part in enumerate(getattr(meeting, name)):
                yield place.inside(name, number, "source"), part.source
    for folder in ("cases", "practices"):
        for part in getattr(program, folder):
            yield Place(f"{folder}/{part.key}.yaml", ("source",)), part.source


_RULES: tuple[Callable[[Program], Problems], ...] = (
    check_parts_are_listed_once,
    check_source_keys_are_unique,
    check_worksheet_keys_are_unique,
    check_main_contents_keep_their_order,
    check_steps_name_what_exists,
    check_votes_have_points,
    check_clusters_are_of_cards,
    check_worksheets_are_used,
    check_references_look_back,
    check_worksheets_fit_their_roles,
    check_surveys_ask_alike,
    check_sources_are_known,
)
