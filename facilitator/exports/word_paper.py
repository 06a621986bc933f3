"""Write Word papers in Japanese: A4, UD type, real headings, page numbers, the same bytes again."""

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from facilitator.analysis.records import Report
from facilitator.analysis.wording import shorten
from facilitator.exports.deck_file import pack
from facilitator.exports.text_fitting import count_lines
from facilitator.exports.words import clean, clean_line, name_workshop, stamp

FONT: Final = "BIZ UDPゴシック"
WIDTH = 170.0  # millimetres between the margins
_SIZE = 11.5
_INK, _MAIN, _QUIET = RGBColor(0x1A, 0x1A, 0x1C), RGBColor(0x00, 0x17, 0xC1), RGBColor(96, 96, 96)
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_LONGEST = 250  # letters of a document property
_CELL_SIZE = 10.5
_LINE = 70  # letters of a heading
_ROW_LETTERS = 600  # in one cell; a row with more may run over the end of a page
_GAP = 6.0  # points below a table
_BESIDE = 5.5  # points on both sides of the words in a cell
_LEADING = 1.1  # of lines in tables
_ROW = 5.0  # points a row takes beside its lines
# Size, bold, colour, points before and after.
_STYLES = {
    "Normal": (_SIZE, False, _INK, 0, 6),
    "Title": (22, True, _INK, 0, 4),
    "Subtitle": (12, False, _QUIET, 0, 2),
    "Heading 1": (16, True, _MAIN, 18, 6),
    "Heading 2": (13, True, _INK, 12, 4),
    "Heading 3": (_SIZE, True, _INK, 8, 2),
    "List Bullet": (_SIZE, False, _INK, 0, 3),
    "Quote": (_SIZE, False, _INK, 0, 3),
    "Footer": (9.5, False, _QUIET, 0, 0),
}


class Paper:
    """A Word paper that is being written."""

    def __init__(self, report: Report, *, subject: str, size: float = _SIZE) -> None:
        self.report = report
        self._document: WordDocument = Document()
        self._styles = {name: self._document.styles[name].style_id for name in _STYLES}
        self._set_page()
        _set_styles(self._document, size)
        _set_language(self._document)
        self._set_properties(subject)
        self._add_footer()

    def add_title(self, title: str, lines: Sequence[str] = ()) -> None:
        """Add the title and what stands below it."""
        self.add(title, "Title")
        for line in lines:
            self.add(shorten(clean_line(line), _LINE), "Subtitle")

    def add_heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        """Add a heading, at the top of a new page where wished; a long one is cut with 「…」."""
        paragraph = self.add(shorten(clean_line(text), _LINE), f"Heading {level}")
        if new_page:
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.space_before = Pt(0)

    def start_page_one(self) -> None:
        """Begin something to be handed over by itself: a new page, counted from 1."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        old = section._sectPr.find(qn("w:pgNumType"))  # noqa: SLF001 -- no door to page numbers
        if old is not None:
            section._sectPr.remove(old)  # noqa: SLF001 -- same
        section._sectPr.find(qn("w:pgMar")).addnext(numbers)  # noqa: SLF001 -- same

    def add(
        self,
        text: str,
        style: str = "Normal",
        *,
        right: bool = False,
        size: float | None = None,
        keep: bool = False,
    ) -> Paragraph:
        """Add a paragraph; line ends inside stay line ends. `keep` binds it to what follows."""
        paragraph = self._document.add_paragraph()
        if style != "Normal":
            # Looked up once: the usual way walks through all styles for each paragraph.
            paragraph._p.style = self._styles[style]  # noqa: SLF001 -- same
        _write(paragraph, text, size=size)
        paragraph.paragraph_format.keep_with_next = keep or None
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return paragraph

    def add_points(self, points: Sequence[str]) -> None:
        """Add a list of points."""
        for point in points:
            self.add(point, "List Bullet")

    def add_table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        least: float = 0,
        size: float = _CELL_SIZE,
        together: bool = False,
        with_next: bool = False,
    ) -> None:
        """Add a table whose head is repeated on each page; widths and heights in millimetres.

        Without a head it is a list: no rules, as below the 「記」 of a letter. `together` keeps
        a short one on one page, `with_next` its last row beside what follows.
        """
        look = "Table Grid" if header else "Normal Table"
        table = self._document.add_table(rows=0, cols=len(widths), style=look)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        _set_margins(table._tbl)  # noqa: SLF001 -- there is no door to the margins of cells
        lines = (header, *rows) if header else rows
        for number, texts in enumerate(lines):
            head, last = bool(header) and number == 0, number == len(lines) - 1
            row = table.add_row()
            _keep_row(row._tr, head=head, whole=max(map(len, texts)) < _ROW_LETTERS)  # noqa: SLF001 -- same for repeated heads
            if least and not head:
                row.height = Mm(least)
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = Mm(width)
                keep = with_next if last else head or together
                _fill(cell, text, size=size, head=head, keep=keep)
        # Word wants a paragraph after a table; a low one begins no empty page.
        after = self._document.add_paragraph().paragraph_format
        after.space_after, after.line_spacing = Pt(0), Pt(_GAP)
        after.keep_with_next = with_next or None

    def finish(self) -> bytes:
        """Return the paper as bytes, the same for the same content."""
        stream = io.BytesIO()
        self._document.save(stream)
        with zipfile.ZipFile(stream) as archive:
            return pack([(name, archive.read(name)) for name in archive.namelist()])

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        section.footer_distance = Mm(10)

    def _set_properties(self, subject: str) -> None:
        report, properties = self.report, self._document.core_properties
        properties.title = name_workshop(report)[:_LONGEST]
        properties.subject = clean_line(subject)[:_LONGEST]
        properties.language = "ja-JP"
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.created = properties.modified = stamp(report.as_of)
        # The empty paper comes with a picture of itself, which is not this paper.
        relations = self._document.part.package.rels
        for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]

    def _add_footer(self) -> None:
        report = self.report
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        name = name_workshop(report)[:40]
        _write(paragraph, name)
        paragraph.add_run("　")
        _add_field(paragraph, "PAGE")


def table_height(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float, least: float = 0
) -> float:
    """Return about how many points a table with these rows takes; widths in millimetres."""
    room = [float(Mm(width).pt) - 2 * _BESIDE for width in widths]
    lowest = float(Mm(least).pt)
    heights = (
        max(count_lines(clean(text), width=w, size=size) for text, w in zip(row, room, strict=True))
        for row in rows
    )
    return _GAP + sum(max(lines * size * _LEADING + _ROW, lowest) for lines in heights)


def _set_styles(document: WordDocument, body: float) -> None:
    styles = document.styles
    for fonts in styles.element.iter(qn("w:rFonts")):
        for theme in _THEMES:
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for face in _FACES:
            fonts.set(qn(f"w:{face}"), FONT)
    for name, (size, bold, colour, before, after) in _STYLES.items():
        style = styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"not a paragraph style: {name}")
        style.font.size = Pt(body if size == _SIZE else size)
        style.font.bold, style.font.italic = bold, False
        style.font.color.rgb = colour
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.25
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    quote = styles["Quote"]
    if quote.type is WD_STYLE_TYPE.PARAGRAPH:
        quote.paragraph_format.left_indent = Mm(6)


def _set_language(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "ja-JP")
        language.set(qn("w:eastAsia"), "ja-JP")
    settings = document.settings.element
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "ja-JP")
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        # Word says 「互換モード」 to papers of older versions.
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _write(paragraph: Paragraph, text: str, *, size: float | None = None) -> None:
    for number, line in enumerate(clean(text).split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
        if size is not None:
            run.font.size = Pt(size)


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 -- python-docx knows no fields


def _set_margins(table: BaseOxmlElement) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, width in (
        ("top", 45),
        ("left", _BESIDE * 20),
        ("bottom", 45),
        ("right", _BESIDE * 20),
    ):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(width)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = table.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def _keep_row(row: BaseOxmlElement, *, head: bool, whole: bool) -> None:
    properties = row.get_or_add_trPr()
    if whole:  # a row that is higher than a page must be cut, or its end is lost
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, *, size: float, head: bool, keep: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = _LEADING
    paragraph.paragraph_format.keep_with_next = keep or None
    _write(paragraph, text, size=size)
    for run in paragraph.runs:
        run.font.bold = head
    if head:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E8F1FE")
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 -- there is no door to shading
