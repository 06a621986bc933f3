"""A town's own template: take it from an upload, and tell what fits and what is done instead."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pptx.exc import PackageNotFoundError

from facilitator.exports.deck_file import open_base
from facilitator.exports.scenes import read_scenes
from facilitator.exports.template_findings import list_findings, list_uses
from facilitator.exports.template_package import rebuild
from facilitator.exports.template_parts import BROKEN
from facilitator.safe_parsing import Parsed, check_archive, parse_apart
from worksheets.errors import BadInput

MOST_BYTES: Final = 20 * 1024 * 1024
ENDINGS: Final = ("pptx", "potx", "pptm", "potm", "ppsx")
_OLD = b"\xd0\xcf\x11\xe0"  # .ppt, and .pptx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ADD_IN = b"addin.macroEnabled"


@dataclass(frozen=True, slots=True)
class Template:
    """A clean deck without slides, and what there is to say about it."""

    name: str  # of the file it came from
    content: bytes
    uses: tuple[Mapping[str, str], ...]  # kind, layout, reason: as list_uses makes them
    findings: tuple[str, ...]


def read_template(content: bytes, file_name: str) -> Template:
    """Take a template from an upload; raise BadInput with the reason where it cannot be."""
    _check(content, file_name)
    found = parse_apart(parse_template, content)
    return Template(
        file_name, found.content, tuple(found.document["uses"]), tuple(found.document["findings"])
    )


def parse_template(content: bytes) -> Parsed:
    """Do what needs care, in a process of its own: see safe_parsing."""
    check_archive(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names:
            raise BadInput(BROKEN)
        if _ADD_IN in archive.read("[Content_Types].xml"):
            raise BadInput(
                "マクロだけのファイル(アドイン)です。"
                "スライドのあるひな形(.pptx か .potx)を選んでください。"
            )
    rebuilt = rebuild(content)
    try:
        deck = open_base(rebuilt.content)
        scenes = read_scenes(deck)
    except (KeyError, ValueError, AttributeError, TypeError, PackageNotFoundError) as problem:
        raise BadInput(BROKEN) from problem
    document: dict[str, Any] = {
        "uses": list_uses(scenes),
        "findings": list_findings(deck, scenes, rebuilt.changes),
    }
    return Parsed(document, rebuilt.content)


def _check(content: bytes, name: str) -> None:
    """Refuse by its first bytes what is no such file; the rest is looked at by the child."""
    if not content:
        raise BadInput(f"「{name}」は空のファイルです。")
    if len(content) > MOST_BYTES:
        raise BadInput(
            f"「{name}」が大きすぎます({len(content) / 1024 / 1024:.0f}MB)。20MBまでです。"
            "スライドと大きな写真を消して、ひな形だけを保存しなおしてください。"
        )
    if content.startswith(_OLD):
        if _ENCRYPTED in content:
            raise BadInput(
                f"「{name}」にはパスワードがかかっています。"
                "PowerPointで開き、パスワードを外して保存しなおしてください。"
            )
        raise BadInput(
            f"「{name}」は古い形(.ppt)です。PowerPointで開き、"
            "「名前を付けて保存」で .pptx にしてください。"
        )
    if not content.startswith(b"PK\x03\x04"):
        raise BadInput(
            f"「{name}」はPowerPointのファイルではありません。"
            ".pptx か .potx のファイルを選んでください。"
        )
