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
_EFFORTS, _TOWN = "efforts", "town"  # files that hold no entries
_ALIKE = 5  # worksheets of the same name that make two programs relatives
_CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person writes on one sheet.

    `by` tells who would say so (empty: anybody), `not_by` who would not; `first` entries are
    dealt before others.
    """

    values: Mapping[str, Any]
    by: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    known: bool = True  # False where the bank has nothing for the sheet
    first: bool = False

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


class Bank:
    """What the people of one program say; the common sentences where it has none of its own."""

    def __init__(self, program: str, sheets: Collection[str] = ()) -> None:
        folder = _choose_folder(program, frozenset(sheets))
        self._own = _read_entries(folder)
        self._common = _read_entries("common")
        self.efforts = _read_efforts(folder)
        self.town = _read_town(folder)

    def list_entries(self, sheet: str, role: str, phase: str = "") -> tuple[Entry, ...]:
        """Return what people write on this worksheet: made for it, else for its role."""
        for known in (self._own, self._common):
            for name in (sheet, f"{role}-{phase}", role):
                if name in known:
                    return known[name]
        return ()

    def is_told(self, idea: str) -> bool:
        """Tell whether an idea is told to its end."""
        return any(effort.idea["idea"] == bare(idea) for effort in self.efforts)

    def find_effort(self, name: str) -> Effort | None:
        """Return the effort a plan was made of, by the plan's name."""
        return next((effort for effort in self.efforts if effort.name == name), None)


def bare(words: str) -> str:
    """Return a card's words without the mark that a team has put before them."""
    return words.lstrip("★☆◎○●").lstrip()


def list_banks() -> tuple[str, ...]:
    """Return the keys of the programs that have sentences of their own."""
    return tuple(sorted(folder.name for folder in (_FOLDER / "programs").iterdir()))


def _choose_folder(program: str, sheets: frozenset[str]) -> str:
    """Return the folder of a program; a town's own copy speaks like the one it came from."""
    if program in list_banks():
        return f"programs/{program}"
    alike = {name: len(sheets & set(_read_entries(f"programs/{name}"))) for name in list_banks()}
    best = max(alike, key=lambda name: alike[name])
    return f"programs/{best}" if alike[best] >= _ALIKE else "common"


@cache
def _read_efforts(folder: str) -> tuple[Effort, ...]:
    file = _FOLDER / folder / f"{_EFFORTS}.yaml"
    return tuple(
        Effort(one["idea"], one["plan"], one["progress"], one["three-months"])
        for one in (_read(file) if file.exists() else ())
    )


@cache
def _read_town(folder: str) -> tuple[Mapping[str, Any], ...]:
    file = _FOLDER / folder / f"{_TOWN}.yaml"
    return tuple(_read(file)) if file.exists() else ()


@cache
def _read_entries(folder: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for file in sorted((_FOLDER / folder).glob("*.yaml")):
        if file.stem not in (_EFFORTS, _TOWN):
            for name, entries in _read(file).items():
                found[name] = tuple(_make_entry(entry) for entry in entries)
    return found


def _make_entry(given: Mapping[str, Any]) -> Entry:
    marks = ("by", "not-by", "first")
    values = {key: value for key, value in given.items() if key not in marks}
    return Entry(
        values,
        tuple(given.get("by", ())),
        tuple(given.get("not-by", ())),
        first=bool(given.get("first")),
    )


@cache
def read_file(name: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    """Read one file of the bank."""
    return _read(_FOLDER / f"{name}.yaml")


def _read(file: Path) -> Any:  # noqa: ANN401 -- whatever the file holds
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


def say(text: str, rng: Random) -> str:
    """Choose among the words a sentence leaves open."""
    return _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), text)
