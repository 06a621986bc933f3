"""What comes of a run with visits: papers, workbook and slides of the shipped 地域づくり編."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pptx.shapes.connector import Connector

from facilitator.analysis.collect import collect_report
from facilitator.analysis.records import Report
from facilitator.exports.catalogue import EXPORTS, Export
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from facilitator.exports.meeting_slides import make_meeting_slides
from facilitator.exports.overlaps_book import make_overlaps_book
from facilitator.exports.plan_deck import make_plan_deck
from facilitator.exports.thanks_paper import make_thanks_paper
from facilitator.exports.visits_paper import make_visits_paper
from tests.facilitator.analysis.sample import report_of
from tests.facilitator.exports.hostile import HOSTILE
from tests.facilitator.exports.town import Town, fill_hostile_town, fill_large_town, open_town
from worksheets import toolkit
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

DECKS = (make_deck, make_plan_deck, make_meeting_slides)
PAPERS = (make_visits_paper, make_thanks_paper)


@pytest.fixture
def empty_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'town.db'}")
    with toolkit.use(open_toolkit(settings)):
        yield open_town()


def _titles(content: bytes) -> list[str]:
    slides = Presentation(io.BytesIO(content)).slides
    return [slide.shapes.title.text_frame.text.replace("\v", "") for slide in slides]


def _paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize("make", DECKS)
def test_deck_of_a_town_has_no_problem(make: object, town_report: Report) -> None:
    assert check_deck(make(town_report)) == ()


def test_deck_tells_visits_voices_overlaps_systems_and_vision(town_report: Report) -> None:
    titles = _titles(make_deck(town_report))

    for title in (
        "10人に話を聞き、6人の声を分かち合える",
        "「やってみたいこと」は6枚、6人の声",
        "6件の重なりに、6人の声がある",
        "重なり4 「朝の商店街の音が好きな二人」（同じ思い）",
        "「朝の音の喫茶店」のもとには、声のカード2件と重なりのカード1件がある",
        "4つの取組の支え方は、4通りに分かれた",
        "1つの班の一文は、2枚の声に根ざしている",
    ):
        assert title in titles
    assert any(title.startswith("7件のうち、いちばん多いのは") for title in titles)


def test_map_of_overlaps_has_a_box_for_each_person_and_lines_to_what_meets(
    town_report: Report,
) -> None:
    slides = Presentation(io.BytesIO(make_deck(town_report))).slides
    (slide,) = (
        s for s in slides if s.shapes.title.text_frame.text == "6件の重なりに、6人の声がある"
    )

    names = [shape.name for shape in slide.shapes]
    assert names.count("話した方") == 6
    assert sum(isinstance(shape, Connector) for shape in slide.shapes) == 13
    assert "商店街で修理の店を開いている人" in [
        shape.text_frame.text for shape in slide.shapes if shape.name == "話した方"
    ]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_export_of_a_town_gives_the_same_bytes_twice(export: Export, town_report: Report) -> None:
    assert export.make(town_report) == export.make(town_report)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_export_of_a_town_where_nothing_happened_can_be_made(
    export: Export, empty_town: Town
) -> None:
    assert export.make(collect_report(empty_town.code))


def test_thanks_quote_their_own_words_and_give_no_name(town_report: Report) -> None:
    text = "\n".join(_paragraphs(make_thanks_paper(town_report)))

    letters = text.split("　様")[1:]
    assert len(letters) == 10
    first = letters[0]
    assert "「朝、シャッターを開ける音で、となりの元気が分かるんだよ」" in first
    assert "「物を直せる人と、教わりたい親子」" in first
    assert "商店街で修理の店を開いている人" not in first
    for other in ("手を動かしていると、まだ役に立てると思えるの", "下の子が商店街の人に"):
        assert other not in first
    for plain in letters[6:]:
        assert "お聞きした言葉" not in plain
        assert "みんなで話したこと" not in plain
        assert "お話の中身は、この紙にも、研修のまとめにも書いていません。" in plain


def test_workbook_of_overlaps_holds_only_what_people_accepted(town_report: Report) -> None:
    book = load_workbook(io.BytesIO(make_overlaps_book(town_report)))

    assert book.sheetnames == ["はじめに", "重なりの一覧", "人と人", "アイデアともとの声"]
    rows = list(book["重なりの一覧"].iter_rows(min_row=4, values_only=True))
    assert [row[1] for row in rows][:2] == [
        "手を動かしたい人と、直してほしい物がある人",
        "物を直せる人と、教わりたい親子",
    ]
    assert len(rows) == 6
    assert rows[0][7] == "・ボタンも直す、服の交換会\n・ラジカセを直す土曜日"
    notes = "\n".join(str(cell.value) for (cell,) in book["はじめに"].iter_rows())
    assert "取り入れなかったもの、まだ決めていないものは入っていません" in notes
    people = list(book["人と人"].iter_rows(min_row=3, values_only=True))
    assert len(people) == len(people[0]) == 7
    assert all(people[n][m] == people[m][n] for n in range(1, 7) for m in range(1, 7))
    ideas = list(book["アイデアともとの声"].iter_rows(min_row=4, values_only=True))
    assert ideas[-1][1] == "（もとになった声が取り下げられました）"


@pytest.mark.parametrize("make", PAPERS)
def test_paper_is_japanese_on_a4_with_headings_and_page_numbers(
    make: object, town_report: Report
) -> None:
    content = make(town_report)
    document = Document(io.BytesIO(content))

    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {p.style.name for p in document.paragraphs} >= {"Title", "Normal"}
    assert any(p.style.name.startswith("Heading") for p in document.paragraphs)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = archive.read("word/styles.xml").decode()
        body = archive.read("word/document.xml").decode()
        footer = archive.read("word/footer1.xml").decode()
        names = archive.namelist()
    assert 'w:eastAsia="BIZ UDPゴシック"' in styles
    assert 'w:lang w:val="ja-JP" w:eastAsia="ja-JP"' in styles
    assert body.count("<w:tblHeader/>") == len(document.tables) > 0
    assert 'w:instr="PAGE"' in footer
    assert "docProps/thumbnail.jpeg" not in names


@pytest.mark.parametrize("make", [*PAPERS, make_overlaps_book])
def test_paper_of_a_program_without_visits_says_so(make: object) -> None:
    assert make(report_of([]))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_break_no_file(text: str, empty_town: Town) -> None:
    report = collect_report(fill_hostile_town(empty_town, text).code)

    for make in DECKS[:2]:
        assert check_deck(make(report)) == ()
    for make in PAPERS:
        assert _paragraphs(make(report))
    book = load_workbook(io.BytesIO(make_overlaps_book(report)))
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_hundreds_of_voices_of_one_town_break_no_file(empty_town: Town) -> None:
    report = collect_report(fill_large_town(empty_town).code)

    assert check_deck(make_deck(report)) == ()
    assert len(_titles(make_deck(report))) < 60
    assert len(load_workbook(io.BytesIO(make_overlaps_book(report)))["人と人"]["A"]) == 23
    for make in PAPERS:
        assert make(report)
