from collections import Counter

import pytest

from facilitator.importing import import_rows, read_rows
from programs.questions import Worksheet
from tests.facilitator.importing.samples import make_csv
from worksheets.answers import list_answers
from worksheets.workshops import get_workshop


def get_sheet(code: str, key: str) -> Worksheet:
    sheet = get_workshop(code).program.find_worksheet(key)
    assert sheet is not None
    return sheet


def test_thousand_rows_are_taken_and_a_repeat_stores_nothing(code: str) -> None:
    rows = [(f"声その{number}",) for number in range(1000)]
    preview = read_rows(make_csv(("text",), *rows), "a.csv", get_sheet(code, "cards"))

    first = import_rows(code, "cards", preview)
    second = import_rows(code, "cards", preview)

    assert (first.taken, first.repeated, first.refused) == (1000, 0, ())
    assert (second.taken, second.repeated) == (0, 1000)
    assert len(list_answers(code, "cards")) == 1000


def test_same_rows_for_another_team_are_another_import(code: str) -> None:
    preview = read_rows(make_csv(("text",), ("あ",)), "a.csv", get_sheet(code, "cards"))

    import_rows(code, "cards", preview, team="1班")
    import_rows(code, "cards", preview, team="2班")

    assert sorted(answer.team for answer in list_answers(code, "cards")) == ["t1", "t2"]


def test_rows_are_spread_evenly_over_all_teams(code: str) -> None:
    rows = [(f"声{number}",) for number in range(7)]
    preview = read_rows(make_csv(("text",), *rows), "a.csv", get_sheet(code, "cards"))

    import_rows(code, "cards", preview, spread=True)

    counted = Counter(answer.team for answer in list_answers(code, "cards"))
    assert counted == {"t1": 3, "t2": 2, "t3": 2}


@pytest.mark.parametrize("name", ["2班", "２班", "2", "第2班", "t2", " 2 班 "])
def test_team_column_is_understood_however_it_is_written(code: str, name: str) -> None:
    preview = read_rows(make_csv(("班", "text"), (name, "あ")), "a.csv", get_sheet(code, "cards"))

    import_rows(code, "cards", preview)

    assert [answer.team for answer in list_answers(code, "cards")] == ["t2"]


def test_row_of_an_unknown_team_is_refused_and_the_others_are_taken(code: str) -> None:
    data = make_csv(("班", "text"), ("9", "あ"), ("1", "い"))
    preview = read_rows(data, "a.csv", get_sheet(code, "cards"))

    imported = import_rows(code, "cards", preview)

    assert (imported.taken, [row.number for row in imported.refused]) == (1, [2])
    assert "「9」という班はありません" in imported.refused[0].reason


def test_team_sheet_without_a_team_is_refused(code: str) -> None:
    preview = read_rows(make_csv(("text",), ("あ",)), "a.csv", get_sheet(code, "together"))

    imported = import_rows(code, "together", preview)

    assert imported.taken == 0
    assert "どの班" in imported.refused[0].reason


def test_second_row_for_a_sheet_a_team_has_once_does_not_replace_the_first(code: str) -> None:
    data = make_csv(("班", "text"), ("1", "はじめ"), ("1", "あと"), ("2", "別の班"))
    preview = read_rows(data, "a.csv", get_sheet(code, "together"))

    imported = import_rows(code, "together", preview)

    assert (imported.taken, [row.number for row in imported.refused]) == (2, [3])
    texts = {answer.team: answer.values["text"] for answer in list_answers(code, "together")}
    assert texts == {"t1": "はじめ", "t2": "別の班"}


def test_individual_sheets_are_all_kept(code: str) -> None:
    preview = read_rows(make_csv(("text",), ("あ",), ("い",)), "a.csv", get_sheet(code, "note"))

    imported = import_rows(code, "note", preview)

    assert imported.taken == 2
    assert [answer.values["text"] for answer in list_answers(code, "note")] == ["あ", "い"]


def test_answers_already_there_stay_untouched(code: str) -> None:
    sheet = get_sheet(code, "cards")
    import_rows(code, "cards", read_rows(make_csv(("text",), ("前から",)), "a.csv", sheet))

    import_rows(code, "cards", read_rows(make_csv(("text",), ("新しい",)), "b.csv", sheet))

    assert [answer.values["text"] for answer in list_answers(code, "cards")] == ["前から", "新しい"]
