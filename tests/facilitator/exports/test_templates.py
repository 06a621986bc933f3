"""A town's own template: what is chosen, what is left behind, what is refused, and every deck."""

import base64
import io
import zipfile
from functools import cache

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from facilitator.analysis.records import Report
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import check_deck
from facilitator.exports.deck_check.colours import Colour, contrast
from facilitator.exports.deck_colours import read_colours
from facilitator.exports.deck_file import open_base
from facilitator.exports.layout_choice import Kind
from facilitator.exports.meeting_slides import make_meeting_slides
from facilitator.exports.plan_deck import make_plan_deck
from facilitator.exports.scenes import read_scenes
from facilitator.exports.story_deck import make_story
from facilitator.exports.template import parse_template, read_template
from facilitator.exports.template_sample import make_sample
from facilitator.safe_parsing import Parsed
from tests.facilitator.exports.finished import make_finished, read_voices
from tests.facilitator.exports.templates import TEMPLATES, add_part, make_blank, make_used, save
from worksheets.errors import BadInput

MAKERS = (make_deck, make_story, make_plan_deck, make_meeting_slides)
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)
# Typefaces are the town's own choice; it is told about them when it brings the template.
_TOWNS_MATTER = {"typeface"}
_USUAL = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDoc"
_STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDoc"


@cache
def prepare(name: str) -> Parsed:
    return parse_template(TEMPLATES[name]())


@pytest.fixture(scope="module")
def finished() -> Report:
    return make_finished(read_voices())


def _open(content: bytes) -> Deck:
    return Presentation(io.BytesIO(content))


def _uses(name: str) -> dict[str, str]:
    return {one["kind"]: one["layout"] for one in prepare(name).document["uses"]}


def _findings(name: str) -> str:
    return "\n".join(prepare(name).document["findings"])


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("name", ["square", "odd", "dark"])
def test_deck_on_a_template_has_no_problem(name: str, make: object, finished: Report) -> None:
    problems = check_deck(make(finished, prepare(name).content))

    assert [one for one in problems if one.rule not in _TOWNS_MATTER] == []


def test_rows_of_tables_are_as_high_as_measured_in_any_typeface(finished: Report) -> None:
    slides = _open(make_deck(finished, prepare("square").content)).slides
    cells = [one for slide in slides for one in slide._element.iter(qn("a:tc"))]
    heights = [
        (int(run.get("sz")), int(space.get("val")))
        for cell in cells
        for paragraph in cell.iter(qn("a:p"))
        for run, space in zip(
            paragraph.iter(qn("a:rPr")), paragraph.iter(qn("a:spcPts")), strict=False
        )
    ]

    assert len(heights) > 50
    assert {height / size for size, height in heights} == {1.2}


@pytest.mark.parametrize("name", ["own", "used", "blank"])
def test_story_on_a_template_has_no_problem(name: str, finished: Report) -> None:
    problems = check_deck(make_story(finished, prepare(name).content))

    assert [one for one in problems if one.rule not in _TOWNS_MATTER] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_deck_has_the_size_of_the_template_and_only_the_layouts_in_use(
    name: str, finished: Report
) -> None:
    town = _open(TEMPLATES[name]())

    deck = _open(make_story(finished, prepare(name).content))

    assert (deck.slide_width, deck.slide_height) == (town.slide_width, town.slide_height)
    assert all(layout.used_by_slides for layout in deck.slide_layouts)


def test_sample_shows_every_kind_of_slide(finished: Report) -> None:
    sample = make_sample(finished, prepare("square").content)

    assert len(_open(sample).slides) == len(Kind)
    assert [one for one in check_deck(sample) if one.rule not in _TOWNS_MATTER] == []


def test_layouts_are_found_by_type_whatever_the_language() -> None:
    assert _uses("square") == {
        "表紙": "Title Slide",
        "区切り": "Section Header",
        "本文": "Title and Content",
        "題だけ（図や表）": "Title Only",
        "大きな指示": "Title Only",
    }


def test_layouts_without_type_are_found_by_name_in_any_order() -> None:
    assert _uses("odd") == {
        "表紙": "01_表紙",
        "区切り": "03 中扉",
        "本文": "02 本文",
        "題だけ（図や表）": "04　題だけ",
        "大きな指示": "04　題だけ",
    }


def test_template_of_a_blank_layout_gets_a_place_for_titles(finished: Report) -> None:
    deck = _open(make_story(finished, prepare("blank").content))

    assert "白紙のレイアウトに題の場所を足しました" in _findings("blank")
    assert all(slide.shapes.title is not None for slide in deck.slides)


def test_what_does_not_fit_is_said() -> None:
    findings = _findings("used")

    assert "画面の形は4:3です" in findings
    assert "入っていたスライド2枚は使いません" in findings
    assert "マクロを取り除きました" in findings
    assert "外へのリンク1個を取り除きました" in findings
    assert "目的別スライドショー1個は使いません" in findings
    assert "「大きな指示」に当たるレイアウトがない" in findings
    assert "「ＭＳ Ｐゴシック」は、遠くから読みにくい" in findings


def test_nothing_is_said_about_our_own_deck() -> None:
    assert prepare("own").document["findings"] == []


def test_nothing_but_master_layouts_theme_and_pictures_is_kept(finished: Report) -> None:
    content = make_story(finished, prepare("used").content)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        everything = {name: archive.read(name) for name in archive.namelist()}
    assert "ppt/vbaProject.bin" in zipfile.ZipFile(io.BytesIO(make_used())).namelist()
    assert not [name for name in everything if "vba" in name.lower()]
    for word in (b"example.invalid", "去年の".encode(), b"sectionLst", b"custShow"):
        assert not [name for name, part in everything.items() if word in part]
    assert any(b"2E7D32" in part for part in everything.values())  # the town's green bar stays


def test_footer_and_number_come_along(finished: Report) -> None:
    deck = _open(make_story(finished, prepare("square").content))

    kinds = [
        [place.get("type") for place in slide._element.iter(qn("p:ph"))] for slide in deck.slides
    ]
    assert all({"ftr", "sldNum"} <= set(one) for one in kinds)


def test_colours_can_be_read_on_a_dark_ground() -> None:
    colours = read_colours(read_scenes(open_base(prepare("dark").content))[Kind.TITLE_ONLY])

    number = int(colours.shapes["accent1"], 16)
    main = Colour(*((number >> shift & 255) / 255 for shift in (16, 8, 0)))
    assert contrast(main, colours.ground) >= 4.5
    assert (colours.known, colours.shapes["tx1"]) == (True, "tx1")  # white, by the colour map


def test_theme_without_japanese_typeface_gets_one() -> None:
    deck = _open(TEMPLATES["square"]())
    part = next(
        one.target_part for one in deck.slide_master.part.rels.values() if "theme" in one.reltype
    )
    part._blob = part.blob.replace(b'script="Jpan"', b'script="None"')

    made = parse_template(save(deck))

    assert "BIZ UDPゴシックにしました" in "\n".join(made.document["findings"])
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert "BIZ UDPゴシック" in archive.read("ppt/theme/theme1.xml").decode()


def _rename_type(content: bytes, old: bytes, new: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(content))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return stream.getvalue()


@pytest.mark.parametrize(
    "kind",
    [
        b"vnd.openxmlformats-officedocument.presentationml.template.main",  # .potx
        b"vnd.ms-powerpoint.presentation.macroEnabled.main",  # .pptm
        b"vnd.openxmlformats-officedocument.presentationml.slideshow.main",  # .ppsx
    ],
)
def test_template_of_every_kind_of_file_is_taken(kind: bytes) -> None:
    usual = b"vnd.openxmlformats-officedocument.presentationml.presentation.main"

    made = parse_template(_rename_type(TEMPLATES["square"](), usual, kind))

    assert len(made.document["uses"]) == len(Kind)


def _zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _encrypt() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 3


def _drop_masters(content: bytes) -> bytes:
    return _rename_type(content, b"relationships/slideMaster", b"relationships/somethingElse")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空のファイル"),
        (b"%PDF-1.7 a leaflet", "PowerPointのファイルではありません"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "古い形"),
        (_encrypt(), "パスワードがかかっています"),
        (b"PK\x03\x04" + bytes(21 * 1024 * 1024), "20MBまで"),
        (b"PK\x03\x04" + bytes(200), "壊れているかもしれません"),
    ],
    ids=["empty", "pdf", "ppt", "encrypted", "large", "broken"],
)
def test_file_that_is_no_deck_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_template(content, "ひな形.pptx")


_ENTITY = b"<!DOCTYPE x [<!ENTITY a 'b'>]><p:sldMaster "


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (_zip(a=b"1"), "PowerPointのファイルとして読めません"),
        (_drop_masters(make_blank()), "スライドマスターがありません"),
        (
            _rename_type(make_blank(), b"presentation.main", b"addin.macroEnabled.main"),
            "マクロだけのファイル",
        ),
        (_rename_type(make_blank(), _USUAL, _STRICT), "Strict Open XML"),
        (_rename_type(make_blank(), b"<p:sldMaster ", b"<p:sldMaster <"), "読めません"),
        (_rename_type(make_blank(), b"<p:sldMaster ", _ENTITY), "読めません"),
        (add_part(make_blank(), "../outside.xml", b"1"), "取り扱えない名前"),
        (_zip(**{"ppt/media/image1.png": bytes(101 * 1024 * 1024)}), "大きすぎます"),
    ],
    ids=["zip", "no-master", "add-in", "strict", "xml", "entities", "leads-outside", "bomb"],
)
def test_deck_that_is_no_template_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        parse_template(content)


def test_upload_comes_through_the_process_of_its_own() -> None:
    made = read_template(TEMPLATES["own"](), "みなと市.pptx")

    assert (made.name, len(made.uses), made.findings) == ("みなと市.pptx", len(Kind), ())
    assert made.content == prepare("own").content


def test_picture_that_is_none_stays_behind() -> None:
    deck = _open(TEMPLATES["square"]())
    picture = io.BytesIO(base64.b64decode(_PIXEL))
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_picture(picture, 0, 0, 100, 100)
    layout = deck.slide_layouts[5]
    number = layout.part.relate_to(
        slide.part.related_part(shape._element.blip_rId),
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
    )
    shape._element.blipFill.blip.set(qn("r:embed"), number)
    layout.shapes._spTree.append(shape._element)
    kept = save(deck)
    spoilt = _rename_type(kept, b"\x89PNG\r\n\x1a\n", b"<script>...")

    assert _list_pictures(parse_template(kept).content) == 1
    assert _list_pictures(parse_template(spoilt).content) == 0


def _list_pictures(content: bytes) -> int:
    layouts = _open(content).slide_layouts
    return sum(1 for layout in layouts for _ in layout._element.iter(qn("p:pic")))
