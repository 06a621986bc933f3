"""The page of files."""

import io
import zipfile

import pytest
from pptx import Presentation

from facilitator import state
from facilitator.exports.catalogue import EXPORTS, list_exports
from facilitator.exports.deck import make_deck
from facilitator.exports.deck_check import RULES
from facilitator.parts.reports import read_report
from tests.facilitator.analysis.sample import report_of
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings


def test_every_export_of_use_has_its_button_and_says_what_it_is(code: str) -> None:
    tab = open_tab("files", code)

    offered = list_exports(read_report(code))
    shown = read_markup(tab)
    assert [export.key for export in EXPORTS if export.explain in shown] == [
        export.key for export in offered
    ]
    assert shown.count("作って保存する") == len(offered)
    assert "お返しの文" not in shown  # nobody is visited in this program


def test_files_can_be_looked_into_before_they_are_taken(code: str) -> None:
    tab = press(open_tab("files", code), "preview-letters")

    assert "開催通知と依頼文の中身" in read_markup(tab)
    assert "お使いになる前に（このページは送りません）" in read_markup(tab)

    press(tab, "preview_close")

    assert "の中身</h2>" not in read_markup(tab)


def _take_title_away(content: bytes) -> bytes:
    deck = Presentation(io.BytesIO(content))
    deck.slides[1].shapes.title.text_frame.text = ""
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: content, "直すところは見つかりませんでした。"),
        (_take_title_away, f"<p><b>2枚目</b></p><ul><li>{RULES['title missing']}"),
    ],
    ids=["in order", "title missing"],
)
def test_deck_from_the_pc_is_looked_through(code: str, spoil: object, told: str) -> None:
    tab = open_tab("files", code)

    deck = spoil(make_deck(report_of([])))
    tab.file_uploader(key=state.DECK_FILE).set_value(("まとめ.pptx", deck, "")).run()

    assert told in read_markup(tab)


def test_file_that_is_no_deck_is_refused_in_words(code: str) -> None:
    tab = open_tab("files", code)

    tab.file_uploader(key=state.DECK_FILE).set_value(("まとめ.pptx", b"?", "")).run()

    assert "PowerPoint(.pptx)として開けません" in " ".join(read_warnings(tab))


def test_deck_that_unpacks_to_very_much_is_refused_in_words(code: str) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("ppt/presentation.xml", "w") as part,
    ):
        for _ in range(101):
            part.write(bytes(1024 * 1024))
    tab = open_tab("files", code)

    tab.file_uploader(key=state.DECK_FILE).set_value(("まとめ.pptx", stream.getvalue(), "")).run()

    assert "中身が大きすぎます" in " ".join(read_warnings(tab))


def test_ticked_files_come_as_one_archive_with_contents(code: str) -> None:
    tab = open_tab("files", code)
    assert tab.button(key="bundle_make").disabled

    tab.button_group(key="bundle_keys").set_value(["calendar", "answers-csv"]).run()
    press(tab, "bundle_make")

    assert not tab.exception
    labels = [one.label for one in tab.get("download_button")]
    assert "2つのファイルと目次を保存する" in labels
