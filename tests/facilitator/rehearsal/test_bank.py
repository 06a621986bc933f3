from datetime import date

import pytest

from facilitator.rehearsal import bank, office
from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import read_content
from facilitator.rehearsal.bank import Bank, Entry
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.people import make_people
from facilitator.rehearsal.saying import Writer
from facilitator.rehearsal.town import read_town
from programs.questions import Scope, Worksheet
from programs.reading import program_keys, read_program
from worksheets.checking import check_values

TOKENS = {
    "@case": "Aさん世帯",
    "@practice": "ある町の取組",
    "@hint": "まず会いに行く。",
    "@plan": "朝の集まり",
}


def list_sheets() -> list[tuple[str, Worksheet]]:
    programs = [read_program(key).program for key in program_keys()]
    return [
        (program.key, sheet)
        for program in programs
        if program is not None
        for sheet in program.worksheets
    ]


def fill_sheet(sheet: Worksheet, entry: Entry, seed: str = "1") -> dict[str, object]:
    """Fill a sheet without references, which need other people's answers."""
    questions = [
        read_content(question.model_dump(mode="json"))
        for question in sheet.questions
        if question.of is None
    ]
    return fill(questions, entry, Writer(draw(seed), stable=seed, tokens=TOKENS))


@pytest.mark.parametrize(
    ("program", "sheet"), list_sheets(), ids=lambda value: getattr(value, "key", value)
)
def test_every_entry_fits_its_worksheet_and_loses_no_word(program: str, sheet: Worksheet) -> None:
    sentences = Bank(program)
    role = f"{sheet.role}-plenary" if sheet.scope is Scope.PLENARY else sheet.role
    entries = sentences.list_entries(sheet.key, role)
    if sheet.role == "ideas":
        entries += tuple(Entry(effort.idea) for effort in sentences.efforts)
    if sheet.role == "plan":
        entries += tuple(Entry(effort.plan) for effort in sentences.efforts)
    if sheet.role == "visits":
        entries += tuple(Entry(one.visit) for one in read_town(sentences))
    if sheet.role == "interviews":
        entries += tuple(Entry(one.record) for one in read_town(sentences) if one.record)
    if sheet.role == "progress":
        entries += tuple(Entry(effort.progress) for effort in sentences.efforts)
    kept = sheet.model_copy(update={"questions": tuple(q for q in sheet.questions if q.of is None)})
    known = {question.key for question in kept.questions}

    for entry in entries:
        # What is made of other people's words is none of the bank's.
        own = {key: value for key, value in entry.values.items() if not is_made(value)}
        values = fill_sheet(sheet, Entry(own))
        if values:
            assert known & set(own) <= set(check_values(kept, values)), own


def is_made(value: object) -> bool:
    return isinstance(value, str) and value in office._COMPOSERS


@pytest.mark.parametrize("program", program_keys())
def test_efforts_are_told_whole(program: str) -> None:
    efforts = Bank(program).efforts

    assert len(efforts) >= 6
    for effort in efforts:
        assert {"idea", "whom", "small", "from"} <= set(effort.idea), effort.name
        assert effort.plan["due"] > effort.plan["starts"] > 0, effort.name
        assert all(step["due"] <= 14 for step in effort.plan["first-steps"]), effort.name
        assert effort.progress["state"] in ("moved", "changed", "stopped"), effort.name


@pytest.mark.parametrize(
    ("program", "sheet", "words"),
    [("team-building", "voices", "text"), ("community-building", "overlaps", "name")],
)
def test_ideas_come_from_cards_that_are_in_the_bank(program: str, sheet: str, words: str) -> None:
    sentences = Bank(program)
    said = [str(entry.values[words]) for entry in sentences.list_entries(sheet, sheet)]

    for effort in sentences.efforts:
        assert any(str(effort.idea["from"])[:12] in card for card in said), effort.name


@pytest.mark.parametrize("program", program_keys())
def test_no_sentence_is_there_twice(program: str) -> None:
    for role, key in (("voices", "text"), ("ideas", "idea"), ("vision", "text")):
        said = [entry.values[key] for entry in Bank(program).list_entries("", role)]
        assert len(said) == len(set(said)), role


def test_own_copy_of_a_program_speaks_like_the_one_it_came_from() -> None:
    keys = [sheet.key for program, sheet in list_sheets() if program == "community-building"]

    copy = Bank("midori-town", keys)
    stranger = Bank("tiny", ["cards", "note"])

    assert copy.efforts == Bank("community-building").efforts
    assert (stranger.efforts, bool(stranger.list_entries("", "reflection"))) == ((), True)


def test_bank_names_nobody() -> None:
    texts = "".join(file.read_text(encoding="utf-8") for file in bank._FOLDER.rglob("*.yaml"))
    # Frequent family names with a title or a form of address behind them.
    for name in (
        "佐藤",
        "鈴木さん",
        "高橋",
        "田中",
        "伊藤",
        "渡辺",
        "山本さん",
        "中村",
        "小林",
        "加藤",
    ):
        assert name not in texts


AFFILIATIONS = [
    {"key": "office-welfare", "label": "行政職員", "group": "office"},
    {"key": "contractor", "label": "委託先", "group": "contractor"},
]
FIELDS = [{"key": "elderly", "label": "高齢"}, {"key": "children", "label": "子ども"}]


def test_same_seed_makes_the_same_people_and_more_begin_alike() -> None:
    few = make_people(10, seed=3, affiliations=AFFILIATIONS, fields=FIELDS)
    many = make_people(300, seed=3, affiliations=AFFILIATIONS, fields=FIELDS)
    others = make_people(10, seed=4, affiliations=AFFILIATIONS, fields=FIELDS)

    assert many[:10] == few
    assert others != few
    names = [person.name for person in many if person.name]
    assert len(names) == len(set(names))


def test_days_are_counted_from_today_and_fall_on_working_days() -> None:
    today = date(2026, 11, 20)
    writer = Writer(draw(1), stable="", today=today)
    question = {"key": "due", "kind": "date", "label": "期日"}

    for days in range(1, 30):
        values = fill([read_content(question)], Entry({"due": days}), writer)
        day = date.fromisoformat(values["due"])
        assert day > today
        assert day.weekday() < 5
