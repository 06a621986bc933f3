"""Let a remote turn the pages of the wall: which record or overlap is on, and its neighbours."""

from collections.abc import Sequence

from facilitator.stage.standing import Json
from facilitator.stage.walls import Wall
from programs.questions import Role
from worksheets.records import Room
from worksheets.values import headline


def make_paging(room: Room, walls: Sequence[Wall]) -> Json | None:
    """Return the page that is on and what to show for the one before and after; None without any.

    A page is turned by showing its answer large, so all walls and remotes agree.
    """
    pages = [page for wall in walls for page in _list_pages(wall)]
    if not pages:
        return None
    keys = [key for key, _ in pages]
    now = keys.index(room.spotlight) if room.spotlight in keys else 0
    return {
        "number": now + 1,
        "of": len(pages),
        "label": pages[now][1],
        "back": keys[now - 1] if now > 0 else None,
        "next": keys[now + 1] if now + 1 < len(keys) else None,
    }


def _list_pages(wall: Wall) -> list[tuple[str, str]]:
    sheet = wall.worksheet
    pages = [(answer.id, headline(sheet, answer.values)) for answer in wall.answers]
    # Overlaps are first seen together, on their map.
    return [(sheet.key, "地図"), *pages] if pages and sheet.role is Role.OVERLAPS else pages
