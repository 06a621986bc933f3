"""Read the parts of a PPTX file and their links, also of files other programs refuse."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from pptx.oxml.ns import qn

_MOST_BYTES = 500 * 1024 * 1024  # unpacked; a file made to choke us is no deck
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL_ID, REL_EMBED, REL_LINK = (f"{{{_OFFICE}}}{name}" for name in ("id", "embed", "link"))


class NoDeck(ValueError):
    """The content is no PPTX file."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship from one part: to another part, or to something outside."""

    key: str
    kind: str  # the last word of its type: slide, image, hyperlink, …
    target: str  # the full name of a part, or the address outside
    outside: bool


class Package:
    """A PPTX file, its parts read when they are asked for."""

    def __init__(self, content: bytes) -> None:
        self.size = len(content)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError) as problem:
            raise NoDeck(str(problem)) from problem
        self.names = tuple(self._archive.namelist())
        self._known = frozenset(self.names)
        self._roots: dict[str, etree._Element | None] = {}
        self._links: dict[str, tuple[Link, ...]] = {}
        if sum(info.file_size for info in self._archive.infolist()) > _MOST_BYTES:
            raise NoDeck("too large when unpacked")
        self.main = self.find("", "officeDocument") or ""
        presentation = self.root(self.main)
        if presentation is None or presentation.tag != qn("p:presentation"):
            raise NoDeck("no presentation inside")
        self.presentation = presentation

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._known

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; none where it is missing or cannot be unpacked."""
        try:
            return self._archive.read(name)
        except (
            KeyError,
            RuntimeError,
            NotImplementedError,
            zipfile.BadZipFile,
            zlib.error,
        ):
            return b""

    def root(self, name: str) -> etree._Element | None:
        """Return the XML of a part, None where there is none."""
        if name not in self._roots:
            self._roots[name] = self._parse(name)
        return self._roots[name]

    def _parse(self, name: str) -> etree._Element | None:
        if name not in self._known:
            return None
        # Nothing a file names may be fetched or unfolded.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError:
            return None

    def links(self, name: str) -> tuple[Link, ...]:
        """Return where a part links to; the empty name is the file itself."""
        if name not in self._links:
            folder, _, file = name.rpartition("/")
            root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
            self._links[name] = (
                tuple(_make_link(one, folder) for one in root if one.get("Id"))
                if (root is not None)
                else ()
            )
        return self._links[name]

    def find(self, name: str, kind: str) -> str | None:
        """Return the first part of a kind that a part links to."""
        found = (one.target for one in self.links(name) if one.kind == kind)
        return next((target for target in found if self.has(target)), None)

    def target(self, name: str, key: str | None) -> str | None:
        """Return the part behind the number of a link."""
        found = (one.target for one in self.links(name) if one.key == key and not one.outside)
        return next((target for target in found if self.has(target)), None)

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """The parts of the slides in the order they are shown."""
        listed = self.presentation.iter(qn("p:sldId"))
        targets = (self.target(self.main, one.get(REL_ID)) for one in listed)
        return tuple(one for one in targets if one is not None and self.root(one) is not None)


def _make_link(element: etree._Element, folder: str) -> Link:
    target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
    if not outside:
        place = target.partition("#")[0]
        target = posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")
    kind = element.get("Type", "").rpartition("/")[2]
    return Link(element.get("Id", ""), kind, target, outside)
