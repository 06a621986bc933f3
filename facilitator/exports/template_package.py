"""Build a clean, empty deck out of the master, the layouts and the theme of somebody's file."""

import posixpath
import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from facilitator.exports.deck_file import list_base_parts, pack
from facilitator.exports.template_parts import BROKEN, Relation, Source, sniff
from worksheets.errors import BadInput

_NO_MASTER = (
    "スライドマスターがありません。PowerPointの「表示」→「スライド マスター」で"
    "マスターのあるひな形を保存しなおしてください。"
)
_NO_LAYOUT = (
    "レイアウトがありません。PowerPointの「表示」→「スライド マスター」で"
    "レイアウトのあるひな形を保存しなおしてください。"
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"
_MASTER = "ppt/slideMasters/slideMaster1.xml"
_THEME = "ppt/theme/theme1.xml"
_FIRST_ID = 2147483649  # of layouts; the master has the one before
_MOST_LAYOUTS = 100
_SIZES = range(3_600_000, 51_206_401)  # EMU; from 10 cm to what PowerPoint allows
_USUAL_TYPES = ("title", "secHead", "obj", "titleOnly")
_TITLE_TYPES = ("title", "ctrTitle")
_JAPANESE = "BIZ UDPゴシック"
_TITLE = (
    f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='9001' name='タイトル'/>"
    "<p:cNvSpPr><a:spLocks noGrp='1'/></p:cNvSpPr><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr>"
    "<p:spPr><a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{wide}' cy='{high}'/></a:xfrm>"
    "</p:spPr><p:txBody><a:bodyPr anchor='b'/><a:lstStyle/><a:p><a:r><a:rPr lang='ja-JP'/>"
    "<a:t>題</a:t></a:r></a:p></p:txBody></p:sp>"
)
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_SOUND = re.compile(r"\.(mp3|mp4|m4a|m4v|wav|wma|wmv|avi|mov)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A clean deck without slides, and how much of what stayed behind or was added."""

    content: bytes
    changes: Counter[str]


def rebuild(content: bytes) -> Rebuilt:
    """Return the template of a file that was found safe; raise BadInput where there is none."""
    source = Source.open(content)
    main = source.find_main()
    presentation = source.read(main)
    if presentation.tag != qn("p:presentation"):
        raise BadInput(BROKEN)
    changes = _count(source, presentation)
    masters = [one.target for one in source.list_relations(main) if one.kind == "slideMaster"]
    masters = [name for name in masters if name in source.parts]
    if not masters:
        raise BadInput(_NO_MASTER)
    changes["masters"] = len(masters) - 1
    best = max(masters, key=lambda name: _rate(source, name))
    builder = _Builder(source, changes)
    builder.set_size(presentation.find(qn("p:sldSz")))
    builder.add_master(best)
    changes.update(source.dropped)
    return Rebuilt(builder.finish(), +changes)


def _count(source: Source, presentation: etree._Element) -> Counter[str]:
    """Count what is in the file and does not come along."""
    names = list(source.parts)
    return Counter(
        slides=sum(1 for name in names if _SLIDE.fullmatch(name)),
        macros=sum(1 for name in names if name.lower().endswith("vbaproject.bin")),
        embedded=sum(1 for name in names if "/embeddings/" in name or "/activeX/" in name),
        sounds=sum(1 for name in names if _SOUND.search(name)),
        shows=len(presentation.findall(f"{qn('p:custShowLst')}/{qn('p:custShow')}")),
    )


def _rate(source: Source, master: str) -> tuple[int, int]:
    """Return how well a master serves: kinds of layouts by type, then layouts with a title."""
    types, titles = set(), 0
    for one in source.list_relations(master):
        if one.kind == "slideLayout" and one.target in source.parts:
            layout = source.read(one.target)
            types.add(layout.get("type"))
            titles += any(place.get("type") in _TITLE_TYPES for place in layout.iter(qn("p:ph")))
    return len(types.intersection(_USUAL_TYPES)), titles


class _Builder:
    """Put the parts of a new deck together."""

    def __init__(self, source: Source, changes: Counter[str]) -> None:
        self._source = source
        self._changes = changes
        left_out = ("ppt/slideMasters/", "ppt/slideLayouts/", _THEME, "[Content_Types].xml")
        self._parts = {
            name: content for name, content in list_base_parts() if not name.startswith(left_out)
        }
        self._types: dict[str, str] = {}
        self._endings: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._size = (0, 0)

    def add_master(self, name: str) -> None:
        """Take over a master with its theme and layouts."""
        root, relations = self._source.take(name, ("slideLayout", "theme", "image"))
        theme = next((one for one in relations if one.kind == "theme"), None)
        if root.tag != qn("p:sldMaster") or theme is None:
            raise BadInput(_NO_MASTER)
        self._add_theme(theme.target)
        names = {theme.id: _THEME}
        layouts = [one for one in relations if one.kind == "slideLayout"][:_MOST_LAYOUTS]
        if not layouts:
            raise BadInput(_NO_LAYOUT)
        untitled = _rate(self._source, name)[1] == 0
        for number, one in enumerate(layouts, 1):
            names[one.id] = f"ppt/slideLayouts/slideLayout{number}.xml"
            titled = root if untitled and number == 1 else None
            self._add_layout(one.target, names[one.id], titled)
        listed = root.find(qn("p:sldLayoutIdLst"))
        found = [] if listed is None else list(listed)
        for number, one in enumerate(found):
            if one.get(qn("r:id")) in names:
                one.set("id", str(_FIRST_ID + number))
            else:
                listed.remove(one)
        self._types[_MASTER] = f"{_KIND}.presentationml.slideMaster+xml"
        self._write(_MASTER, root, relations, names)

    def _add_layout(self, name: str, new: str, titled: etree._Element | None) -> None:
        root, relations = self._source.take(name, ("slideMaster", "image"))
        tree = root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
        if root.tag != qn("p:sldLayout") or tree is None:
            raise BadInput(BROKEN)
        if titled is not None:
            self._changes["title"] += 1
            tree.append(_make_title(titled, self._size))
        _settle_places(root)
        self._types[new] = f"{_KIND}.presentationml.slideLayout+xml"
        masters = {one.id: _MASTER for one in relations if one.kind == "slideMaster"}
        self._write(new, root, relations, masters)

    def _add_theme(self, name: str) -> None:
        root, relations = self._source.take(name, ("image",))
        if root.tag != qn("a:theme"):
            raise BadInput(BROKEN)
        for fonts in root.iter(qn("a:majorFont"), qn("a:minorFont")):
            east = fonts.find(qn("a:ea"))
            listed = [one for one in fonts.findall(qn("a:font")) if one.get("script") == "Jpan"]
            if east is not None and not east.get("typeface"):
                # PowerPoint looks into the list; other programs take whatever they have.
                east.set("typeface", listed[0].get("typeface", "") if listed else _JAPANESE)
                self._changes["fonts"] += 0 if listed else 1
        self._types[_THEME] = f"{_KIND}.theme+xml"
        self._write(_THEME, root, relations, {})

    def set_size(self, size: etree._Element | None) -> None:
        """Give the deck the size of the file."""
        across = int(size.get("cx", "0")) if size is not None else 0
        down = int(size.get("cy", "0")) if size is not None else 0
        if across not in _SIZES or down not in _SIZES:
            raise BadInput(BROKEN)
        self._size = (across, down)
        name = "ppt/presentation.xml"
        root = etree.fromstring(self._parts[name])
        found = root.find(qn("p:sldSz"))
        found.set("cx", str(across))
        found.set("cy", str(down))
        self._parts[name] = _print(root)

    def finish(self) -> bytes:
        """Return the deck."""
        base = etree.fromstring(dict(list_base_parts())["[Content_Types].xml"])
        for line in list(base):
            part = line.get("PartName")
            if part is not None and part[1:] not in self._parts:
                base.remove(line)
        for ending, kind in sorted(self._endings.items()):
            etree.SubElement(
                base, f"{{{_TYPES}}}Default", {"Extension": ending, "ContentType": kind}
            )
        for name, kind in sorted(self._types.items()):
            if base.find(f"{{{_TYPES}}}Override[@PartName='/{name}']") is None:
                line = {"PartName": f"/{name}", "ContentType": kind}
                etree.SubElement(base, f"{{{_TYPES}}}Override", line)
        self._parts["[Content_Types].xml"] = _print(base)
        return pack(list(self._parts.items()))

    def _write(
        self, new: str, root: etree._Element, relations: list[Relation], names: dict[str, str]
    ) -> None:
        """Write a part and what it refers to; references keep their names in the part."""
        folder, file = posixpath.split(new)
        lines = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        for one in relations:
            target = self._add_picture(one.target) if one.kind == "image" else names.get(one.id)
            if target is not None:
                line = {
                    "Id": one.id,
                    "Type": f"{_KINDS}/{one.kind}",
                    "Target": posixpath.relpath(target, folder),
                }
                etree.SubElement(lines, f"{{{_RELATIONS}}}Relationship", line)
        self._parts[new] = _print(root)
        self._parts[f"{folder}/_rels/{file}.rels"] = _print(lines)

    def _add_picture(self, name: str) -> str:
        if name not in self._pictures:
            content = self._source.parts[name]
            found = sniff(content)
            if found is None:
                raise BadInput(BROKEN)
            ending, kind = found
            self._endings[ending] = kind
            self._pictures[name] = f"ppt/media/image{len(self._pictures) + 1}.{ending}"
            self._parts[self._pictures[name]] = content
        return self._pictures[name]


def _make_title(master: etree._Element, size: tuple[int, int]) -> etree._Element:
    """Return a place for a title: where the master has its own, else at the top."""
    places = [one for one in master.iter(qn("p:ph")) if one.get("type") in _TITLE_TYPES]
    shape = next((one for place in places for one in place.iterancestors(qn("p:sp"))), None)
    frame = shape.find(f"{qn('p:spPr')}/{qn('a:xfrm')}") if shape is not None else None
    across, down = size
    left, top, wide, high = across // 20, down // 20, across * 9 // 10, down * 3 // 20
    if frame is not None:
        left, top = int(frame[0].get("x", left)), int(frame[0].get("y", top))
        wide, high = int(frame[1].get("cx", wide)), int(frame[1].get("cy", high))
    return parse_xml(_TITLE.format(left=left, top=top, wide=wide, high=high))


def _settle_places(layout: etree._Element) -> None:
    """Give the title the number 0 and nothing else, as PowerPoint does: tools look for it there."""
    places = list(layout.iter(qn("p:ph")))
    used = {int(one.get("idx", "0")) for one in places}
    for one in places:
        if one.get("type") in _TITLE_TYPES:
            one.attrib.pop("idx", None)
        elif int(one.get("idx", "0")) == 0:
            free = next(number for number in range(20, 10_000) if number not in used)
            used.add(free)
            one.set("idx", str(free))


def _print(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
