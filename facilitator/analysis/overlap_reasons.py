"""Say in plain Japanese why statements were proposed together, true to what was found."""

from facilitator.analysis.overlap_signs import Link, Signs
from programs.lexicon import get_lexicon

_KINDS = {
    "value": "大切にしていること",
    "can-do": "できること",
    "worry": "気になること",
    "want-to-try": "やってみたいこと",
    "": "言葉",
}


def tell_reason(signs: Signs, link: Link) -> str:
    """Return one or two sentences; no words of the people are repeated in them but single ones."""
    sentences = [_tell_main(signs, link), *_tell_besides(signs, link)]
    if len(link.members) == 3:  # noqa: PLR2004 -- a triple
        sentences.insert(0, "三つの声のどの二つを取っても近いところがあります。")
    return "".join(sentences)


def _tell_main(signs: Signs, link: Link) -> str:
    a, b = link.members[:2]
    if link.giver >= 0 and (found := _find_answer(signs, a, b)):
        gives, needs, why = found
        first, second = _KINDS[signs.read[a].kind], _KINDS[signs.read[b].kind]
        bridge = f"（{why}）" if why else ""
        return (
            f"片方の「{first}」（{gives}）が、もう片方の「{second}」（{needs}）に"
            f"応えられそうです{bridge}。"
        )
    shared = _share_themes(signs, link.members)
    if shared:
        return f"どちらも「{shared[0]}」に関わる声です。"
    words = _share_words(signs, link.members)
    if words:
        return f"どちらにも「{'」「'.join(words[:2])}」が出てきます。"
    if link.kind in ("place", "time", "skill"):
        return ""
    return "使われている言葉の意味が近い声です。"


def _tell_besides(signs: Signs, link: Link) -> list[str]:
    told = []
    for name, words in (("places", "場所"), ("times", "時間"), ("tools", "道具")):
        label = _share_label(signs, link.members, name)
        if label:
            told.append(f"{words}も重なります（{label}）。")
    return told


def _find_answer(signs: Signs, giver: int, asker: int) -> tuple[str, str, str] | None:
    gives = {hit.key: hit.label for hit in signs.read[giver].text.topics.themes}
    asks = {hit.key: hit.label for hit in signs.read[asker].text.topics.themes}
    for answering in get_lexicon().answers:
        if answering.give in gives:
            for need in answering.need:
                if need in asks and need != answering.give:
                    return gives[answering.give], asks[need], answering.why
    for key, label in gives.items():
        if key in asks:
            return label, label, ""
    return None


def _share_themes(signs: Signs, members: tuple[int, ...]) -> list[str]:
    all_hits = [
        {hit.key: hit.label for hit in signs.read[number].text.topics.themes} for number in members
    ]
    return [label for key, label in all_hits[0].items() if all(key in hits for hits in all_hits)]


def _share_words(signs: Signs, members: tuple[int, ...]) -> list[str]:
    all_words = [
        {word.normal: word.surface for word in signs.read[number].text.words if word.telling}
        for number in members
    ]
    return [
        surface for normal, surface in all_words[0].items() if all(normal in w for w in all_words)
    ]


def _share_label(signs: Signs, members: tuple[int, ...], name: str) -> str:
    found = [getattr(signs.read[number], name) for number in members]
    return next((label for key, label in found[0].items() if all(key in f for f in found)), "")
