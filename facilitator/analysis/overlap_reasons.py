"""Say in plain Japanese why statements were proposed together, true to what was found."""

from facilitator.analysis.japanese import WordKind
from facilitator.analysis.overlap_kinds import find_answer
from facilitator.analysis.overlap_reading import Read
from facilitator.analysis.overlap_signs import Link, Signs
from programs.lexicon import get_lexicon

_KINDS = {
    "value": "思い",
    "can-do": "できること",
    "worry": "気になること",
    "want-to-try": "やってみたいこと",
    "": "声",
}
_AROUND = (("places", "場所"), ("times", "時間"), ("tools", "道具"))
_THREE = 3


def tell_reason(signs: Signs, link: Link) -> str:
    """Return one or two sentences; of people's words only single ones are named."""
    read = tuple(signs.read[number] for number in link.members)
    around = _tell_around(read)
    if len(read) == _THREE:
        about = _tell_shared(read)
        return f"三つの声のどの二つにも近いところがあります。{about}{around}"
    main = _tell_answer(*read[:2]) if link.answers else _tell_shared(read)
    if not main and not around:
        return "使われている言葉の意味が近い声です。"
    return f"{main}{around}"


def _tell_answer(giver: Read, asker: Read) -> str:
    answer = find_answer(giver, asker)
    if answer is None:
        return _tell_shared((giver, asker))
    first, second = f"「{_KINDS[giver.kind]}」", f"「{_KINDS[asker.kind]}」"
    if not answer.why:
        return (
            f"どちらも「{answer.gives}」に関わる声で、片方の{first}が、もう片方の{second}に"
            "応えられそうです。"
        )
    met = f"片方の{first}（{answer.gives}）が、もう片方の{second}（{answer.needs}）に"
    return f"{met}応えられそうです。{answer.why}からです。"


def _tell_shared(read: tuple[Read, ...]) -> str:
    subject = "どちらも" if len(read) < _THREE else "どれも"
    if themes := _share_themes(read):
        return f"{subject}「{'」「'.join(themes[:2])}」に関わる声です。"
    if words := _share_words(read):
        return f"{subject[:-1]}にも「{'」「'.join(words[:2])}」が出てきます。"
    return ""


def _tell_around(read: tuple[Read, ...]) -> str:
    told = []
    for name, word in _AROUND:
        found = [getattr(each, name) for each in read]
        shared = [label for key, label in found[0].items() if all(key in one for one in found)]
        if shared:
            told.append(f"{word}（{shared[-1]}）")
    return f"{'と'.join(told)}が同じです。" if told else ""


def _share_themes(read: tuple[Read, ...]) -> list[str]:
    lexicon = get_lexicon()
    shared = {
        key: label
        for key, label in read[0].themes.items()
        if all(key in each.themes for each in read)
    }
    broad = {theme.key for theme in lexicon.themes if theme.broad or theme.complement}
    narrow = [label for key, label in shared.items() if key not in broad]
    return narrow or list(shared.values())


def _share_words(read: tuple[Read, ...]) -> list[str]:
    """Return the words all have: nouns as they were said, others by their plain form."""
    words = [
        {
            word.normal: word.surface if word.kind is WordKind.NOUN else word.normal
            for word in each.text.words
            if word.telling
        }
        for each in read
    ]
    return [shown for normal, shown in words[0].items() if all(normal in each for each in words)]
