import pytest

from facilitator.importing import read_rows
from programs.questions import Axis, Option, QuestionKind
from tests.facilitator.importing.samples import make_csv, make_xlsx
from tests.samples import make_question, make_sheet
from worksheets.errors import BadInput

OPTIONS = [Option(key="inside", label="庁内（役所の中）"), Option(key="time", label="時間")]
VOICES = make_sheet(
    "voices",
    make_question("text", QuestionKind.SHORT_TEXT, required=True, max_length=80),
    make_question("between", QuestionKind.CHOICE, options=OPTIONS),
    make_question("strength", QuestionKind.SCALE, least=1, most=3, labels=["弱い", "中", "強い"]),
    many=True,
)


def test_columns_named_after_questions_are_found_by_label_and_key() -> None:
    data = make_csv(("strength", "問い text", "問い between"), ("強い", "あ", "時間"))

    preview = read_rows(data, "a.csv", VOICES)

    assert [dict(row.values) for row in preview.rows] == [
        {"text": "あ", "between": "time", "strength": 3}
    ]
    assert preview.unused == ()


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (("no", "source", "text"), "text"),
        (("No.", "出典", "内容"), "内容"),
        (("番号", "だれが言ったか", "言ったことの全文"), "言ったことの全文"),
    ],
)
def test_obvious_text_column_is_found(header: tuple[str, ...], column: str) -> None:
    data = make_csv(
        header,
        ("1", "資料の名前", "つなぎ先が分からず、いつも困っている。"),
        ("2", "資料", "会議が長い。"),
    )

    preview = read_rows(data, "a.csv", VOICES)

    assert list(preview.columns) == [column]
    assert [row.values["text"] for row in preview.rows] == [
        "つなぎ先が分からず、いつも困っている。",
        "会議が長い。",
    ]


def test_chosen_column_wins_over_the_obvious_one() -> None:
    data = make_csv(("no", "source", "text"), ("1", "資料の名前", "長い長い長い文"))

    preview = read_rows(data, "a.csv", VOICES, column="source")

    assert [row.values for row in preview.rows] == [{"text": "資料の名前"}]
    assert preview.unused == ("no", "text")


def test_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(BadInput, match="「no」、「text」"):
        read_rows(make_csv(("no", "text"), ("1", "あ")), "a.csv", VOICES, column="意見")


def test_single_column_without_heading_takes_every_line() -> None:
    preview = read_rows(make_csv(("つなぎ先が分からない",), ("会議が長い",)), "a.csv", VOICES)

    assert [row.values["text"] for row in preview.rows] == ["つなぎ先が分からない", "会議が長い"]


def test_lines_with_a_comma_here_and_there_stay_whole() -> None:
    preview = read_rows("困った,どうしよう\n会議が長い\n".encode(), "a.txt", VOICES)

    assert [row.values["text"] for row in preview.rows] == ["困った,どうしよう", "会議が長い"]


def test_unquoted_comma_in_the_last_column_loses_nothing() -> None:
    preview = read_rows("班,内容\n1,困った,どうしよう\n".encode(), "a.csv", VOICES)

    assert [(row.team, row.values["text"]) for row in preview.rows] == [("1", "困った,どうしよう")]


def test_heading_of_one_word_for_text_is_no_answer() -> None:
    preview = read_rows(make_csv(("意見",), ("会議が長い",)), "a.csv", VOICES)

    assert [row.values["text"] for row in preview.rows] == ["会議が長い"]


@pytest.mark.parametrize("word", ["庁内", "庁内（役所の中）", "inside", " 庁内(役所の中) "])
def test_option_is_recognised_however_it_is_written(word: str) -> None:
    preview = read_rows(make_csv(("text", "between"), ("あ", word)), "a.csv", VOICES)

    assert [row.values["between"] for row in preview.rows] == ["inside"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("あ", "宇宙", ""), "「宇宙」という選択肢はありません"),
        (("あ", "", "とても"), "の段に「とても」はありません"),
        (("あ", "", "9"), "1から3"),
        (("", "時間", ""), "答えてから"),
        (("あ" * 2001, "", ""), "2000文字まで"),
    ],
)
def test_row_that_does_not_fit_is_refused_with_number_and_reason(
    row: tuple[str, ...], words: str
) -> None:
    data = make_csv(("text", "between", "strength"), ("よい行", "", ""), row)

    preview = read_rows(data, "a.csv", VOICES)

    assert [one.number for one in preview.rows] == [2]
    assert [one.number for one in preview.refused] == [3]
    assert words in preview.refused[0].reason


def test_long_text_of_the_office_is_taken_whole() -> None:
    preview = read_rows(make_csv(("text",), ("あ" * 500,)), "a.csv", VOICES)

    assert [len(row.values["text"]) for row in preview.rows] == [500]


def test_row_with_only_a_number_is_told_as_empty_of_text() -> None:
    preview = read_rows(make_csv(("no", "text"), ("1", "あ"), ("2", "")), "a.csv", VOICES)

    assert [row.number for row in preview.refused] == [3]


def test_heading_alone_is_refused() -> None:
    with pytest.raises(BadInput, match="見出しの行しかありません"):
        read_rows(make_csv(("no", "text")), "a.csv", VOICES)


def test_every_kind_that_fits_a_cell_is_read() -> None:
    axis = Axis(label="効果", low="小さい", high="大きい")
    sheet = make_sheet(
        "kinds",
        make_question("when", QuestionKind.DATE),
        make_question("number", QuestionKind.NUMBER),
        make_question("choices", QuestionKind.CHOICES, options=OPTIONS),
        make_question("place", QuestionKind.POSITION, x=axis, y=axis),
    )
    data = make_xlsx(
        ("when", "number", "choices", "place"), ("2026年12月1日", "３枚", "庁内、時間", "2,5")
    )

    preview = read_rows(data, "a.xlsx", sheet)

    assert [dict(row.values) for row in preview.rows] == [
        {
            "when": "2026-12-01",
            "number": 3,
            "choices": ["inside", "time"],
            "place": {"x": 2, "y": 5},
        }
    ]


def test_text_that_looks_like_a_formula_or_a_tag_stays_text() -> None:
    nasty = "=cmd|'/C calc'!A1 <script>alert(1)</script>"

    preview = read_rows(make_csv(("text",), (nasty,)), "a.csv", VOICES)

    assert [row.values["text"] for row in preview.rows] == [nasty]


def test_optional_columns_at_the_right_do_not_join_rows() -> None:
    data = make_xlsx(("つなぎ先が分からない", "あと一言"), ("会議が長い", None))

    preview = read_rows(data, "a.xlsx", VOICES)

    assert [row.values["text"] for row in preview.rows] == ["つなぎ先が分からない", "会議が長い"]
