"""Write paragraphs into a text body: in Japanese, in theme colours, without a font of their own.

Elements are made directly: a deck has thousands of runs, and the way through python-pptx's
properties takes three times as long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn

from facilitator.exports.text_fitting import LINE
from facilitator.exports.words import clean

MAIN = MSO_THEME_COLOR.ACCENT_1
ACCENT = MSO_THEME_COLOR.ACCENT_2
QUIET = MSO_THEME_COLOR.ACCENT_4
SOFT = MSO_THEME_COLOR.BACKGROUND_2
MUTED = MSO_THEME_COLOR.ACCENT_6
WHITE = MSO_THEME_COLOR.BACKGROUND_1
INK = MSO_THEME_COLOR.TEXT_1

LANGUAGE = {"lang": "ja-JP", "altLang": "en-US"}
_P, _R, _T, _BR = qn("a:p"), qn("a:r"), qn("a:t"), qn("a:br")
_PARAGRAPH, _RUN = qn("a:pPr"), qn("a:rPr")
_SOLID, _SCHEME = qn("a:solidFill"), qn("a:schemeClr")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks; what is not said comes from the layout."""

    size: float | None = None
    bold: bool = False
    colour: MSO_THEME_COLOR | None = None
    align: str = ""


PLAIN = Style()


def write(body: etree._Element, paragraphs: Iterable[str], style: Style = PLAIN) -> None:
    """Replace what a text body says; line ends inside become paragraphs of their own."""
    write_styled(body, [(text, style) for text in paragraphs])


def write_styled(body: etree._Element, paragraphs: Sequence[tuple[str, Style]]) -> None:
    """Replace what a text body says, each paragraph in a style of its own."""
    for old in body.findall(_P):
        body.remove(old)
    for text, style in paragraphs or [("", PLAIN)]:
        for line in clean(text).split("\n"):
            _add_run(_add_paragraph(body, style), line, style)


def write_heading(body: etree._Element, parts: Sequence[str], style: Style) -> None:
    """Write one paragraph, its lines broken between the parts."""
    for old in body.findall(_P):
        body.remove(old)
    paragraph = _add_paragraph(body, style)
    for number, part in enumerate(parts):
        if number:
            etree.SubElement(etree.SubElement(paragraph, _BR), _RUN, LANGUAGE)
        _add_run(paragraph, part, style)


def write_number(body: etree._Element, style: Style) -> None:
    """Make sure that a text body shows the number of its slide."""
    fields = [one for one in body.iter(qn("a:fld")) if one.get("type") == "slidenum"]
    if not fields:
        write(body, [""])
        paragraph = body.find(_P)
        paragraph.remove(paragraph.find(_R))
        field = {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
        fields = [etree.SubElement(paragraph, qn("a:fld"), field)]
        etree.SubElement(fields[0], _RUN, LANGUAGE)
        etree.SubElement(fields[0], _T).text = "‹#›"
    if style.size is not None:
        for one in fields:
            properties = one.find(_RUN)
            if properties is None:
                one.insert(0, one.makeelement(_RUN, LANGUAGE))
                properties = one[0]
            properties.set("sz", str(round(style.size * 100)))


def hold_lines(root: etree._Element) -> None:
    """Make lines as high as they were measured, whatever the typeface.

    A town's own typeface may stand in lines half as high again, and rows of tables grow with it.
    """
    for paragraph in root.iter(qn("a:p")):
        sizes = [int(run.get("sz", "0")) for run in paragraph.iter(qn("a:rPr"))]
        if not sizes or not min(sizes):
            continue
        properties = paragraph.get_or_add_pPr()
        if properties.find(qn("a:lnSpc")) is None:
            height = etree.Element(qn("a:lnSpc"))
            etree.SubElement(height, qn("a:spcPts"), val=str(round(max(sizes) * LINE)))
            properties.insert(0, height)


def _add_paragraph(body: etree._Element, style: Style) -> etree._Element:
    paragraph = etree.SubElement(body, _P)
    if style.align:
        etree.SubElement(paragraph, _PARAGRAPH, {"algn": style.align})
    return paragraph


def _add_run(paragraph: etree._Element, text: str, style: Style) -> None:
    run = etree.SubElement(paragraph, _R)
    properties = etree.SubElement(run, _RUN, LANGUAGE)
    if style.size is not None:
        properties.set("sz", str(round(style.size * 100)))
    if style.bold:
        properties.set("b", "1")
    if style.colour is not None:
        paint(properties, style.colour)
    etree.SubElement(run, _T).text = text


def paint(properties: etree._Element, colour: MSO_THEME_COLOR) -> None:
    """Fill something with a colour of the theme."""
    fill = etree.SubElement(properties, _SOLID)
    etree.SubElement(fill, _SCHEME, {"val": MSO_THEME_COLOR.to_xml(colour)})
