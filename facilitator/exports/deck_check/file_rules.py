"""Check the file behind a deck: its parts, their links, and what must not leave with it."""

import io
import re
import zipfile
from collections import Counter

from lxml import etree
from pptx.oxml.ns import qn

from facilitator.exports.deck_check.parts import REL_EMBED, REL_ID, REL_LINK, Package
from facilitator.exports.deck_check.rules import Found

_LARGE = 10 * 1024 * 1024
_MOST_UNUSED = 12  # layouts; a fresh Office deck carries eleven for people to choose from
_LIST = "[Content_Types].xml"
_PATH = re.compile(
    r"file:/|\b[A-Za-z]:[\\/][^\s<>\"]|\\\\[A-Za-z0-9_.-]+\\"
    r"|(?<![\w.:/])/(?:home|Users|tmp|root|var|mnt)/[^\s<>\"]"
)
# An attribute that is the place of a file, not a sentence in which people wrote one.
_PLACE_OF_FILE = re.compile(
    r"(?:file:/|[A-Za-z]:[\\/]|\\\\|/(?:home|Users|tmp|root|var|mnt)/)"
    r"[^<>\"*?|\r\n、。：…「」]*\.[A-Za-z0-9]{1,5}"
)
_WEB = ("http://", "https://", "mailto:", "tel:")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def check_file(package: Package) -> Found:
    """Report what is wrong with the file as a whole."""
    for name, times in Counter(package.names).items():
        if times > 1:
            yield "part twice", name
    yield from _check_list(package)
    for name in dict.fromkeys(package.names):
        if name.endswith((".xml", ".rels")):
            yield from _check_part(package, name)
    yield from _check_links(package, "")
    yield from _check_macros(package)
    for name in package.names:
        if name.endswith(".xlsx"):
            yield from _check_workbook(name, package.read(name))
    yield from _check_layouts(package)
    if package.size > _LARGE:
        yield "large file", f"{package.size / 1024 / 1024:.0f}MB"


def _check_list(package: Package) -> Found:
    """Compare the list of contents with what is there."""
    root = package.root(_LIST)
    if root is None:
        yield "part broken", _LIST
        return
    endings = {one.get("Extension", "").lower() for one in root if one.get("Extension")}
    listed = {one.get("PartName", "").lstrip("/") for one in root if one.get("PartName")}
    for name in sorted(listed):
        if not package.has(name):
            yield "part not declared", f"{name}（一覧だけにある）"
    for name in dict.fromkeys(package.names):
        known = name in listed or name == _LIST or name.endswith("/")
        if not known and name.rpartition(".")[2].lower() not in endings:
            yield "part not declared", f"{name}（一覧にない）"


def _check_part(package: Package, name: str) -> Found:
    root = package.root(name)
    if root is None:
        yield "part broken", name
        return
    if name.endswith(".rels"):
        return
    yield from _check_links(package, name)
    if name.startswith("docProps/"):
        yield from _find_paths(name, etree.tostring(root, encoding="unicode"))
        return
    for body in root.iter(qn("p:txBody"), qn("a:txBody")):
        if body.find(qn("a:p")) is None:
            yield "text without paragraph", name
    for kinsoku in root.iter(qn("p:kinsoku")):
        if not kinsoku.get("lang", "ja").startswith(("ja", "zh", "ko")):
            yield "line breaking", kinsoku.get("lang", "")
    for shape in root.iter(qn("p:cNvPr")):
        # PowerPoint has written the place of a picture's file here by itself.
        places = (shape.get(key, "").strip() for key in ("descr", "name"))
        for place in filter(_PLACE_OF_FILE.fullmatch, places):
            yield "machine path", f"{name} {place[:40]}"


def _check_links(package: Package, name: str) -> Found:
    links = package.links(name)
    for key, times in Counter(one.key for one in links).items():
        if times > 1:
            yield "link twice", f"{name} {key}"
    for one in links:
        if one.outside:
            yield from _check_outside(name, one.kind, one.target)
        elif not package.has(one.target) and one.target:
            yield "part missing", f"{name} → {one.target}"
    root = package.root(name) if name else None
    if root is None:
        return
    keys = {one.key for one in links}
    for element in root.iter(etree.Element):
        for attribute in (REL_ID, REL_EMBED, REL_LINK):
            used = element.get(attribute)
            if used and used not in keys:
                yield "link unknown", f"{name} {used}"


def _check_outside(name: str, kind: str, target: str) -> Found:
    if kind == "hyperlink" and target.lower().startswith(_WEB):
        yield "outside link", target
        return
    yield "outside file", f"{kind} {target}"
    yield from _find_paths(name, target)


def _find_paths(name: str, text: str) -> Found:
    found = _PATH.search(text)
    if found:
        yield "machine path", f"{name} {text[found.start() : found.start() + 40]}"


def _check_macros(package: Package) -> Found:
    for name in package.names:
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "/activeX/" in name:
            yield "macro", name
    listed = package.root(_LIST)
    for one in listed if listed is not None else ():
        if "macroEnabled" in one.get("ContentType", ""):
            yield "macro", one.get("PartName") or one.get("Extension", "")


def _check_workbook(name: str, content: bytes) -> Found:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist() if part[-4:] == ".xml"}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        yield "chart without its data", name
        return
    if any(part.startswith("xl/worksheets/") and _FORMULA.search(parts[part]) for part in parts):
        yield "formula behind a chart", name
    for part, text in parts.items():
        if part.startswith("docProps/"):
            yield from _find_paths(f"{name} {part}", text.decode("utf-8", "replace"))


def _check_layouts(package: Package) -> Found:
    used = {package.find(slide, "slideLayout") for slide in package.slides}
    masters = [one.target for one in package.links(package.main) if one.kind == "slideMaster"]
    layouts = {one.target for name in masters for one in package.links(name)} - used
    unused = [name for name in layouts if "/slideLayouts/" in name]
    if len(unused) > _MOST_UNUSED:
        yield "unused layouts", f"{len(unused)}枚"
