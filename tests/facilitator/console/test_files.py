"""The page of files."""

from facilitator.exports.catalogue import EXPORTS
from tests.facilitator.console.tabs import open_tab, read_markup


def test_every_export_has_its_button_and_says_what_it_is(code: str) -> None:
    tab = open_tab("files", code)

    shown = read_markup(tab)
    assert [export.key for export in EXPORTS if export.explain not in shown] == []
    assert shown.count("作って保存する") == len(EXPORTS)
