"""Starting a workshop, its list, its options, its people."""

import pytest

from facilitator import state
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_warnings
from worksheets import participants, workshops
from worksheets.records import Opened, TeamChoice
from worksheets.toolkit import Toolkit


def test_list_without_workshops_explains_the_first_steps(box: Toolkit) -> None:  # noqa: ARG001 -- the toolkit in use
    tab = open_tab("home")

    assert "はじめに" in read_markup(tab)


def test_list_shows_titles_as_they_were_typed(box: Toolkit, opened: Opened) -> None:  # noqa: ARG001 -- the toolkit in use
    workshops.open_workshop(opened.workshop.program, title="<b>連携</b> *研修*")

    tab = open_tab("home")

    assert "&lt;b&gt;連携&lt;/b&gt; *研修*" in read_markup(tab)
    assert "<b>連携" not in read_markup(tab)


def test_new_workshop_begins_with_the_form_and_shows_its_key_once(box: Toolkit) -> None:  # noqa: ARG001 -- the toolkit in use
    tab = open_tab("new")
    tab.text_input(key=state.NEW_TITLE).set_value("連携を考える研修")
    tab.text_input(key=state.NEW_MUNICIPALITY).set_value("みどり市")
    tab.number_input(key=state.NEW_TEAMS).set_value(4)
    tab.selectbox(key=state.NEW_TEAM_CHOICE).set_value(TeamChoice.ASSIGN)

    press(tab, "new_start")
    [summary] = workshops.list_workshops()
    workshop = workshops.get_workshop(summary.code)
    shown = [code.value for code in tab.code]
    press(tab, "key_noted")

    assert (workshop.title, workshop.municipality) == ("連携を考える研修", "みどり市")
    assert len(workshop.options.teams) == 4
    assert workshop.options.team_choice is TeamChoice.ASSIGN
    assert workshop.options.purpose == workshop.program.purpose
    assert workshops.is_key(workshop.code, shown[0])
    assert [code.value for code in tab.code] == []


def test_new_workshop_without_a_title_is_not_opened(box: Toolkit) -> None:  # noqa: ARG001 -- the toolkit in use
    tab = open_tab("new")
    tab.text_input(key=state.NEW_TITLE).set_value("  ")

    press(tab, "new_start")

    assert workshops.list_workshops() == ()
    assert read_warnings(tab) == ["研修の名前を入れてください。"]


def test_renewed_key_replaces_the_old_one(opened: Opened) -> None:
    code = opened.workshop.code
    tab = open_tab("people", code)

    press(tab, "key_renew")

    assert workshops.is_key(code, tab.code[0].value)
    assert not workshops.is_key(code, opened.key)


def test_people_move_to_another_team(code: str) -> None:
    people = [participants.join(code, name=f"人{n}", team="t1").participant for n in range(3)]
    tab = open_tab("people", code)
    tab.multiselect(key=state.MOVE_WHO).set_value([people[0].id, people[2].id])
    tab.selectbox(key=state.MOVE_TO).set_value("t3")

    press(tab, "move_people")

    assert participants.count_by_team(code) == {"t1": 1, "t2": 0, "t3": 2}


def test_roster_marks_shared_terminals_and_people_entered_by_others(code: str) -> None:
    terminal = participants.join(code, team="t1", shared_device=True).participant
    participants.add_person(terminal, name="鈴木")
    participants.join(code, name="<b>田中</b>", team="t2")

    tab = open_tab("people", code)

    table = tab.dataframe[0].value
    assert list(zip(table["班"], table["名前"], table["端末"], strict=True)) == [
        ("1班", "(班の共用端末)", "共用端末 ○ 接続なし"),
        ("1班", "鈴木", "代理入力"),
        ("2班", "<b>田中</b>", "スマホ ○ 接続なし"),
    ]


def test_joining_closes_and_opens(code: str) -> None:
    tab = open_tab("people", code)

    press(tab, "joining_close")
    closed = workshops.get_workshop(code).options.joining_open
    press(tab, "joining_open")

    assert (closed, workshops.get_workshop(code).options.joining_open) == (False, True)


@pytest.mark.parametrize(
    ("edits", "names"),
    [
        ({"edited_rows": {0: {"name": "梅"}}}, ["梅", "2班", "3班"]),
        ({"added_rows": [{"name": "竹"}]}, ["1班", "2班", "3班", "竹"]),
        ({"deleted_rows": [1]}, ["1班", "3班"]),
    ],
)
def test_teams_are_renamed_added_and_taken_away(
    code: str, edits: dict[str, object], names: list[str]
) -> None:
    tab = open_tab("options", code)
    nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    tab.session_state[state.OPTION_TEAMS] = nothing | edits

    press(tab, "options_save")

    assert [team.name for team in workshops.get_workshop(code).options.teams] == names


def test_team_with_people_is_not_taken_away(code: str) -> None:
    participants.join(code, name="田中", team="t2")
    tab = open_tab("options", code)
    tab.session_state[state.OPTION_TEAMS] = {
        "edited_rows": {},
        "added_rows": [],
        "deleted_rows": [1],
    }

    press(tab, "options_save")

    assert len(workshops.get_workshop(code).options.teams) == 3
    assert "「2班」には人か回答があるので" in read_warnings(tab)[0]
