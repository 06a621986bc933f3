"""Every role, every page, every command: what the table says is what the server does."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import facilitator
from facilitator import state
from facilitator.access import Badge
from facilitator.parts import frame, visitor
from facilitator.parts.visitor import stand_in
from facilitator.rights import GRANTED, PAGES, Need, Standing, find_key_standing, may
from tests.facilitator.console.tabs import open_tab, read_markup, read_texts, read_warnings
from worksheets import answers, participants, passes, rooms, workshops
from worksheets.passes import PassRole
from worksheets.records import Opened, Submission

_ALL = [None, *Standing]
_REFUSED = "この画面はひらけません"
_COMMANDS = sorted(
    name.name for name in pkgutil.iter_modules(facilitator.__path__) if "commands" in name.name
)
_HELPERS = {"attempt", "name_paper", "name_new"}  # do nothing by themselves


def make_badge(opened: Opened, standing: Standing | None) -> Badge | None:
    code = opened.workshop.code
    if standing is None:
        return None
    if standing is Standing.OFFICE:
        return Badge("b", everything=True)
    if standing is Standing.FACILITATOR:
        return Badge("b", keys={code: opened.key})
    return Badge("b", keys={code: passes.make_pass(code, PassRole(standing.value), "人")})


def _list_pages() -> list[tuple[str, str]]:
    pages = [*frame.PAGES, *frame.FIELDWORK, frame.NOTES, frame.PASSES, frame.TOTALS]
    own = [
        ("screens/home.py", "home"),
        ("screens/new.py", "new"),
        ("screens/keeping.py", "keeping"),
        ("screens/safety.py", "safety"),
    ]
    return [(file, path) for file, _, path in pages] + own


def test_table_knows_every_page_there_is() -> None:
    assert {path for _, path in _list_pages()} | {""} == set(PAGES)
    files = {name.name for name in pkgutil.iter_modules([f"{facilitator.__path__[0]}/screens"])}
    listed = {file.removeprefix("screens/").removesuffix(".py") for file, _ in _list_pages()}
    assert files <= listed


@pytest.mark.parametrize("standing", _ALL)
def test_role_sees_the_pages_of_the_table_and_no_other(
    opened: Opened, standing: Standing | None
) -> None:
    code = opened.workshop.code
    badge = make_badge(opened, standing)
    granted = GRANTED[standing] if standing else frozenset()
    with stand_in(badge):
        tab = _open(code)
        for file, path in _list_pages():
            tab.switch_page(file).run()
            refused = _REFUSED in read_markup(tab)
            assert not tab.exception, path
            assert "研修が選ばれていません" not in read_markup(tab)
            assert refused == (PAGES[path] not in granted), path


def _open(code: str) -> AppTest:
    return open_tab("home", code)


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.OFFICE])
def test_role_sees_nothing_of_another_workshop(opened: Opened, standing: Standing) -> None:
    other = workshops.open_workshop(opened.workshop.program, title="となりの町の研修").workshop
    with stand_in(make_badge(opened, standing)):
        tab = _open(other.code)
        for file, path in _list_pages():
            tab.switch_page(file).run()
            assert "となりの町" not in read_markup(tab) + "".join(read_texts(tab)), path
            assert other.code not in read_markup(tab), path


def _list_commands() -> list[tuple[str, Callable[..., None]]]:
    found = []
    for module_name in _COMMANDS:
        module = importlib.import_module(f"facilitator.{module_name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and name not in _HELPERS:
                found.append((f"{module_name}.{name}", function))
    return found


def test_every_command_says_what_it_needs() -> None:
    assert len(_list_commands()) > 55
    unguarded = [name for name, function in _list_commands() if not hasattr(function, "need")]

    assert unguarded == []


# Names by which parts hand a command of theirs on, and what only changes the reader's own page.
_HANDED_ON = {"action", "command"}
_OWN_PAGE = {
    *("state.forget_new_key", "previews.ask", "close", "_nothing"),
    "_ask",  # bundles.py: which files to put into one
    "<lambda>",  # live.py: calls the guarded go_by_key
}


def _list_callbacks() -> list[tuple[str, str]]:
    """Return what every widget of the console calls, by file."""
    found = []
    for folder in ("parts", "screens"):
        for file in (Path(facilitator.__path__[0]) / folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                called = isinstance(node, ast.keyword) and (node.arg or "").startswith("on_")
                if called and not isinstance(node.value, ast.Constant):
                    lambda_ = isinstance(node.value, ast.Lambda)
                    found.append((file.stem, "<lambda>" if lambda_ else ast.unparse(node.value)))
    return found


def test_every_button_calls_a_guarded_command() -> None:
    guarded = {name.rpartition(".")[2] for name, _ in _list_commands()}
    assert len(_list_callbacks()) > 60

    free = [
        (file, name)
        for file, name in _list_callbacks()
        if name not in _OWN_PAGE | _HANDED_ON and name.rpartition(".")[2] not in guarded
    ]

    assert free == []


@pytest.mark.parametrize("standing", _ALL)
def test_commands_are_refused_to_all_but_those_of_the_table(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, standing: Standing | None
) -> None:
    told: list[str] = []
    monkeypatch.setattr(state, "leave_notice", lambda _tone, text: told.append(text))
    # Only the guard is looked at: nothing behind it may happen to the workshop.
    monkeypatch.setattr(visitor, "_run", lambda _command, *_args, **_more: told.append("inside"))
    granted = GRANTED[standing] if standing else frozenset()
    with stand_in(make_badge(opened, standing)):
        for name, command in _list_commands():
            told.clear()
            command(opened.workshop.code)
            assert (told == ["inside"]) == (command.__dict__["need"] in granted), name
            assert len(told) == 1, name


def test_viewer_pressing_next_moves_nothing(opened: Opened) -> None:
    code = opened.workshop.code
    before = rooms.get_room(code)
    tab = open_tab("run", code)  # drawn for the office, pressed by a viewer
    with stand_in(make_badge(opened, Standing.VIEWER)):
        tab.button(key=state.NEXT).click().run()

    assert rooms.get_room(code) == before
    assert "見ることだけ" in "".join(read_warnings(tab))


def test_helper_moves_the_room_and_changes_no_promise(opened: Opened) -> None:
    code = opened.workshop.code
    before = rooms.get_room(code).step_key
    days = workshops.get_workshop(code).options.retention_days
    options = open_tab("options", code)  # drawn for the office, pressed by a helper
    options.number_input(key=state.OPTION_RETENTION).set_value(days + 1)
    with stand_in(make_badge(opened, Standing.HELPER)):
        tab = open_tab("run", code)
        tab.button(key=state.NEXT).click().run()
        assert rooms.get_room(code).step_key != before

        options.button(key="options_save").click().run()
        assert workshops.get_workshop(code).options.retention_days == days


def test_observer_reads_numbers_and_no_word(opened: Opened) -> None:
    code = opened.workshop.code
    sheet = next(one for one in opened.workshop.program.worksheets if one.many)
    participants.join(code, name="山田花子", affiliation="office", team="t1")
    text = next(one.key for one in sheet.questions if one.kind in ("short_text", "long_text"))
    answers.save_answer(
        Submission(code, "sent-00000001", sheet.key, {text: "ひみつの言葉"}, participant=None)
    )
    assert "ひみつの言葉" in "".join(read_texts(open_tab("summary", code)))

    with stand_in(make_badge(opened, Standing.OBSERVER)):
        tab = open_tab("totals", code)

    shown = read_markup(tab) + "".join(read_texts(tab))
    assert "回答 1件" in shown
    assert "ひみつの言葉" not in shown
    assert "山田花子" not in shown


def test_page_asks_for_the_key_again_each_time(opened: Opened) -> None:
    code = opened.workshop.code
    with stand_in(make_badge(opened, Standing.VIEWER)):
        tab = open_tab("run", code)
        assert _REFUSED not in read_markup(tab)

        passes.end_all(code)
        tab.run()

    assert _REFUSED in read_markup(tab)


def test_made_key_is_told_once_and_ended_with_a_button(opened: Opened) -> None:
    code = opened.workshop.code
    tab = open_tab("passes", code)
    tab.text_input(key=state.PASS_NAME).set_value("〇〇課長")
    tab.radio(key=state.PASS_ROLE).set_value(PassRole.OBSERVER)
    next(one for one in tab.button if one.label == "キーを作る").click().run()

    link = next(one.value for one in tab.code)
    assert find_key_standing(code, link.partition("#")[2]) is Standing.OBSERVER
    tab.button(key="pass_noted").click().run()
    assert not list(tab.code)
    (given,) = passes.list_passes(code)
    tab.button(key=f"end-pass-{given.id}").click().run()
    assert find_key_standing(code, link.partition("#")[2]) is None


def test_helpers_trace_names_whom_the_key_was_given_to(opened: Opened) -> None:
    with stand_in(make_badge(opened, Standing.HELPER)):
        assert visitor.name_visitor(opened.workshop.code) == "副進行役(人)"


@pytest.mark.parametrize("standing", list(Standing))
def test_right_without_a_workshop_holds_where_it_holds_in_one(
    opened: Opened, standing: Standing
) -> None:
    badge = make_badge(opened, standing)

    for need in Need:
        assert may(badge, need) == may(badge, need, opened.workshop.code)
        assert may(badge, need) == (need in GRANTED[standing])
    assert not may(None, Need.TOTALS)


def test_table_gives_each_role_what_was_promised_and_no_page_more() -> None:
    def list_pages(standing: Standing) -> set[str]:
        return {path for path, need in PAGES.items() if need in GRANTED[standing]} - {"", "home"}

    looks = {"run", "order", "summary", "guide", "totals"}
    runs = {"people", "enter", "notes", "files", "visits", "overlaps", "options"}
    assert list_pages(Standing.OBSERVER) == {"totals"}
    assert list_pages(Standing.VIEWER) == looks
    assert list_pages(Standing.HELPER) == looks | runs
    assert list_pages(Standing.FACILITATOR) == looks | runs | {"passes", "keeping"}
    assert list_pages(Standing.OFFICE) == set(PAGES) - {"", "home"}


def test_commands_that_end_or_delete_something_for_all_are_not_the_helpers() -> None:
    kept = {
        name
        for name, command in _list_commands()
        if command.__dict__["need"] not in GRANTED[Standing.HELPER]
    }

    assert kept == {
        *("commands.open_workshop", "commands.renew_key"),
        *("template_commands.keep", "template_commands.remove"),
        *(f"keeping_commands.{one}" for one in ("postpone", "erase")),
        *(f"keeping_commands.{one}" for one in ("check_newest", "schedule", "call_off")),
        *(f"pass_commands.{one}" for one in ("make_pass", "end_pass", "end_everything")),
    }
