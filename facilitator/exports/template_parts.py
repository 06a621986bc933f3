"""Read the parts of somebody's deck and take over only what a template needs.

What is not named here stays behind: slides, macros, embedded things, links, sounds, whatever
comes next year. Nothing of a hostile file survives because nobody thought of removing it.
"""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree
from pptx.oxml.ns import qn

from worksheets.errors import BadInput

BROKEN = "PowerPointのファイルとして読めません。PowerPointで開き、保存しなおしてください。"
_STRICT = (
    "「Strict Open XML」の形で保存されています。PowerPointの「名前を付けて保存」で、"
    "ふつうの「PowerPoint プレゼンテーション(.pptx)」を選んで保存しなおしてください。"
)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# Taken away with what refers to something that stays behind, the nearest first.
_HOLDERS = frozenset(
    (
        *(qn("a:ext"), qn("p:ext"), qn("p:pic"), qn("p:graphicFrame"), qn("a:blipFill")),
        *(qn("a:buBlip"), qn("p:sldLayoutId"), qn("p:contentPart"), _MC),
    )
)
_LINKS = (qn("a:hlinkClick"), qn("a:hlinkHover"), qn("a:hlinkMouseOver"))
_MOVING = (qn("p:timing"), qn("p:transition"), qn("p:custDataLst"), qn("p:controls"))
# Pictures by their first bytes; the ending and the type follow from it, not from the name.
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
    (b"BM", "bmp", "image/bmp"),
    (b"II*\x00", "tif", "image/tiff"),
    (b"MM\x00*", "tif", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "wmf", "image/x-wmf"),
    (b"\x01\x00\x00\x00", "emf", "image/x-emf"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of what a part refers to."""

    id: str
    kind: str  # the last word of its type
    target: str  # a part's name; "" is outside the file


@dataclass(slots=True)
class Source:
    """The parts of somebody's deck."""

    parts: Mapping[str, bytes]
    dropped: Counter[str] = field(default_factory=Counter)

    @classmethod
    def open(cls, content: bytes) -> "Source":
        """Unpack a deck that was found safe."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [one for one in archive.namelist() if not one.endswith("/")]
            return cls({name: archive.read(name) for name in names})

    def read(self, name: str) -> etree._Element:
        """Return a part as a tree; what it would fetch from elsewhere is not fetched."""
        content = self.parts.get(name)
        if content is None or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise BadInput(BROKEN)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as problem:
            raise BadInput(BROKEN) from problem

    def list_relations(self, name: str) -> list[Relation]:
        """Return what a part refers to."""
        folder, file = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path not in self.parts:
            return []
        return [self._read_relation(one, folder) for one in self.read(path).iter(_RELATIONS)]

    def _read_relation(self, line: etree._Element, folder: str) -> Relation:
        kind = line.get("Type", "")
        if kind.startswith("http://purl.oclc.org/ooxml"):
            raise BadInput(_STRICT)
        target = line.get("Target", "")
        if line.get("TargetMode") == "External":
            target = ""
        elif target.startswith("/"):
            target = target[1:]
        else:
            target = posixpath.normpath(posixpath.join(folder, target))
        return Relation(line.get("Id", ""), kind.rpartition("/")[2], target)

    def find_main(self) -> str:
        """Return the name of the presentation in the file."""
        for one in self.list_relations(""):
            if one.kind == "officeDocument" and one.target in self.parts:
                return one.target
        raise BadInput(BROKEN)

    def take(self, name: str, kinds: tuple[str, ...]) -> tuple[etree._Element, list[Relation]]:
        """Return a part with the relations of these kinds, and nothing in it that needs others."""
        root = self.read(name)
        kept = []
        for one in self.list_relations(name):
            if one.kind in kinds and one.target in self.parts and self._is_safe(one):
                kept.append(one)
            elif one.target == "":
                self.dropped["links"] += 1
            elif one.kind in ("oleObject", "package", "control", "activeXControlBinary"):
                self.dropped["embedded"] += 1
        self._strip(root, frozenset(one.id for one in kept))
        return root, kept

    def _is_safe(self, relation: Relation) -> bool:
        return relation.kind != "image" or sniff(self.parts[relation.target]) is not None

    def _strip(self, root: etree._Element, kept: frozenset[str]) -> None:
        for element in [*root.iter(*_MOVING), *root.iter(*_LINKS)]:
            self._remove(element)
        for element in list(root.iter()):
            for key, value in list(_list_references(element)):
                if value in kept:
                    continue
                if element.tag == qn("a:blip") and element.get(f"{_R}embed") in kept:
                    del element.attrib[key]  # a picture that is also linked
                else:
                    self._remove(_find_holder(element))

    def _remove(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def sniff(content: bytes) -> tuple[str, str] | None:
    """Return ending and type of a picture; None where it is no picture we take."""
    for start, ending, kind in _PICTURES:
        if content.startswith(start):
            return ending, kind
    return None


def _list_references(element: etree._Element) -> Iterator[tuple[str, str]]:
    if isinstance(element.tag, str):
        yield from ((key, value) for key, value in element.attrib.items() if key.startswith(_R))


def _find_holder(element: etree._Element) -> etree._Element:
    """Return what must go with a reference that leads nowhere."""
    for one in (element, *element.iterancestors()):
        if one.tag in _HOLDERS:
            parent = one.getparent()
            if parent is not None and parent.tag == qn("p:bgPr"):
                return parent.getparent()
            return one
    return element
