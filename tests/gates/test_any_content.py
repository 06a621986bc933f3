"""Programs broken anywhere: reading them never fails, and always says which file is meant."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import reading
from programs.reading import read_program
from tests.gates.conftest import Note, Size
from tests.gates.walking import walk
from tests.hostile import HOSTILE
from tests.programs.tiny import SHORT, Content, write_content

_FILES = sorted(set(SHORT) - {"walk"})  # that one belongs to a richer program of other tests
_PIECES = (
    *HOSTILE,
    *("", " ", "\n", "\t", ":", "- ", "[", "]", "{", "}", "&a ", "*a", "!!python/object:os.x "),
    *("null", "true", "-1", "1e999", "0x7f", "2026-13-99", "\x00", "\ufeff", "\u2028", "'", '"'),
    *("? ", "<<: *a", "---\n", "...", "%YAML 9\n", "あ" * 5000, "[" * 300, "  " * 80, "first: "),
)
_CHANGE = st.tuples(
    st.sampled_from(_FILES),  # which file
    st.integers(0, 10_000),  # where, in ten-thousandths
    st.integers(0, 40),  # how many characters go
    st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)),  # what comes
)


def break_and_read(content: Content, changes: list[tuple[str, int, int, str]]) -> int:
    """Break files here and there, read the program, mend them; return how many problems it had."""
    whole = {name: (content.root / SHORT[name]).read_bytes() for name, *_ in changes}
    try:
        for name, place, gone, comes in changes:
            file = content.root / SHORT[name]
            text = file.read_bytes().decode("utf-8", "surrogatepass")
            at = len(text) * place // 10_000
            broken = text[:at] + comes + text[at + gone :]
            file.write_bytes(broken.encode("utf-8", "surrogatepass"))
        found = read_program("tiny", root=content.root)
    finally:
        for name, text in whole.items():
            (content.root / SHORT[name]).write_bytes(text)
    assert (found.program is None) == bool(found.problems)
    for problem in found.problems:
        assert problem.message
        assert problem.advice
        assert problem.file or problem.place, problem
    return len(found.problems)


def test_content_broken_anywhere_is_told_and_never_fails(
    tmp_path: Path, size: Size, note: Note
) -> None:
    content = write_content(tmp_path / "content")
    told: list[int] = []

    @walk(size.of(60, 1000), repeatable=not size.long)
    @given(st.lists(_CHANGE, min_size=1, max_size=3))
    def walk_on(changes: list[tuple[str, int, int, str]]) -> None:
        told.append(break_and_read(content, changes))

    walk_on()

    assert read_program("tiny", root=content.root).problems == ()
    assert sum(number > 0 for number in told) > len(told) / 3
    note(
        "でたらめに壊した内容",
        f"{len(told)}通り、うち{sum(number > 0 for number in told)}通りで場所を言い、落ちたのは0回",
        lost=0,
        duplicated=0,
    )


def test_planted_reader_that_stumbles_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_values: object, **_named: object) -> None:
        raise KeyError("planted")

    content = write_content(tmp_path / "content")
    monkeypatch.setattr(reading, "list_mistakes", stumble)
    chance = random.Random(1)  # noqa: S311 -- no secret

    def break_often() -> None:
        for _ in range(200):
            change = (chance.choice(_FILES), chance.randrange(10_000), 30, "null")
            break_and_read(content, [change])

    with pytest.raises(KeyError, match="planted"):
        break_often()
