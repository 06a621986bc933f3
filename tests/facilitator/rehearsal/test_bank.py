from datetime import date

import pytest

from facilitator.rehearsal import bank, office
from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import read_content
from facilitator.rehearsal.bank import Entry, list_efforts, list_entries
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.people import make_people
from facilitator.rehearsal.saying import Writer
from programs.questions import Scope, Worksheet
from programs.reading import program_keys, read_program
from worksheets.checking import check_values

TOKENS = {
    "@case": "Aさん世帯",
    "@practice": "ある町の取組",
    "@hint": "まず会いに行く。",
    "@plan": "朝の集まり",
}


def list_sheets() -> list[Worksheet]:
    programs = [read_program(key).program for key in program_keys()]
    return [sheet for program in programs if program is not None for sheet in program.worksheets]


def fill_sheet(sheet: Worksheet, entry: Entry, seed: str = "1") -> dict[str, object]:
    """Fill a sheet without references, which need other people's answers."""
    questions = [
        read_content(question.model_dump(mode="json"))
        for question in sheet.questions
        if question.of is None
    ]
    return fill(questions, entry, Writer(draw(seed), stable=seed, tokens=TOKENS))


@pytest.mark.parametrize("sheet", list_sheets(), ids=lambda sheet: sheet.key)
def test_every_entry_fits_its_worksheet_and_loses_no_word(sheet: Worksheet) -> None:
    role = f"{sheet.role}-plenary" if sheet.scope is Scope.PLENARY else sheet.role
    entries = list_entries(sheet.key, role)
    if sheet.role == "ideas":
        entries += tuple(Entry(effort.idea) for effort in list_efforts())
    if sheet.role == "plan":
        entries += tuple(Entry(effort.plan) for effort in list_efforts())
    if sheet.role == "progress":
        entries += tuple(Entry(effort.progress) for effort in list_efforts())
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


def test_efforts_are_told_whole() -> None:
    for effort in list_efforts():
        assert {"idea", "whom", "with", "small", "from"} <= set(effort.idea), effort.name
        assert effort.plan["due"] > effort.plan["starts"] > 0, effort.name
        assert all(step["due"] <= 14 for step in effort.plan["first-steps"]), effort.name
        assert effort.progress["state"] in ("moved", "changed", "stopped"), effort.name


def test_ideas_come_from_voices_that_are_in_the_bank() -> None:
    voices = {str(entry.values["text"]) for entry in list_entries("", "voices")}

    for effort in list_efforts():
        assert any(str(effort.idea["from"])[:12] in voice for voice in voices), effort.name


def test_no_sentence_is_there_twice() -> None:
    for role, key in (("voices", "text"), ("ideas", "idea"), ("vision", "text")):
        said = [entry.values[key] for entry in list_entries("", role)]
        assert len(said) == len(set(said)), role


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
