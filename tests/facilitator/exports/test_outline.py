"""What people see of a file before they take it home."""

import shutil

import pytest

from facilitator.exports.catalogue import EXPORTS, Export, find_export
from facilitator.exports.first_pages import draw_first_pages
from facilitator.exports.outline import UnreadableFile, make_outline
from tests.facilitator.analysis.sample import report_of
from tests.facilitator.exports.finished import make_finished, make_small, read_voices

FINISHED = make_finished(read_voices()[:6], people=9)
_PNG = b"\x89PNG"


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_every_export_has_an_outline(export: Export) -> None:
    outline = make_outline(export.make(FINISHED), export.file_name(FINISHED))

    assert any(sign.isdigit() for sign in outline.amount)
    assert outline.lines


def test_outline_of_a_deck_names_its_slides() -> None:
    export = find_export("story")
    assert export is not None

    outline = make_outline(export.make(FINISHED), "報告.pptx")

    assert outline.amount == f"スライド{len(outline.lines)}枚"
    assert any("実行プランが3つできた" in line for line in outline.lines)


@pytest.mark.parametrize("name", ["a.pptx", "a.docx", "a.xlsx", "a.zip", "a.ics"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00"])
def test_broken_file_is_said_to_be_broken_in_japanese(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="壊れていて開けません。もう一度作ってください。"):
        make_outline(content, name)


def test_long_outline_is_cut_and_counted() -> None:
    outline = make_outline("\n".join(f"行{n}" for n in range(100)).encode(), "回答.csv")

    assert (len(outline.lines), outline.more) == (60, 40)


def test_empty_and_strange_files_can_be_looked_into() -> None:
    for report in (report_of([]), make_small("=1\x0b\u202e<b>" * 50)):
        for key in ("deck", "minutes", "answers", "calendar"):
            export = find_export(key)
            assert export is not None
            make_outline(export.make(report), export.file_name(report))


def test_other_endings_have_no_pictures() -> None:
    assert draw_first_pages(b"a,b", "回答.csv") == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice がないと絵は描けない")
def test_first_slides_are_drawn_where_it_is_possible() -> None:
    export = find_export("story")
    assert export is not None

    pictures = draw_first_pages(export.make(FINISHED), "報告.pptx")

    assert len(pictures) == 3
    assert all(picture.startswith(_PNG) for picture in pictures)
    assert len(set(pictures)) == 3


def test_without_a_program_that_draws_there_are_no_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")

    assert draw_first_pages(b"PK", "報告.pptx") == ()
