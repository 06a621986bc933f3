"""Lists of expected people: found columns, what is asked, what is told, what is refused."""

import io

import pytest
from openpyxl import Workbook

from facilitator.importing.people import NameColumnUnknown, Part, PeopleList, read_people
from worksheets import participants
from worksheets.errors import BadInput
from worksheets.expected import Expected, list_expected, replace_expected
from worksheets.records import Opened, Workshop


@pytest.fixture
def workshop(opened: Opened) -> Workshop:
    return opened.workshop


def _csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def _marks(found: PeopleList) -> list[tuple[str, str, str, str]]:
    return [(p.name, p.affiliation, p.field, p.team) for p in found.people]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_list_is_read_in_every_usual_encoding(workshop: Workshop, encoding: str) -> None:
    data = _csv("氏名,所属,担当分野,班\n山田 太郎,行政職員,高齢,第2班\n川田,委託先,,3\n", encoding)

    found = read_people(data, "名簿.csv", workshop)

    assert _marks(found) == [
        ("山田 太郎", "office", "elderly", "t2"),
        ("川田", "partner", "", "t3"),
    ]
    assert found.unused == ()


def test_workbook_with_other_columns_names_what_is_not_used(workshop: Workshop) -> None:
    book = Workbook()
    book.active.append(["No", "参加者氏名（漢字）", "ふりがな", "所属・職名", "電話"])
    book.active.append([1, "山田", "やまだ", "行政職員", "0000"])
    stream = io.BytesIO()
    book.save(stream)

    found = read_people(stream.getvalue(), "名簿.xlsx", workshop)

    assert _marks(found) == [("山田", "office", "", "")]
    assert found.unused == ("No", "ふりがな", "電話")


def test_one_column_without_a_heading_is_names(workshop: Workshop) -> None:
    found = read_people(_csv("山田\n川田\n"), "a.csv", workshop)

    assert [person.name for person in found.people] == ["山田", "川田"]


def test_unknown_columns_are_asked_for_and_then_used(workshop: Workshop) -> None:
    data = _csv("だれ,どこ\n山田,行政職員\n")
    with pytest.raises(
        NameColumnUnknown, match="あるのは 「1列目（だれ）」、「2列目（どこ）」"
    ) as problem:
        read_people(data, "a.csv", workshop)

    columns = {Part.NAME: 0, Part.AFFILIATION: 1}
    named = read_people(data, "a.csv", workshop, columns=columns, heading=True)

    assert problem.value.titles == ("1列目（だれ）", "2列目（どこ）")
    assert _marks(named) == [("山田", "office", "", "")]
    assert [p.name for p in read_people(data, "a.csv", workshop, columns=columns).people] == [
        "だれ",
        "山田",
    ]


def test_recognised_column_can_be_left_out_or_given_another_meaning(workshop: Workshop) -> None:
    data = _csv("氏名,所属,班\n山田,行政職員,1班\n")

    left_out = read_people(data, "a.csv", workshop, columns={Part.TEAM: None})
    swapped = read_people(data, "a.csv", workshop, columns={Part.NAME: 1, Part.AFFILIATION: None})

    assert _marks(left_out) == [("山田", "office", "", "")]
    assert left_out.unused == ("班",)
    assert [person.name for person in swapped.people] == ["行政職員"]


def test_words_nobody_knows_are_counted_and_can_be_given_a_meaning(workshop: Workshop) -> None:
    data = _csv("氏名,所属,分野,班\nあ,福祉課,なぞ,9班\nい,福祉課,,\n")

    found = read_people(data, "a.csv", workshop)
    meant = read_people(data, "a.csv", workshop, meant={"福祉課": "office"})

    assert _marks(found) == [("あ", "", "", ""), ("い", "", "", "")]
    assert found.unknown == {
        Part.AFFILIATION: {"福祉課": 2},
        Part.FIELD: {"なぞ": 1},
        Part.TEAM: {"9班": 1},
    }
    assert [person.affiliation for person in meant.people] == ["office", "office"]
    assert meant.unknown == found.unknown


def test_same_name_twice_is_told_with_its_rows(workshop: Workshop) -> None:
    data = _csv("氏名,所属\n山田 太郎,行政職員\n川田,\n山田太郎,行政職員\n山田太郎,委託先\n")

    found = read_people(data, "a.csv", workshop)

    assert len(found.people) == 4
    assert found.repeated == ("山田 太郎（2行目、4行目）",)


def test_formulas_stay_words_and_are_never_worked_out(workshop: Workshop) -> None:
    data = _csv('氏名,所属\n"=HYPERLINK(""http://x"")",@SUM(1)\n+81,-1\n')

    found = read_people(data, "a.csv", workshop)

    assert [person.name for person in found.people] == ['=HYPERLINK("http://x")', "+81"]
    assert found.unknown[Part.AFFILIATION] == {"@SUM(1)": 1, "-1": 1}


def test_rows_without_a_usable_name_are_told(workshop: Workshop) -> None:
    data = _csv(f"氏名,所属\n,行政職員\n{'あ' * 41},\n山田,\n,\n")

    found = read_people(data, "a.csv", workshop)

    assert [person.name for person in found.people] == ["山田"]
    assert [row.number for row in found.refused] == [2, 3]
    assert found.refused[0].reason == "名前が書かれていません。"
    assert "40文字まで" in found.refused[1].reason


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空のファイル"),
        (_csv("氏名,所属\n"), "見出しの行しかありません"),
        (
            _csv("氏名\n" + "人\n" * 3000),
            "3,000人分の行があります。一度に取り込めるのは1,000人まで",
        ),
        (_csv("氏名\n" + "人\n" * 6000), "行が多すぎます"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "古い形式"),
        (b"\x00\x01\x02", "取り込める形式ではありません"),
    ],
)
def test_file_of_no_use_says_what_to_do(workshop: Workshop, data: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read_people(data, "名簿.csv", workshop)


def test_reading_a_list_stores_nothing(workshop: Workshop) -> None:
    read_people(_csv("氏名\n山田\n"), "a.csv", workshop)

    assert participants.list_participants(workshop.code) == ()


def test_list_can_be_kept_as_it_was_read(workshop: Workshop) -> None:
    found = read_people(_csv("氏名,班\n山田,1班\n"), "a.csv", workshop)
    replace_expected(workshop.code, found.people)

    [kept] = list_expected(workshop.code)
    assert kept == Expected("山田", team="t1", id=kept.id)
