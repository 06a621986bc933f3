"""Where things stand on a deck is read from its layouts."""

from facilitator.exports.box import Box
from facilitator.exports.deck_file import open_base
from facilitator.exports.layout_choice import Kind, Reason
from facilitator.exports.scenes import read_scenes


def test_our_own_deck_has_a_layout_for_every_kind() -> None:
    scenes = read_scenes(open_base())

    chosen = {
        kind: (scene.choice.layout.name, scene.choice.reason) for kind, scene in scenes.items()
    }

    assert chosen == {
        Kind.COVER: ("表紙", Reason.TYPE),
        Kind.SECTION: ("区切り", Reason.TYPE),
        Kind.BODY: ("タイトルとコンテンツ", Reason.TYPE),
        Kind.TITLE_ONLY: ("タイトルのみ", Reason.TYPE),
        Kind.BIG: ("大きな指示", Reason.NAME),
    }


def test_our_own_deck_leaves_room_between_title_and_source() -> None:
    scene = read_scenes(open_base())[Kind.TITLE_ONLY]

    assert (scene.title.box, scene.body.box, scene.source.box) == (
        Box(48, 28, 864, 76),
        Box(48, 128, 864, 346),
        Box(48, 482, 864, 20),
    )
