"""Stored values in words for people."""

from programs.questions import Column, QuestionKind
from tests.samples import make_question, make_sheet
from worksheets.values import describe_values, headline

_ACTIONS = make_question(
    "actions",
    QuestionKind.TABLE,
    label="行動",
    columns=[
        Column(key="what", label="なに"),
        Column(key="until", label="いつまで", kind=QuestionKind.DATE),
    ],
)


def test_day_in_words_is_written_as_people_write_it() -> None:
    sheet = make_sheet("sheet", make_question("day", QuestionKind.DATE, label="訪ねる日"))

    assert describe_values(sheet, {"day": "2026-12-03"}) == [("訪ねる日", "2026年12月3日")]


def test_day_in_a_row_is_written_short() -> None:
    sheet = make_sheet("sheet", _ACTIONS)
    rows = [{"what": "聞きに行く", "until": "2026-12-03"}, {"what": "まとめる"}]

    assert (
        headline(sheet, {"actions": rows}) == "なに：聞きに行く、いつまで：12月3日\nなに：まとめる"
    )
