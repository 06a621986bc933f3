"""Draw where people's words go: phone, this computer, wall, papers, backups, deletion.

The picture says nothing that the list beside it does not say in words.
"""

from dataclasses import dataclass
from html import escape

from facilitator.palette import INK, MAIN, MAIN_SOFT, MUTED, SOFT, WHITE

_WIDE, _HIGH = 250, 92
_TITLE = "書いた言葉の流れ"


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where words are; `x` and `y` are its upper left corner in the picture."""

    key: str
    title: str
    lines: tuple[str, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way that words take from one place to another."""

    start: str
    end: str
    words: str


STOPS = (
    Stop("phone", "スマートフォン・紙", ("書きかけは端末の中だけ", "(24時間で消えます)"), 10, 20),
    Stop("laptop", "このパソコン", ("データのファイル1つ", "外のサービスには送りません"), 355, 20),
    Stop("console", "進行の画面", ("合言葉を知る人だけ", "無記名は名前なし"), 700, 20),
    Stop("wall", "会場の投影", ("進行役が出したものだけ", "名前は出ません"), 10, 190),
    Stop(
        "backups",
        "控え(バックアップ)",
        ("このパソコンと2つ目の場所", "ステップごとに自動"),
        355,
        190,
    ),
    Stop("papers", "資料(書き出し)", ("Word・Excel・PowerPoint", "庁内の決まりで保管"), 700, 190),
    Stop("end", "消去", ("残す日数をすぎると自動", "本人の取り下げはすぐ"), 355, 360),
)
WAYS = (
    Way("phone", "laptop", "会場のWi-Fi"),
    Way("laptop", "console", "合言葉"),
    Way("laptop", "wall", "見せるとき"),
    Way("laptop", "backups", "自動"),
    Way("laptop", "papers", "書き出す"),
    Way("backups", "end", "古い控えは手で消す"),
)
TOLD = (
    "参加者がスマートフォンか紙に書きます。書きかけは、送るまでその端末の中だけにあります。",
    (
        "送ると、会場のWi-Fiを通って、このパソコンのデータのファイルに入ります。"
        "外のサービスには送りません。"
    ),
    "進行の画面は、合言葉を知る人だけが見ます。無記名のシートでは、名前は出ません。",
    "会場の投影には、進行役が見せると決めたものだけが、名前なしで出ます。",
    "ステップを進めるたびに、控えが、このパソコンと2つ目の場所に自動でできます。",
    "資料を書き出すと、ファイルがこの道具の外に出ます。そのあとは、庁内の決まりで保管します。",
    (
        "残す日数をすぎると、このパソコンのデータは自動で消えます。本人が取り下げた回答は、すぐに"
        "見えなくなります。前に作った控えと、書き出した資料は、手で消します。"
    ),
)


def draw_flow() -> str:
    """Return the picture as SVG, with a title and a description for those who hear it."""
    ways = "".join(_draw_way(way) for way in WAYS)
    stops = "".join(_draw_stop(stop) for stop in STOPS)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 465" role="img" width="100%" '
        'aria-labelledby="flow-title flow-told" font-size="17">'
        f'<title id="flow-title">{_TITLE}</title>'
        f'<desc id="flow-told">{escape("".join(TOLD))}</desc>'
        f"{ways}{stops}</svg>"
    )


def _draw_stop(stop: Stop) -> str:
    main = stop.key == "laptop"
    fill, edge = (MAIN_SOFT, MAIN) if main else (SOFT if stop.key == "end" else WHITE, INK)
    middle = stop.x + _WIDE // 2
    lines = "".join(
        f'<text x="{middle}" y="{stop.y + 55 + 23 * number}" text-anchor="middle" fill="{INK}"'
        f' font-size="16">{escape(line)}</text>'
        for number, line in enumerate(stop.lines)
    )
    return (
        f'<rect x="{stop.x}" y="{stop.y}" width="{_WIDE}" height="{_HIGH}" rx="10" fill="{fill}"'
        f' stroke="{edge}" stroke-width="{3 if main else 2}"/>'
        f'<text x="{middle}" y="{stop.y + 29}" text-anchor="middle" font-weight="700"'
        f' fill="{INK}" font-size="19">{escape(stop.title)}</text>{lines}'
    )


def _draw_way(way: Way) -> str:
    places = {stop.key: stop for stop in STOPS}
    one, other = places[way.start], places[way.end]
    if one.y == other.y:
        x1, y1, x2, y2 = one.x + _WIDE, one.y + _HIGH // 2, other.x, one.y + _HIGH // 2
        words = (x1 + x2) // 2, y1 - 12
    else:
        x1, y1 = one.x + _WIDE // 2 + _lean(one, other), one.y + _HIGH
        x2, y2 = other.x + _WIDE // 2 - _lean(one, other), other.y
        words = (x1 + x2) // 2 + (0 if x1 != x2 else 14), (y1 + y2) // 2 - (0 if x1 == x2 else 14)
    anchor = "start" if x1 == x2 else "middle"
    return (
        f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{MUTED}" stroke-width="3" fill="none"/>'
        f"{_draw_head(x1, y1, x2, y2)}"
        f'<text x="{words[0]}" y="{words[1] + 5}" text-anchor="{anchor}" fill="{INK}"'
        f' font-size="15" stroke="{WHITE}" stroke-width="5" paint-order="stroke">'
        f"{escape(way.words)}</text>"
    )


def _lean(one: Stop, other: Stop) -> int:
    """Let slanting lines leave and arrive near the side they go to."""
    return (other.x > one.x) * 85 - (other.x < one.x) * 85


def _draw_head(x1: int, y1: int, x2: int, y2: int) -> str:
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    back = x2 - 14 * ux, y2 - 14 * uy
    left = back[0] - 7 * uy, back[1] + 7 * ux
    right = back[0] + 7 * uy, back[1] - 7 * ux
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in ((x2, y2), left, right))
    return f'<polygon points="{points}" fill="{MUTED}"/>'
