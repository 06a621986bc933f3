import io
import zipfile
from datetime import datetime

import pytest

from facilitator.importing.tables import MOST_BYTES, MOST_ROWS, Table, read_table
from tests.facilitator.importing.samples import make_csv, make_xlsx
from worksheets.errors import BadInput


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_of_every_encoding_reads_the_same(encoding: str) -> None:
    table = read_table(
        make_csv(("班", "内容"), ("1", "髙橋さんでなく①役割"), encoding=encoding), "a.csv"
    )

    assert cells(table) == [("班", "内容"), ("1", "髙橋さんでなく①役割")]


def test_tab_separated_text_is_read_as_columns() -> None:
    table = read_table(make_csv(("班", "内容"), ("1", "あ,い"), delimiter="\t"), "a.txt")

    assert cells(table) == [("班", "内容"), ("1", "あ,い")]


def test_quoted_cell_keeps_comma_and_line_break() -> None:
    table = read_table('番号,内容\n1,"あ、い,う\nえ"\n'.encode(), "a.csv")

    assert cells(table) == [("番号", "内容"), ("1", "あ、い,う\nえ")]


def test_empty_rows_between_are_counted_and_numbers_stay_those_of_the_file() -> None:
    table = read_table(make_csv(("内容",), ("あ",), ("",), (" ",), ("い",), ("",)), "a.csv")

    assert [row.number for row in table.rows] == [1, 2, 5]
    assert table.empty == 2


def test_xlsx_cells_are_read_as_they_look() -> None:
    data = make_xlsx(("内容", "日", "数"), ("あ", datetime(2026, 12, 1), 3.0), (None, None, 2.5))  # noqa: DTZ001 -- as Excel has it

    assert cells(read_table(data, "a.xlsx")) == [
        ("内容", "日", "数"),
        ("あ", "2026-12-01", "3"),
        ("", "", "2.5"),
    ]


def test_first_sheet_that_holds_something_is_read() -> None:
    table = read_table(make_xlsx(("内容",), ("あ",), title="付箋", empty_first=True), "a.xlsx")

    assert (table.sheet, len(table.rows)) == ("付箋", 2)


def test_file_is_read_by_what_it_is_not_by_its_name() -> None:
    assert cells(read_table(make_xlsx(("内容",), ("あ",)), "a.csv")) == [("内容",), ("あ",)]


def make_bomb() -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(100):  # 400 MiB
            part.write(bytes(4 * 1024 * 1024))
    return file.getvalue()


def make_laughs() -> bytes:
    """A workbook whose text doubles itself over and over."""
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{laughs}]><sst><si><t>&l9;</t></si></sst>'
    file = io.BytesIO(make_xlsx(("内容",), ("あ",)))
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as parts:
        for info in source.infolist():
            body = source.read(info)
            parts.writestr(info, text if info.filename == "xl/sharedStrings.xml" else body)
    return target.getvalue()


def make_other_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("content.xml", "<a/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空のファイル"),
        (b"\r\n\r\n", "何も書かれていません"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "取り込める形式ではありません"),
        ("内容\nあ".encode() + b"\x81\xff\xfe", "取り込める形式ではありません"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古い形式"),
        (make_xlsx(("内容",), ("あ",))[:2000], "Excel のファイルとして開けません"),
        (b"PK\x03\x04nonsense", "Excel のファイルとして開けません"),
        (make_other_zip(), "Excel のファイルではありません"),
        (b"x" * (MOST_BYTES + 1), "大きすぎます"),
        (make_bomb(), "中身が大きすぎます"),
        (make_csv(*[("あ",)] * (MOST_ROWS + 2)), "行が多すぎます"),
        (b'"' + "あ".encode() * 200_000, "読みとれません"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_useless_file_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_table(data, "a.xlsx")

    assert words in str(refusal.value)


def test_doubling_text_is_refused_or_read_without_doubling() -> None:
    try:
        table = read_table(make_laughs(), "a.xlsx")
    except BadInput:
        return
    assert sum(len(cell) for row in table.rows for cell in row.cells) < 1000


def test_sheet_formatted_to_its_end_is_read_in_bounded_work() -> None:
    data = make_xlsx(("内容",), *[("",)] * 30_000, ("あ",))

    table = read_table(data, "a.xlsx")

    assert (len(table.rows), table.empty) == (2, 30_000)
