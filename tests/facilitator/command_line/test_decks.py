"""check-deck: what a deck still needs, in words."""

import io
from pathlib import Path

import pytest
from pptx import Presentation

from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import RULES
from tests.facilitator.command_line.conftest import Command
from tests.facilitator.exports.finished import make_small


@pytest.fixture(scope="module")
def deck() -> bytes:
    return make_deck(make_small("庁内の担当が分からない"))


def test_deck_in_order_is_told_so(command: Command, deck: bytes, tmp_path: Path) -> None:
    path = tmp_path / "結果.pptx"
    path.write_bytes(deck)

    outcome = command("check-deck", str(path))

    assert outcome.code == 0
    assert "直すところは見つかりませんでした。" in outcome.out


def test_missing_title_is_told_with_its_slide(
    command: Command, deck: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "結果.pptx"
    opened = Presentation(io.BytesIO(deck))
    opened.slides[1].shapes.title.text_frame.text = ""
    opened.save(str(path))

    outcome = command("check-deck", str(path))
    told = command("check-deck", str(path), "--json").json

    assert outcome.code == 1
    assert f"  2枚目  {RULES['title missing']}" in outcome.out
    assert (told["ok"], told["problems"][0]["slide"]) == (False, 2)


@pytest.mark.parametrize("content", [b"", b"not a deck", b"PK\x05\x06" + bytes(18)])
def test_other_files_are_refused_in_words(command: Command, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "結果.pptx"
    path.write_bytes(content)

    outcome = command("check-deck", str(path))

    assert outcome.code == 1
    assert "PowerPoint(.pptx)として開けません" in outcome.problem


def test_missing_file_is_told(command: Command, tmp_path: Path) -> None:
    assert "が見つかりません。" in command("check-deck", str(tmp_path / "ない.pptx")).problem
