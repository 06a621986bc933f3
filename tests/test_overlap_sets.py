"""Unit: the two sets marked by hand are whole, and what counts as a hit is what the docs say."""

from itertools import combinations
from pathlib import Path

import pytest
from pydantic import ValidationError

from benchmarks.overlap_sets import (
    LabelledSet,
    Mark,
    OverlapKind,
    StatementKind,
    read_labelled_set,
    read_measured_set,
    read_practice_set,
)
from programs.reading import CONTENT

READERS = (read_practice_set, read_measured_set)

SMALL = """
name: small
town: 小さな町
people:
  - {id: a01, age: 60代, role: 畳屋, tie: thin}
  - {id: a02, age: 30代, role: 親, tie: thin}
  - {id: a03, age: 10代, role: 生徒, tie: thin}
statements:
  - {id: a01-1, person: a01, kind: can-do, text: 縁を縫える, place: "", time: "", tool: 針, fields: [beyond]}
  - {id: a02-1, person: a02, kind: worry, text: 袋が破れた, place: "", time: "", tool: "", fields: [children]}
  - {id: a02-2, person: a02, kind: value, text: 朝が好き, place: "", time: 朝, tool: "", fields: [beyond]}
  - {id: a03-1, person: a03, kind: want-to-try, text: 縫ってみたい, place: "", time: "", tool: 針, fields: [children]}
overlaps:
  - {statements: [a01-1, a02-1, a03-1], kind: skill, reason: 縫える人と縫ってほしい物がある。}
not:
  - {statements: [a02-2, a03-1], reason: 何も重ならない二つの声。}
"""  # noqa: E501 -- one line a statement, as in the sets themselves


@pytest.fixture(params=READERS, ids=("practice", "measured"))
def labelled(request: pytest.FixtureRequest) -> LabelledSet:
    found = request.param()
    assert isinstance(found, LabelledSet)
    return found


@pytest.fixture
def small(tmp_path: Path) -> LabelledSet:
    return _read(tmp_path, SMALL)


def test_each_set_has_twenty_people_with_three_to_five_statements(labelled: LabelledSet) -> None:
    owners = [statement.person for statement in labelled.statements]
    assert len(labelled.people) == 20
    assert 60 <= len(owners) <= 80
    assert {owners.count(person.id) for person in labelled.people} <= {3, 4, 5}
    assert {statement.kind for statement in labelled.statements} == set(StatementKind)


def test_each_set_marks_overlaps_of_every_kind_between_different_people(
    labelled: LabelledSet,
) -> None:
    persons = {statement.id: statement.person for statement in labelled.statements}
    assert 30 <= len(labelled.overlaps) <= 60
    assert 15 <= len(labelled.nots) <= 25
    assert {mark.kind for mark in labelled.overlaps} == set(OverlapKind)
    assert any(len(mark.statements) == 3 for mark in labelled.overlaps)
    for mark in _all_marks(labelled):
        assert len({persons[one] for one in mark.statements}) == len(mark.statements)


def test_every_mark_has_a_reason_of_its_own_in_one_sentence(labelled: LabelledSet) -> None:
    reasons = [mark.reason for mark in _all_marks(labelled)]
    assert len(set(reasons)) == len(reasons)
    assert [reason for reason in reasons if not reason.endswith("。")] == []


def test_each_set_has_statements_that_overlap_with_nothing(labelled: LabelledSet) -> None:
    marked = {one for mark in labelled.overlaps for one in mark.statements}
    alone = [statement.id for statement in labelled.statements if statement.id not in marked]
    assert len(alone) >= 15


def test_the_two_sets_share_no_town_person_or_sentence() -> None:
    practice, measured = (read() for read in READERS)
    assert practice.town != measured.town
    assert not {p.role for p in practice.people} & {p.role for p in measured.people}
    assert not {s.text for s in practice.statements} & {s.text for s in measured.statements}


def test_no_statement_stands_in_the_content_of_the_programs(labelled: LabelledSet) -> None:
    content = "".join(file.read_text(encoding="utf-8") for file in CONTENT.rglob("*.yaml"))
    long_enough = [s.text for s in labelled.statements if len(s.text) >= 8]
    assert [text for text in long_enough if text in content] == []


def test_a_pair_inside_marked_three_is_worth_it(small: LabelledSet) -> None:
    assert small.list_pairs() == {
        frozenset(pair) for pair in combinations(("a01-1", "a02-1", "a03-1"), 2)
    }
    assert small.is_hit(("a03-1", "a01-1"))
    assert small.is_hit(("a01-1", "a02-1", "a03-1"))


def test_a_pair_nobody_marked_is_no_hit(small: LabelledSet) -> None:
    assert not small.is_hit(("a01-1", "a02-2"))
    assert not small.is_hit(("a02-2", "a03-1"))


def test_three_with_a_tempting_pair_are_no_hit(small: LabelledSet) -> None:
    assert not small.is_hit(("a01-1", "a02-2", "a03-1"))


def test_an_overlap_is_found_when_two_of_its_statements_are_proposed(small: LabelledSet) -> None:
    assert small.list_found([("a02-2", "a03-1")]) == ()
    assert small.list_found([("a01-1", "a02-1"), ("a01-1", "a03-1")]) == small.overlaps


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("[a02-2, a09-1]", "no such statement"),
        ("[a02-1, a02-2]", "of one person"),
        ("[a01-1, a03-1]", "marked twice"),
    ],
)
def test_a_wrong_mark_is_refused(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        _read(tmp_path, SMALL.replace("[a02-2, a03-1]", wrong))


def _all_marks(labelled: LabelledSet) -> tuple[Mark, ...]:
    return (*labelled.overlaps, *labelled.nots)


def _read(folder: Path, text: str) -> LabelledSet:
    file = folder / "small.yaml"
    file.write_text(text, encoding="utf-8")
    return read_labelled_set(file)
