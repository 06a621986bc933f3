"""Read statements for the search: their words, topics, kind, place, time and tool."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.analysis.coding import suggest_kind
from facilitator.analysis.similarity import Means, ReadText, read_texts
from facilitator.analysis.themes import find_topic_finder

KINDS = ("value", "can-do", "worry", "want-to-try")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing somebody said; `person` is the visit or record it comes from."""

    id: str
    person: str
    text: str
    kind: str = ""
    place: str = ""
    time: str = ""
    tool: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A statement with what the lexicon finds in it; places, times and tools by key with label."""

    statement: Statement
    text: ReadText
    kind: str
    places: Mapping[str, str]
    times: Mapping[str, str]
    tools: Mapping[str, str]

    @property
    def themes(self) -> dict[str, str]:
        """Return the themes touched, by key with label, most words first."""
        return {hit.key: hit.label for hit in self.text.topics.themes}


def read_statements(statements: Sequence[Statement], means: Means) -> tuple[Read, ...]:
    """Read all statements that say something."""
    usable = [each for each in statements if each.text.strip()]
    texts = read_texts([_tell_all(each) for each in usable], means)
    return tuple(_read(each, text, means) for each, text in zip(usable, texts, strict=True))


def _tell_all(statement: Statement) -> str:
    """Return the words of a statement with its place and tool, which were coded by people."""
    return " ".join(part for part in (statement.text, statement.place, statement.tool) if part)


def _read(statement: Statement, text: ReadText, means: Means) -> Read:
    topics = text.topics
    times = topics.times
    if statement.time:
        times += find_topic_finder(means.splitter).find(statement.time).times
    coded = {
        "places": (topics.places, statement.place),
        "times": (times, statement.time),
        "tools": (topics.tools, statement.tool),
    }
    found = {}
    for name, (hits, said) in coded.items():
        found[name] = {hit.key: hit.label for hit in hits}
        if said.strip():
            found[name][f"={said.strip()}"] = said.strip()
    kind = statement.kind if statement.kind in KINDS else suggest_kind(statement.text)[0]
    return Read(statement, text, kind, **found)
