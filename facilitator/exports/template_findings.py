"""Say, about somebody's template, which layout is used for what, and what does not fit."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from facilitator.exports.deck_colours import list_weak, read_colours
from facilitator.exports.layout_choice import Kind, Reason
from facilitator.exports.scenes import Scene
from facilitator.exports.text_fitting import LINE

KINDS = {
    Kind.COVER: "表紙",
    Kind.SECTION: "区切り",
    Kind.BODY: "本文",
    Kind.TITLE_ONLY: "題だけ（図や表）",
    Kind.BIG: "大きな指示",
}
_REASONS = {
    Reason.TYPE: "レイアウトの種類から",
    Reason.NAME: "レイアウトの名前から",
    Reason.PLACES: "文字を入れる場所の並びから",
    Reason.INSTEAD: "ほかの種類のものを代わりに",
}
# What stayed behind, with what it means; {} is how many.
_LEFT_BEHIND = {
    "slides": "入っていたスライド{}枚は使いません。マスターとレイアウトだけを使います。",
    "macros": "マクロを取り除きました。",
    "embedded": "埋めこまれたファイル{}個を取り除きました。",
    "links": "外へのリンク{}個を取り除きました。",
    "sounds": "音や動画{}個を取り除きました。",
    "shows": "目的別スライドショー{}個は使いません。",
    "masters": "マスターがほかに{}つあります。いちばん合うものを1つ使います。",
    "fonts": "テーマに日本語の書体が決まっていません。BIZ UDPゴシックにしました。",
    "title": "題の場所があるレイアウトがありません。白紙のレイアウトに題の場所を足しました。",
}
_HARD = re.compile("明朝|mincho|教科書|行書|楷書|^MS ", re.IGNORECASE)
_LOWEST = 18.0  # points of a title
_SMALL_FOOT = 10.0
_LOW, _NARROW = 0.45, 0.6  # of the page; less room is little
_WIDE, _SQUARE, _PAPER = 16 / 9, 4 / 3, 780 / 540
_NEAR = 0.02


def list_uses(scenes: Mapping[Kind, Scene]) -> list[dict[str, str]]:
    """Return for every kind of slide the layout that is used and why."""
    return [
        {
            "kind": KINDS[kind],
            "layout": scenes[kind].choice.layout.name or "（名前のないレイアウト）",
            "reason": _REASONS[scenes[kind].choice.reason],
        }
        for kind in Kind
    ]


def list_findings(deck: Deck, scenes: Mapping[Kind, Scene], changes: Counter[str]) -> list[str]:
    """Return what does not fit, each with what is done instead."""
    return [
        *_tell_size(deck),
        *(words.format(changes[key]) for key, words in _LEFT_BEHIND.items() if changes[key]),
        *_tell_layouts(scenes),
        *_tell_footers(scenes[Kind.TITLE_ONLY]),
        *_tell_room(deck, scenes),
        *_tell_fonts(scenes[Kind.TITLE_ONLY].choice.layout),
        *_tell_colours(scenes),
    ]


def _tell_size(deck: Deck) -> Iterator[str]:
    shape = deck.slide_width / deck.slide_height
    if abs(shape - _WIDE) < _NEAR:
        return
    names = {_SQUARE: "4:3", _PAPER: "A4"}
    near = (name for one, name in names.items() if abs(shape - one) < _NEAR)
    name = next(near, "縦長" if shape < 1 else "16:9ではない形")
    yield (
        f"画面の形は{name}です（{deck.slide_width.cm:.1f}×{deck.slide_height.cm:.1f}cm）。"
        "このままの形で作ります。文字は小さくせず、入らない分は次のスライドに送ります。"
    )


def _tell_layouts(scenes: Mapping[Kind, Scene]) -> Iterator[str]:
    for kind, scene in scenes.items():
        if scene.choice.reason is Reason.INSTEAD:
            name = scene.choice.layout.name
            yield f"「{KINDS[kind]}」に当たるレイアウトがないので、「{name}」を使います。"


def _tell_footers(scene: Scene) -> Iterator[str]:
    there = {footer.kind: footer for footer in scene.footers}
    if "ftr" not in there:
        yield "フッターの場所がないので、町と研修の名前は各スライドに入りません。"
    if "sldNum" not in there:
        yield "スライド番号の場所がないので、番号は入りません。"
    if any((footer.place.usual or _SMALL_FOOT) < _SMALL_FOOT for footer in scene.footers):
        yield f"フッターか番号の文字が小さいので、{_SMALL_FOOT:g}ポイントにします。"
    if scene.source.index is None:
        yield (
            "「出典」の場所がないので、出典の1行をフッターの上に置きます"
            "（「出典」という名前のテキストの枠を作ると、そこに入ります）。"
        )


def _tell_room(deck: Deck, scenes: Mapping[Kind, Scene]) -> Iterator[str]:
    scene = scenes[Kind.TITLE_ONLY]
    if scene.title.box.height < 2 * _LOWEST * LINE * scene.title.spacing:
        yield "題の場所が低く、1行しか入りません。長い題は「…」で切ります。"
    room = scene.body.box
    if room.height < deck.slide_height.pt * _LOW or room.width < deck.slide_width.pt * _NARROW:
        yield "図や表を置く場所がせまいので、スライドの枚数が多くなります。"


def _tell_fonts(layout: SlideLayout) -> Iterator[str]:
    part = next(
        one.target_part
        for one in layout.slide_master.part.rels.values()
        if one.reltype.endswith("/theme")
    )
    fonts = etree.fromstring(part.blob).iter(qn("a:majorFont"), qn("a:minorFont"))
    faces = {
        face
        for one in fonts
        for face in (_read_face(one),)
        if _HARD.search(unicodedata.normalize("NFKC", face))
    }
    for face in sorted(faces):
        yield (
            f"書体「{face}」は、遠くから読みにくいことがあります。テーマのとおりに使いますが、"
            "UDゴシックやメイリオをすすめます。"
        )


def _read_face(fonts: etree._Element) -> str:
    east = fonts.find(qn("a:ea"))
    if east is not None and east.get("typeface"):
        return str(east.get("typeface"))
    listed = (one for one in fonts.findall(qn("a:font")) if one.get("script") == "Jpan")
    return next((str(one.get("typeface")) for one in listed), "")


def _tell_colours(scenes: Mapping[Kind, Scene]) -> Iterator[str]:
    unknown = [kind for kind in Kind if not read_colours(scenes[kind]).known]
    if unknown:
        names = "・".join(KINDS[kind] for kind in unknown)
        yield (
            f"「{names}」の背景は写真や強い色の変化なので、読みやすさを確かめられません。"
            "下の見本で、文字が読めるかを見てください。"
        )
    colours = read_colours(scenes[Kind.TITLE_ONLY])
    if colours.shapes["accent1"] != "accent1":
        yield "テーマの色「アクセント1」は文字には読みにくいので、読める濃さにかえて使います。"
    layouts = {scene.choice.layout.name: scene.choice.layout for scene in scenes.values()}
    weak = [name for name, layout in layouts.items() if list_weak(layout)]
    if weak or colours.shapes["tx1"] != "tx1":
        where = f"「{'・'.join(weak)}」の" if weak else "テーマの"
        yield f"{where}文字の色が背景に近いので、読める色にかえて使います。"
