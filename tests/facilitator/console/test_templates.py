"""The office's own template on the page of files."""

from streamlit.testing.v1 import AppTest

from facilitator import state
from facilitator.exports.catalogue import find_export
from facilitator.parts.reports import read_report
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from tests.facilitator.exports.templates import make_square
from worksheets.office_template import find_template, keep_template, read_content


def _upload(tab: AppTest, name: str, content: bytes) -> AppTest:
    tab.file_uploader(key=state.TEMPLATE_FILE).upload(name, content).run()
    assert not tab.exception
    return press(tab, "template_keep")


def test_template_is_taken_shown_and_taken_away_again(code: str) -> None:
    tab = open_tab("files", code)
    assert "スライドの見た目：町のひな形を使う" in read_markup(tab)

    shown = read_markup(_upload(tab, "みなと市.pptx", make_square()))

    assert "スライドの見た目：みなと市\\.pptx" in shown
    assert "<td>Section Header</td><td>レイアウトの種類から</td>" in shown
    assert "画面の形は4:3です" in shown

    press(tab, "template_remove")

    assert "スライドの見た目：町のひな形を使う" in read_markup(tab)
    assert find_template() is None


def test_refused_file_is_told_why_and_changes_nothing(code: str) -> None:
    tab = _upload(open_tab("files", code), "市のひな形.pptx", b"%PDF-1.7")

    assert "PowerPointのファイルではありません" in "".join(read_warnings(tab))
    assert find_template() is None


def test_slides_are_made_on_the_template_unless_our_own_look_is_chosen(code: str) -> None:
    from facilitator.exports.template import parse_template  # noqa: PLC0415 -- slow, only here

    made = parse_template(make_square())
    keep_template("みなと市.pptx", made.content, made.document)
    tab = open_tab("files", code)
    assert tab.radio(key=state.TEMPLATE_LOOK).value == "登録したひな形"
    tab.radio(key=state.TEMPLATE_LOOK).set_value("この道具の見た目").run()
    assert not tab.exception

    export, report = find_export("story"), read_report(code)
    assert export is not None
    assert export.write(report, read_content()) != export.write(report)
    assert find_template() is not None
