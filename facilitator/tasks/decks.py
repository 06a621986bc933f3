"""The task of looking through a deck; it needs neither data nor server."""

from pathlib import Path
from typing import Any

from facilitator.exports.deck_check import RULES, NoDeck, check_deck, count_slides
from worksheets.errors import BadInput

_MOST_BYTES = 100 * 1024 * 1024


def check_file(path: Path) -> dict[str, Any]:
    """Return every problem of a deck; `ok` is False where there is one."""
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput(f"「{path.name}」が大きすぎます。100MBまでのファイルにしてください。")
    content = path.read_bytes()
    try:
        slides = count_slides(content)
        problems = check_deck(content)
    except NoDeck as problem:
        raise BadInput(
            f"「{path.name}」は、PowerPoint(.pptx)として開けません。"
            "PowerPointで開き、.pptx で保存しなおしてください。"
        ) from problem
    found = [
        {"slide": one.slide, "rule": one.rule, "message": RULES[one.rule], "detail": one.detail}
        for one in problems
    ]
    ending = {"ok": False, "message": f"直すところが{len(found)}件あります。"} if found else {}
    return {"file": str(path), "slides": slides, "problems": found, **ending}
