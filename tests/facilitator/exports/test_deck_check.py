"""Every rule of the check finds the fault planted for it in a clean deck; no other rule does."""

import io
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Pt

from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import RULES, NoDeck, check_deck
from tests.facilitator.analysis.sample import make_answer, make_people, report_of
from tests.facilitator.exports.finished import make_small

Parts = dict[str, bytes]
_MAIN = "ppt/presentation.xml"
_LINKS = "ppt/_rels/presentation.xml.rels"
_LIST = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def good() -> bytes:
    """A deck with charts, tables and cards, as python-pptx saves it again."""
    content = _change_deck(make_deck(make_small("庁内の担当が分からない")), lambda _: None)
    assert check_deck(content) == ()
    return content


def _change_deck(content: bytes, change: Callable[[Deck], None]) -> bytes:
    deck = Presentation(io.BytesIO(content))
    change(deck)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _change_parts(content: bytes, change: Callable[[Parts], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _find(deck: Deck, which: Callable[[BaseShape], bool]) -> BaseShape:
    return next(shape for slide in deck.slides for shape in slide.shapes if which(shape))


def _chart(deck: Deck) -> BaseShape:
    return _find(deck, lambda shape: shape.has_chart)


def _table(deck: Deck) -> BaseShape:
    return _find(deck, lambda shape: shape.has_table)


def _points(deck: Deck) -> Slide:
    return next(s for s in deck.slides if s.slide_layout.name == "タイトルとコンテンツ")


def _run(deck: Deck) -> BaseShape:
    return _points(deck).placeholders[1].text_frame.paragraphs[0].runs[0]


def _take_title_away(deck: Deck) -> None:
    title = deck.slides[1].shapes.title._element
    title.getparent().remove(title)


def _read_title_last(deck: Deck) -> None:
    title = deck.slides[1].shapes.title._element
    title.getparent().append(title)


def _repeat_title(deck: Deck) -> None:
    deck.slides[2].shapes.title.text_frame.text = deck.slides[1].shapes.title.text_frame.text
    for run in deck.slides[2].shapes.title.text_frame.paragraphs[0].runs:
        run._r.get_or_add_rPr().set("lang", "ja-JP")


def _forget_notes(deck: Deck) -> None:
    deck.slides[1].notes_slide.notes_text_frame.text = ""


def _repeat_number(deck: Deck) -> None:
    shapes = deck.slides[1].shapes
    shapes[1]._element.nvSpPr.cNvPr.set("id", str(shapes[0].shape_id))


def _write_control(deck: Deck) -> None:
    _run(deck).text = "前_x000D_後"


def _turn_direction(deck: Deck) -> None:
    _run(deck).text = "右から\u202e逆さ"


def _mark_english(deck: Deck) -> None:
    _run(deck)._r.get_or_add_rPr().set("lang", "en-US")


def _choose_mincho(deck: Deck) -> None:
    etree.SubElement(_run(deck)._r.get_or_add_rPr(), qn("a:ea"), typeface="ＭＳ 明朝")


def _move_outside(deck: Deck) -> None:
    _chart(deck).left = Pt(-30)


def _forget_alt_text(deck: Deck) -> None:
    del _chart(deck)._element._nvXxPr.cNvPr.attrib["descr"]


def _empty_placeholder(deck: Deck) -> None:
    deck.slides[1].placeholders[13].text_frame.text = ""


def _shrink_text(deck: Deck) -> None:
    _run(deck).font.size = Pt(9)


def _shrink_footer(deck: Deck) -> None:
    footer = deck.slides[1].placeholders[10].text_frame.paragraphs[0].runs[0]
    footer.font.size = Pt(8)


def _shrink_cell(deck: Deck) -> None:
    _table(deck).table.cell(1, 1).text_frame.paragraphs[0].runs[0].font.size = Pt(10)


def _shrink_axis(deck: Deck) -> None:
    _chart(deck).chart.category_axis.tick_labels.font.size = Pt(9)


def _shrink_by_autofit(deck: Deck) -> None:
    fit = _points(deck).placeholders[1].text_frame._txBody.bodyPr
    for old in list(fit):
        fit.remove(old)
    etree.SubElement(fit, qn("a:normAutofit"), fontScale="40000")


def _lengthen_body(deck: Deck) -> None:
    _run(deck).text = "長い文です。" * 200


def _lengthen_cell(deck: Deck) -> None:
    _table(deck).table.cell(1, 1).text_frame.paragraphs[0].runs[0].text = "長い文です。" * 30


def _take_head_away(deck: Deck) -> None:
    _table(deck).table.first_row = False


def _lay_over(deck: Deck) -> None:
    one, other = _find_cards(deck)
    other.top, other.left = one.top, one.left + Pt(20)


def _find_cards(deck: Deck) -> list[BaseShape]:
    cards = ([s for s in slide.shapes if s.name == "カード"] for slide in deck.slides)
    return next(found[:2] for found in cards if len(found) > 1)


def _hide_behind_a_form(deck: Deck) -> None:
    text = _points(deck).placeholders[1]
    form = _points(deck).shapes.add_shape(
        MSO_SHAPE.RECTANGLE, text.left, text.top, Pt(300), Pt(200)
    )
    form.fill.solid()
    form.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2


def _fade_text(deck: Deck) -> None:
    _run(deck).font.color.theme_color = MSO_THEME_COLOR.ACCENT_5


def _brighten_text(deck: Deck) -> None:
    _run(deck).font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _run(deck).font.color.brightness = 0.7


def _fade_cell(deck: Deck) -> None:
    run = _table(deck).table.cell(1, 1).text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(0xDD, 0xDD, 0xDD)


def _darken_ground(deck: Deck) -> None:
    _, card = _find_cards(deck)  # a label in white, and its sentence in black
    card.fill.solid()
    card.fill.fore_color.rgb = RGBColor(0x30, 0x30, 0x30)


def _fade_axis(deck: Deck) -> None:
    font = _chart(deck).chart.category_axis.tick_labels.font
    font.color.rgb = RGBColor(0xCC, 0xCC, 0xCC)


def _colour_words(deck: Deck) -> None:
    runs = _points(deck).placeholders[1].text_frame.paragraphs[0]
    red = runs.add_run()
    red.text = "ここが大切"
    red.font.size = runs.runs[0].font.size
    red.font.color.rgb = RGBColor(0xC0, 0, 0)
    red._r.get_or_add_rPr().set("lang", "ja-JP")


def _draw_lights(deck: Deck) -> None:
    for left, colour in ((700, 0xC0), (740, 0x30)):
        light = deck.slides[0].shapes.add_shape(MSO_SHAPE.OVAL, Pt(left), Pt(20), Pt(20), Pt(20))
        light.fill.solid()
        light.fill.fore_color.rgb = RGBColor(colour, 0x80, 0)


def _colour_cells(deck: Deck) -> None:
    table = _table(deck).table
    for row, colour in ((1, 0xFF), (2, 0xCC)):
        cell = table.cell(row, 2)
        cell.text = ""
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor(colour, 0xF0, 0xC0)


def _forget_paragraph(deck: Deck) -> None:
    line = deck.slide_layouts[2].shapes[0]._element.txBody
    line.remove(line.find(qn("a:p")))


def _break_lines_in_english(deck: Deck) -> None:
    place = deck.part._element.find(qn("p:defaultTextStyle"))
    kinsoku = etree.Element(qn("p:kinsoku"), lang="en-US", invalStChars="。", invalEndChars="「")
    place.addprevious(kinsoku)


def _link_outside(deck: Deck) -> None:
    _run(deck).hyperlink.address = "https://example.invalid/"


def _forget_data(deck: Deck) -> None:
    space = _chart(deck).chart._chartSpace
    space.remove(space.find(qn("c:externalData")))


def _replace(name: str, old: str, new: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)

    return change


def _take_face_away(parts: Parts) -> None:
    name = "ppt/theme/theme1.xml"
    for old in ('<a:ea typeface="BIZ UDPゴシック"/>', 'typeface="BIZ UDPゴシック"/>'):
        assert old.encode() in parts[name]
    text = parts[name].decode().replace('<a:ea typeface="BIZ UDPゴシック"/>', '<a:ea typeface=""/>')
    old = '<a:font script="Jpan" typeface="BIZ UDPゴシック"/>'
    parts[name] = text.replace(old, "").encode()


def _add_layouts(parts: Parts) -> None:
    folder, links = "ppt/slideLayouts", "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    for number in range(20, 33):
        name = f"slideLayout{number}.xml"
        parts[f"{folder}/{name}"] = parts[f"{folder}/slideLayout5.xml"]
        parts[f"{folder}/_rels/{name}.rels"] = parts[f"{folder}/_rels/slideLayout5.xml.rels"]
        kind = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"
        _declare(parts, f"{folder}/{name}", kind)
        _link(parts, links, f'Id="rId{number}" Type="{_OFFICE}/slideLayout" '
              f'Target="../slideLayouts/{name}"')  # fmt: skip


def _declare(parts: Parts, name: str, kind: str) -> None:
    _replace(_LIST, "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')(
        parts
    )


def _link(parts: Parts, name: str, attributes: str) -> None:
    _replace(name, "</Relationships>", f"<Relationship {attributes}/></Relationships>")(parts)


def _grow(parts: Parts) -> None:
    parts["ppt/media/big.bin"] = bytes(11 * 1024 * 1024)
    _declare(parts, "ppt/media/big.bin", "application/octet-stream")


def _truncate(parts: Parts) -> None:
    parts["ppt/viewProps.xml"] = parts["ppt/viewProps.xml"][:-20]


def _declare_phantom(parts: Parts) -> None:
    _declare(parts, "ppt/slides/slide99.xml", "application/xml")


def _leave_undeclared(parts: Parts) -> None:
    parts["ppt/media/strange.xyz"] = b"?"


def _repeat_link(parts: Parts) -> None:
    first = parts[_LINKS].decode().split("<Relationship ")[1].split("/>")[0]
    _link(parts, _LINKS, first)


def _write_formula(parts: Parts) -> None:
    name = next(name for name in parts if name.endswith(".xlsx"))
    sheet = "xl/worksheets/sheet1.xml"
    parts[name] = _change_parts(parts[name], _replace(sheet, "<v>", "<f>1+1</f><v>"))


def _rename_sheet(parts: Parts) -> None:
    name = next(name for name in parts if name.endswith(".xlsx"))
    parts[name] = _change_parts(
        parts[name], _replace("xl/workbook.xml", 'name="Sheet1"', 'name="Data"')
    )


def _link_picture(parts: Parts) -> None:
    _link(parts, _LINKS, f'Id="rId900" Type="{_OFFICE}/image" TargetMode="External" '
          'Target="http://example.invalid/a.png"')  # fmt: skip


def _add_macro(parts: Parts) -> None:
    parts["ppt/vbaProject.bin"] = b"macro"
    _declare(parts, "ppt/vbaProject.bin", "application/vnd.ms-office.vbaProject")


def _name_place(parts: Parts) -> None:
    properties = "docProps/app.xml"
    old = b"</Properties>"
    assert old in parts[properties]
    parts[properties] = parts[properties].replace(
        old, "<Manager>C:\\Users\\yamada\\研修.pptx</Manager></Properties>".encode()
    )


def _name_picture_by_place(parts: Parts) -> None:
    _describe_body(parts, "/home/yamada/図.png")


def _describe_body(parts: Parts, alt: str) -> None:
    old = 'name="本文"'
    name = next(n for n in parts if n.startswith("ppt/slides/s") and old.encode() in parts[n])
    _replace(name, old, f'{old} descr="{alt}"')(parts)


DECK_FAULTS = [
    ("title missing", _take_title_away),
    ("title not read first", _read_title_last),
    ("title twice", _repeat_title),
    ("notes missing", _forget_notes),
    ("id twice", _repeat_number),
    ("unclean text", _write_control),
    ("unclean text", _turn_direction),
    ("language", _mark_english),
    ("typeface", _choose_mincho),
    ("outside", _move_outside),
    ("alt text missing", _forget_alt_text),
    ("empty placeholder", _empty_placeholder),
    ("too small", _shrink_text),
    ("too small", _shrink_footer),
    ("too small", _shrink_cell),
    ("too small", _shrink_axis),
    ("too small", _shrink_by_autofit),
    ("overflow", _lengthen_body),
    ("overflow", _lengthen_cell),
    ("no head", _take_head_away),
    ("overlap", _lay_over),
    ("overlap", _hide_behind_a_form),
    ("low contrast", _fade_text),
    ("low contrast", _brighten_text),
    ("low contrast", _fade_cell),
    ("low contrast", _darken_ground),
    ("low contrast", _fade_axis),
    ("colour alone", _colour_words),
    ("colour alone", _draw_lights),
    ("colour alone", _colour_cells),
    ("text without paragraph", _forget_paragraph),
    ("line breaking", _break_lines_in_english),
    ("outside link", _link_outside),
    ("chart without its data", _forget_data),
]
FILE_FAULTS = [
    ("no Japanese typeface", _take_face_away),
    ("unused layouts", _add_layouts),
    ("large file", _grow),
    ("part broken", _truncate),
    ("part missing", _replace(_LINKS, 'Target="viewProps.xml"', 'Target="gone.xml"')),
    ("part not declared", _declare_phantom),
    ("part not declared", _leave_undeclared),
    ("link twice", _repeat_link),
    ("link unknown", _replace(_MAIN, '<p:notesMasterId r:id="', '<p:notesMasterId r:id="rIdX')),
    ("formula behind a chart", _write_formula),
    ("chart without its data", _rename_sheet),
    ("outside file", _link_picture),
    ("macro", _add_macro),
    ("machine path", _name_place),
    ("machine path", _name_picture_by_place),
]


def _name(fault: object) -> str:
    return getattr(fault, "__name__", str(fault)).strip("_")


@pytest.mark.parametrize(("rule", "plant"), DECK_FAULTS, ids=_name)
def test_planted_fault_is_found_and_nothing_else(
    good: bytes, rule: str, plant: Callable[[Deck], None]
) -> None:
    content = _change_deck(good, plant)

    assert {problem.rule for problem in check_deck(content)} == {rule}


@pytest.mark.parametrize(("rule", "plant"), FILE_FAULTS, ids=_name)
def test_fault_planted_in_the_file_is_found_and_nothing_else(
    good: bytes, rule: str, plant: Callable[[Parts], None]
) -> None:
    content = _change_parts(good, plant)

    assert {problem.rule for problem in check_deck(content)} == {rule}


def test_part_written_twice_is_found(good: bytes) -> None:
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("ppt/viewProps.xml", archive.read("ppt/viewProps.xml"))

    assert [problem.rule for problem in check_deck(stream.getvalue())] == ["part twice"]


@pytest.mark.parametrize(
    "place",
    [r"C:\Users\yamada\図 1.png", r"\\server\share\図.jpg", "file:///C:/Users/yamada/a.emf"],
)
def test_picture_named_by_its_place_is_found_however_it_is_written(good: bytes, place: str) -> None:
    content = _change_parts(good, lambda parts: _describe_body(parts, place))

    assert {problem.rule for problem in check_deck(content)} == {"machine path"}


@pytest.mark.parametrize(
    "told",
    [
        r"案：\\server\share\名簿.docx 4票、/home に置く 3票",
        r"\\server\share\名簿.docx。もとになった案：\\server\share\名簿.docx",
        "1 C:/資料/名簿.xlsx（横5.0、縦1.0、3人）",
    ],
)
def test_sentence_that_quotes_a_place_is_no_place(good: bytes, told: str) -> None:
    content = _change_parts(good, lambda parts: _describe_body(parts, told))

    assert check_deck(content) == ()


def test_chart_whose_steps_show_no_edges_tells_by_colour_alone() -> None:
    def take_edges_away(deck: Deck) -> None:
        for slide in deck.slides:
            for shape in slide.shapes:
                for line in list(shape._element.iter(qn("a:ln"))) if shape.has_chart else ():
                    line.getparent().remove(line)
                for series in shape.chart.plots[0].series if shape.has_chart else ():
                    series.format.line.fill.background()

    people = make_people(6)
    content = make_deck(
        report_of(
            [
                make_answer(n, "before", {"inside": 1 + n % 4, "tell": 2}, one)
                for n, one in enumerate(people)
            ],
            people=people,
        )
    )
    assert check_deck(content) == ()

    found = {problem.rule for problem in check_deck(_change_deck(content, take_edges_away))}

    assert found == {"colour alone"}


def test_every_rule_has_a_planted_fault() -> None:
    planted = {rule for rule, _ in [*DECK_FAULTS, *FILE_FAULTS]} | {"part twice"}

    assert planted == set(RULES)


@pytest.mark.parametrize("content", [b"", b"not a deck", b"PK\x05\x06" + bytes(18)])
def test_other_files_are_no_deck(content: bytes) -> None:
    with pytest.raises(NoDeck):
        check_deck(content)
