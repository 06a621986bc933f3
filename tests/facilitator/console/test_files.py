"""The page of files."""

from facilitator.exports.catalogue import EXPORTS, list_exports
from facilitator.parts.reports import read_report
from tests.facilitator.console.tabs import open_tab, read_markup


def test_every_export_of_use_has_its_button_and_says_what_it_is(code: str) -> None:
    tab = open_tab("files", code)

    offered = list_exports(read_report(code))
    shown = read_markup(tab)
    assert [export.key for export in EXPORTS if export.explain in shown] == [
        export.key for export in offered
    ]
    assert shown.count("作って保存する") == len(offered)
    assert "お返しの文" not in shown  # nobody is visited in this program
