"""Say in plain Japanese why statements were proposed together, true to what was found."""

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
    found = _find_answer(giver, asker)
    if found is None:
        return _tell_shared((giver, asker))
    gives, needs, why = found
    first, second = f"「{_KINDS[giver.kind]}」", f"「{_KINDS[asker.kind]}」"
    if not why:
        return (
            f"どちらも「{gives}」に関わる声で、片方の{first}が、もう片方の{second}に"
            "応えられそうです。"
        )
    met = f"片方の{first}（{gives}）が、もう片方の{second}（{needs}）に応えられそうです。"
    return f"{met}{why}からです。"


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
    return f"{'と'.join(told)}が重なります。" if told else ""


def _find_answer(giver: Read, asker: Read) -> tuple[str, str, str] | None:
    gives, asks = giver.themes, asker.themes
    shared = [key for key in gives if key in asks]
    named = {answering.give: answering for answering in get_lexicon().answers}
    narrow = {theme.key for theme in get_lexicon().themes if not theme.broad}
    if best := next((key for key in shared if key in narrow), ""):
        return gives[best], asks[best], ""
    for key, label in gives.items():
        answering = named.get(key)
        need = next((need for need in answering.need if need in asks), "") if answering else ""
        if answering and need:
            return label, asks[need], answering.why
    return None


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
    words = [
        {word.normal: word.surface for word in each.text.words if word.telling} for each in read
    ]
    return [
        surface for normal, surface in words[0].items() if all(normal in each for each in words)
    ]
