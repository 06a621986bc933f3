"""Read every word of a file: all members of packages, packages in packages, tags taken away."""

import io
import re
import zipfile
from collections.abc import Iterator

_TAG = re.compile(r"<[^>]*>")


def read_everything(content: bytes, name: str = "") -> str:
    """Return all text of a file, once as it lies there and once without tags."""
    return "\n".join(f"{part}: {text}" for part, text in _read(content, name))


def _read(content: bytes, name: str) -> Iterator[tuple[str, str]]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield name, member
                yield from _read(archive.read(member), f"{name}/{member}")
        return
    text = content.decode("utf-8-sig", errors="ignore")
    yield name, text
    if "<" in text:
        yield f"{name} (words)", _TAG.sub("", text)
