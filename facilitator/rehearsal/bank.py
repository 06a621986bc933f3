"""What made-up participants say: our own sentences, kept as YAML beside this module.

An entry is what one person writes on one worksheet: values by question key. Numbers for dates
are days from today; {a|b} leaves a choice of words, so that two people seldom say quite the same.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent / "bank"
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person writes on one sheet.

    `by` tells who would say so (empty: anybody), `not_by` who would not.
    """

    values: Mapping[str, Any]
    by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    known: bool = True  # False where the bank has nothing for the sheet

    def speaks_of(self, keys: Collection[str]) -> bool:
        """Tell whether it says what these questions ask; an empty entry says: nothing."""
        if not self.values:
            return self.known
        return "text" in self.values or any(key in self.values for key in keys)

    def suits(self, *marks: str) -> bool:
        """Tell whether somebody with these marks (group, affiliation, field) would say so."""
        if any(mark in self.not_by for mark in marks):
            return False
        return not self.by or any(mark in self.by for mark in marks)


@dataclass(frozen=True, slots=True)
class Effort:
    """An idea with all that may come of it, so that idea, plan and news of it fit together."""

    idea: Mapping[str, Any]
    plan: Mapping[str, Any]
    progress: Mapping[str, Any]
    three_months: str

    @property
    def name(self) -> str:
        """The plan's name, by which later sheets speak of it."""
        return str(self.plan["name"])


def list_entries(sheet: str, role: str, phase: str = "") -> tuple[Entry, ...]:
    """Return what people write on this worksheet: made for it, else for its role."""
    known = _read_entries()
    for name in (sheet, f"{role}-{phase}", role):
        if name in known:
            return known[name]
    return ()


@cache
def list_efforts() -> tuple[Effort, ...]:
    """Return the efforts that are told from idea to result."""
    return tuple(
        Effort(one["idea"], one["plan"], one["progress"], one["three-months"])
        for one in read_file("efforts")
    )


def is_told(idea: str) -> bool:
    """Tell whether an idea is told to its end."""
    return idea in {effort.idea["idea"] for effort in list_efforts()}


@cache
def _read_entries() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for file in sorted((_FOLDER / "sheets").glob("*.yaml")):
        for name, entries in _read(file).items():
            found[name] = tuple(_make_entry(entry) for entry in entries)
    return found


def _make_entry(given: Mapping[str, Any]) -> Entry:
    values = {key: value for key, value in given.items() if key not in ("by", "not-by")}
    return Entry(values, tuple(given.get("by", ())), tuple(given.get("not-by", ())))


@cache
def read_file(name: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    """Read one file of the bank."""
    return _read(_FOLDER / f"{name}.yaml")


def _read(file: Path) -> Any:  # noqa: ANN401 -- whatever the file holds
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


def say(text: str, rng: Random) -> str:
    """Choose among the words a sentence leaves open."""
    return _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)
