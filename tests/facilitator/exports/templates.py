"""Templates as towns have them, made by code: nothing of anybody's is kept beside the tests."""

import io
from collections.abc import Callable

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from facilitator.exports.deck_file import open_base


def save(deck: Deck) -> bytes:
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def make_own() -> bytes:
    """Return our own deck as a template."""
    return save(open_base())


def make_square() -> bytes:
    """Return 4:3 with Office's layouts in English, the Japanese typeface left open."""
    return save(Presentation())


def make_odd() -> bytes:
    """Return odd names, odd numbers, other sizes: nothing to be found by place or number."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(780), Pt(540)
    names = {
        "Title Slide": "01_表紙",
        "Title and Content": "02 本文",
        "Section Header": "03 中扉",
        "Title Only": "04　題だけ",
    }
    for layout in deck.slide_layouts:
        element = layout._element
        element.attrib.pop("type", None)
        layout.name = names.get(layout.name, f"その他 {layout.name}")
        for number, place in enumerate(element.iter(qn("p:ph"))):
            kind = place.get("type")
            place.set("idx", str(40 + 7 * number))
            holder = next(place.iterancestors(qn("p:sp")))
            holder.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").set("name", f"わく{number}")
            assert kind != "none"
    _move_layouts(deck)
    return save(deck)


def _move_layouts(deck: Deck) -> None:
    listed = deck.slide_master._element.find(qn("p:sldLayoutIdLst"))
    for one in list(listed):
        listed.insert(0, one)


def make_dark() -> bytes:
    """Return white words on dark blue, and a first accent that cannot be seen on it."""
    deck = open_base()
    master = deck.slide_master
    names = master._element.find(qn("p:clrMap"))
    for bright, dark in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        names.set(bright, dark)
    part = next(one.target_part for one in master.part.rels.values() if "theme" in one.reltype)
    theme = etree.fromstring(part.blob)
    for slot, colour in (("dk1", "101C3D"), ("dk2", "24345E"), ("accent1", "1F3A93")):
        theme.find(f".//{qn(f'a:{slot}')}")[0].set("val", colour)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
    return save(deck)


def make_used() -> bytes:
    """Return a template with slides, a section, a custom show, a link outside and a macro."""
    deck = Presentation()
    for _ in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        slide.shapes.title.text = "去年の説明会の秘密のスライド"
    tree = deck.slide_layouts[5].shapes._spTree
    outside = deck.slide_layouts[5].part.relate_to(
        "https://example.invalid/secret",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    tree.append(
        parse_xml(
            f"<p:sp {nsdecls('p', 'a', 'r')}><p:nvSpPr><p:cNvPr id='77' name='町の印'>"
            f"<a:hlinkClick r:id='{outside}'/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            "<a:xfrm><a:off x='0' y='0'/><a:ext cx='9144000' cy='200000'/></a:xfrm>"
            "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill>"
            "<a:srgbClr val='2E7D32'/></a:solidFill></p:spPr></p:sp>"
        )
    )
    ids = [one.get("id") for one in deck.slides._sldIdLst]
    links = [one.get(qn("r:id")) for one in deck.slides._sldIdLst]
    root = deck.part._element
    shows = parse_xml(
        f"<p:custShowLst {nsdecls('p', 'r')}><p:custShow name='短い版' id='0'><p:sldLst>"
        f"<p:sld r:id='{links[0]}'/></p:sldLst></p:custShow></p:custShowLst>"
    )
    root.find(qn("p:notesSz")).addnext(shows)
    part14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    root.append(
        parse_xml(
            f"<p:extLst {nsdecls('p')}><p:ext uri='{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}'>"
            f"<p14:sectionLst xmlns:p14='{part14}'><p14:section name='去年' "
            f"id='{{11111111-2222-3333-4444-555555555555}}'><p14:sldIdLst>"
            f"<p14:sldId id='{ids[0]}'/></p14:sldIdLst></p14:section></p14:sectionLst>"
            "</p:ext></p:extLst>"
        )
    )
    return add_part(save(deck), "ppt/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")


def make_blank() -> bytes:
    """Return a master with a blank layout only."""
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name != "Blank":
            deck.slide_layouts.remove(layout)
    return save(deck)


def add_part(content: bytes, name: str, part: bytes) -> bytes:
    import zipfile  # noqa: PLC0415

    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, part)
    return stream.getvalue()


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "own": make_own,
    "square": make_square,
    "odd": make_odd,
    "dark": make_dark,
    "used": make_used,
    "blank": make_blank,
}
