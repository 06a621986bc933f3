"""No page hands words to Streamlit's Markdown unless they went through `plain` or are our own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import ROOT

# What reads its label as Markdown. A selectbox shows its options as text, a radio does not.
LABELS = frozenset(
    [
        "button",
        "checkbox",
        "date_input",
        "download_button",
        "expander",
        "file_uploader",
        "form_submit_button",
        "link_button",
        "markdown",
        "multiselect",
        "number_input",
        "page_link",
        "pills",
        "popover",
        "radio",
        "segmented_control",
        "selectbox",
        "select_slider",
        "slider",
        "tabs",
        "text_area",
        "text_input",
        "time_input",
        "toast",
        "toggle",
    ]
)
OPTIONS = frozenset(("radio", "pills", "segmented_control"))
# These have no place here: st.text and st.html with escaped words do what is needed.
NEVER = frozenset(
    [
        "badge",
        "caption",
        "error",
        "header",
        "info",
        "latex",
        "metric",
        "subheader",
        "success",
        "title",
        "write",
    ]
)
SAFE_CALLS = frozenset(("plain", "escape", "len", "day_words", "tell_count"))
# Looked at one by one: the words are the product's own or numbers, never anybody's.
REVIEWED = frozenset(
    (
        "cards._small button: label",
        "catching_up._link_to_order page_link: label",
        "catching_up._proposal button: label",
        "choosing.choose_people selectbox: f'{name}で絞りこむ'",
        "clock._button button: label",
        "entering._option_box selectbox: label",
        (
            "fields._draw_position selectbox:"
            " f'{field.label}：{(plain(axis.label + ends) if axis else name)}'"
        ),
        "frame.links page_link: title",
        "order_lines._button button: help",
        "order_lines._button button: label",
        "guide.whole_program segmented_control: names.__getitem__",
        "order_forms.times_form time_input: f'終わり(空なら、開始から{meeting.minutes}分)'",
        "overlap_map.overlap_map toggle: f'候補も出す（上から{min(len(waiting), _CANDIDATES)}件）'",
        "reminders.reminder_list segmented_control: names.__getitem__",
        "seating._ask_count segmented_control: lambda one: f'{one}人'",
        "seating._ask_pairs segmented_control: (TOGETHER, APART)",
        "seating._ask_pairs selectbox: title",
        "sheets._buttons page_link: f'{title}の画面へ'",
        "sheets.worksheet_panel expander: label",
        "stage._freeze_button button: label",
        "stage.stage_panel button: _KEYS.get(view)",
        "stage.stage_panel button: label",
        "steps.reading tabs: list(pages)",
        "voices._choose toggle: f'候補だけ（まだ確かめていない {waiting}）'",
        "voices._small button: label",
        (
            "votes._buttons button:"
            " '投票を終える' if is_open else f'投票を始める(1人{way.each}{way.unit})'"
        ),
        "votes._paper expander: label",
        "votes._way radio: (DOTS, POINTS)",
    )
)
# `Field` in parts/fields.py makes its label and its help plain itself.
REVIEWED_FIELDS = frozenset(("field.label", "field.help"))


def list_pages() -> list[Path]:
    files = (ROOT / "facilitator").rglob("*.py")
    return sorted(file for file in files if "import streamlit as st" in file.read_text("utf-8"))


class Scope:
    """One function, and what its names were given."""

    def __init__(self, body: ast.AST) -> None:
        self.given: dict[str, list[ast.expr]] = {}
        for node in ast.walk(body):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.given.setdefault(node.targets[0].id, []).append(node.value)

    def is_ours(self, node: ast.expr) -> bool:  # noqa: PLR0911 -- a table of cases
        """Tell whether this can only be words of our own, or words made plain."""
        match node:
            case ast.Constant():
                return True
            case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.List(elts=parts):
                return all(self.is_ours(part) for part in parts)
            case ast.FormattedValue(value=value) | ast.Subscript(value=value):
                return self.is_ours(value)
            case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
                return self.is_ours(one) and self.is_ours(other)
            case ast.ListComp(elt=value) | ast.GeneratorExp(elt=value) | ast.Lambda(body=value):
                return self.is_ours(value)
            case ast.Call(func=ast.Name(id=name)):
                return name in SAFE_CALLS
            case ast.Attribute() if ast.unparse(node) in REVIEWED_FIELDS:
                return True
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                return attribute == "__getitem__" and name.strip("_").isupper()
            case ast.Name(id=name):
                values = self.given.get(name, [])
                known = bool(values) and all(self.is_ours(value) for value in values)
                return name.strip("_").isupper() or known
        return False


def list_calls(body: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def list_words(name: str, call: ast.Call) -> Iterator[ast.expr]:
    """Return the arguments that Streamlit reads as Markdown."""
    markdown = {"label", "body", "help", "text"}
    if name in OPTIONS:
        markdown |= {"format_func"}
        if all(keyword.arg != "format_func" for keyword in call.keywords):
            yield from call.args[1:2]
    yield from call.args[:1] if name != "page_link" else ()
    yield from (keyword.value for keyword in call.keywords if keyword.arg in markdown)


def list_doubtful(file: Path) -> list[str]:
    tree = ast.parse(file.read_text("utf-8"))
    module = Scope(ast.Module(body=[n for n in tree.body if isinstance(n, ast.Assign)]))
    found = []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for body in functions or [tree]:
        scope = Scope(body)
        scope.given = {**module.given, **scope.given}
        where = f"{file.stem}.{getattr(body, 'name', '')}"
        found += [
            f"{where} {name}: {ast.unparse(words)}"
            for name, call in list_calls(body)
            for words in (list_words(name, call) if name in LABELS else ())
            if not scope.is_ours(words)
        ]
    return found


@pytest.mark.parametrize("file", list_pages(), ids=lambda file: file.stem)
def test_page_gives_markdown_only_its_own_words_or_plain_ones(file: Path) -> None:
    assert sorted(set(list_doubtful(file)) - REVIEWED) == []


@pytest.mark.parametrize("file", list_pages(), ids=lambda file: file.stem)
def test_page_uses_no_widget_that_is_markdown_throughout(file: Path) -> None:
    text = file.read_text("utf-8")
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "st"
    }

    assert called & NEVER == set()
    assert "unsafe_allow_html" not in text


def test_participants_words_in_a_label_are_found(tmp_path: Path) -> None:
    """The test's own test."""
    page = tmp_path / "page.py"
    page.write_text(
        "import streamlit as st\n"
        "def show(answer, name):\n"
        "    st.button(answer.text)\n"
        "    st.radio('問い', [name])\n"
        "    label = f'{name}さん'\n"
        "    st.expander(label)\n"
        "    st.checkbox(plain(name), help=f'{len(name)}文字')\n",
        "utf-8",
    )

    assert [line.partition(" ")[2] for line in list_doubtful(page)] == [
        "button: answer.text",
        "radio: [name]",
        "expander: label",
    ]
