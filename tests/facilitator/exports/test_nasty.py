"""Files of every kind of every nasty report open again, keep the words and run nothing."""

import re
from functools import cache

import pytest

from facilitator.exports.catalogue import EXPORTS, Export, find_export
from facilitator.exports.deck_check import check_deck, count_slides
from facilitator.exports.seating_book import make_seating_book
from facilitator.exports.words import clean, guard_cell
from facilitator.seating.guests import Guest
from facilitator.seating.proposing import Table
from tests.facilitator.exports.nasty import LONGEST, NAMES, PROGRAMS, STRANGE, get_nasty
from tests.facilitator.exports.opening import find_faults, read_back
from worksheets.records import Team

FILES = [export for export in EXPORTS if export.key != "bundle"]
SIGNS = ("=", "+", "-", "@", "\t", "\r")
ANSWERLESS = ("slides", "sheets", "letters")
START = LONGEST[:21]
MOST_IN_A_STORY = 12


@cache
def make(kind: str, name: str) -> bytes:
    """Return a file, made once for all tests that open it."""
    export = find_export(kind)
    assert export is not None
    return export.make(get_nasty(name))


def find_ending(kind: str, name: str) -> str:
    export = find_export(kind)
    assert export is not None
    return export.file_name(get_nasty(name)).rpartition(".")[2]


def read(kind: str, name: str) -> list[str]:
    return read_back(make(kind, name), find_ending(kind, name))


def list_cases(ending: str = "") -> list[object]:
    """Return all reports with all kinds; what holds no answers only where names are strange."""
    return [
        pytest.param(name, export, id=f"{name} {export.key}")
        for name in NAMES
        for export in FILES
        if find_ending(export.key, name).endswith(ending)
        if export.key not in ANSWERLESS or name.startswith(("nothing", "strange"))
    ]


def join_words(texts: list[str]) -> str:
    """Return all texts as one, without what stands between the parts of a long one."""
    return re.sub(r"\s|[^。]*（つづき）", "", "".join(texts))


@pytest.mark.parametrize(("name", "export"), list_cases())
def test_file_of_a_nasty_report_opens_and_holds_nothing_that_runs(
    name: str, export: Export
) -> None:
    ending = find_ending(export.key, name)

    content = make(export.key, name)

    assert find_faults(content) == []
    texts = read_back(content, ending)
    assert texts or ending in ("ics", "json")  # nothing given, nothing to tell
    if ending != "csv":
        # A text is whole, or it is seen that it was cut.
        parts = (text for text in texts if START in text and LONGEST not in text)
        assert [text[-40:] for text in parts if ending == "pptx" and "…" not in text] == []


@pytest.mark.parametrize(("name", "export"), list_cases("pptx"))
def test_deck_of_a_nasty_report_passes_the_check_of_decks(name: str, export: Export) -> None:
    content = make(export.key, name)

    assert check_deck(content) == ()
    if export.key == "story":
        assert count_slides(content) <= MOST_IN_A_STORY


@pytest.mark.parametrize("export", FILES, ids=lambda export: export.key)
def test_file_of_strange_words_has_the_same_bytes_twice(export: Export) -> None:
    report = get_nasty("strange community-building")

    assert export.make(report) == export.make(report)


@pytest.mark.parametrize("key", PROGRAMS)
@pytest.mark.parametrize("kind", ["answers", "answers-csv", "plan-paper", "plan-book"])
def test_texts_of_ten_thousand_letters_stand_whole_in_lists_and_forms(kind: str, key: str) -> None:
    assert LONGEST in join_words(read(kind, f"longest {key}"))


@pytest.mark.parametrize("key", PROGRAMS)
def test_strange_words_stand_in_the_lists_letter_by_letter(key: str) -> None:
    wanted = {clean(text) for text in STRANGE if clean(text)}

    assert wanted <= set(read("answers", f"strange {key}"))
    assert {guard_cell(text) for text in STRANGE if clean(text)} <= set(
        read("answers-csv", f"strange {key}")
    )


@pytest.mark.parametrize("key", PROGRAMS)
def test_no_cell_of_the_csv_begins_a_formula(key: str) -> None:
    cells = read("answers-csv", f"strange {key}")

    assert any(cell.startswith("'") for cell in cells)
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []


@pytest.mark.parametrize("key", PROGRAMS)
def test_days_no_calendar_knows_stand_in_the_plan_and_not_in_the_calendar(key: str) -> None:
    calendar = find_export("calendar")
    assert calendar is not None

    content = calendar.make(get_nasty(f"crowd {key}")).decode()

    assert content.count("BEGIN:VEVENT") > content.count("DTSTART;VALUE=DATE:20261218") > 0
    assert "DATE:9999" not in content
    assert "DATE:0001" not in content
    assert "9999年12月31日" in "".join(read("plan-paper", f"crowd {key}"))


def test_seating_of_strange_names_keeps_every_name_as_a_text() -> None:
    report = get_nasty("strange team-building")
    guests = [
        Guest(f"g{n}", text, text, "office", text, "t1" if n % 2 else "", has_joined=n % 3 > 0)
        for n, text in enumerate(STRANGE)
    ]
    tables = [Table(Team("t1", STRANGE[0]), tuple(g for g in guests if g.team), "")]

    content = make_seating_book(report, tables, guests)

    assert find_faults(content) == []
    assert {clean(text) for text in STRANGE if clean(text)} <= set(read_back(content, "xlsx"))
    assert content == make_seating_book(report, tables, guests)
