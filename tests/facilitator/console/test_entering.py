"""Writing for others on the console: people, teams, the office, every kind of question."""

import datetime as dt
from typing import Any

from streamlit.testing.v1 import AppTest

from facilitator import state
from tests.facilitator.console.tabs import open_tab, press, read_warnings
from worksheets import answers, participants, rooms
from worksheets.records import Participant, Submission


def open_sheet(code: str, sheet: str, person: Participant | None = None) -> AppTest:
    """Open the page for one worksheet, and for one person where it needs one."""
    tab = open_tab("enter", code)
    tab.selectbox(key=state.ENTER_SHEET).set_value(sheet).run()
    if person is not None:
        tab.selectbox(key=state.ENTER_PERSON).set_value(person.id).run()
    assert not tab.exception
    return tab


def find_key(tab: AppTest, name: str) -> str:
    """Return the key of a question's widget; it carries the id of the sheet of paper."""
    widgets = (*tab.text_input, *tab.text_area, *tab.selectbox, *tab.multiselect)
    more = (*tab.number_input, *tab.date_input)
    [key] = [
        str(one.key)
        for one in (*widgets, *more)
        if str(one.key).startswith("field-") and str(one.key).endswith(f"-{name}")
    ]
    return key


def list_values(code: str, sheet: str) -> list[dict[str, Any]]:
    return [dict(answer.values) for answer in answers.list_answers(code, sheet)]


def test_person_without_a_phone_is_added_and_written_for(code: str) -> None:
    rooms.go_next(code)
    tab = open_sheet(code, "note")
    tab.text_input(key=state.ADD_NAME).set_value("鈴木")
    tab.selectbox(key=state.ADD_TEAM).set_value("t2")
    press(tab, "enter_add_do")
    tab.text_area(key=find_key(tab, "text")).set_value("足がないと来られない")

    press(tab, "enter_save")

    [person] = participants.list_participants(code)
    [answer] = answers.list_answers(code, "note")
    assert (person.name, person.team) == ("鈴木", "t2")
    assert (answer.participant_id, answer.values) == (person.id, {"text": "足がないと来られない"})


def test_cards_are_added_one_after_the_other(code: str) -> None:
    rooms.go_next(code)
    person = participants.join(code, name="田中").participant
    tab = open_sheet(code, "cards", person)

    for text in ("一枚目", "二枚目"):
        tab.text_input(key=find_key(tab, "text")).set_value(text)
        press(tab, "enter_save")

    assert [values["text"] for values in list_values(code, "cards")] == ["一枚目", "二枚目"]


def test_team_sheet_is_corrected_and_keeps_its_earlier_version(code: str) -> None:
    rooms.go_next(code)
    tab = open_sheet(code, "together")
    tab.text_area(key=find_key(tab, "text")).set_value("はじめの文")
    press(tab, "enter_save")

    tab.text_area(key=find_key(tab, "text")).set_value("直した文")
    press(tab, "enter_save")

    [answer] = answers.list_answers(code, "together")
    versions = [dict(values) for values in answers.list_versions(code, answer.id)]
    assert (answer.team, dict(answer.values)) == ("t1", {"text": "直した文"})
    assert versions == [{"text": "はじめの文"}, {"text": "直した文"}]


def test_plenary_sheet_is_filled_while_its_step_is_over(code: str) -> None:
    tab = open_sheet(code, "plenary")
    tab.text_area(key=find_key(tab, "text")).set_value("事務局の記入")

    press(tab, "enter_save")

    assert list_values(code, "plenary") == [{"text": "事務局の記入"}]


def test_sheet_changed_by_another_meanwhile_is_not_overwritten(code: str) -> None:
    mine, other = open_sheet(code, "plenary"), open_sheet(code, "plenary")
    other.text_area(key=find_key(other, "text")).set_value("先の記入")
    press(other, "enter_save")
    mine.text_area(key=find_key(mine, "text")).set_value("あとの記入")

    press(mine, "enter_save")

    assert list_values(code, "plenary") == [{"text": "先の記入"}]
    assert "先に別の人がこの回答を直したので" in read_warnings(mine)[0]


def test_required_question_left_empty_says_so_and_keeps_the_page(code: str) -> None:
    rooms.go_next(code)
    person = participants.join(code, name="田中").participant
    tab = open_sheet(code, "cards", person)

    press(tab, "enter_save")

    assert list_values(code, "cards") == []
    assert read_warnings(tab) == ["「問い text」に答えてから送ってください。"]


def test_anonymous_sheet_shows_nothing_written_before(code: str) -> None:
    rooms.go_next(code)
    person = participants.join(code, name="田中").participant
    answers.save_answer(
        Submission(
            code=code,
            sent_id="s1",
            worksheet="secret",
            values={"text": "ひみつ"},
            participant=person,
        )
    )
    tab = open_sheet(code, "secret", person)
    shown = tab.text_area(key=find_key(tab, "text")).value
    tab.text_area(key=find_key(tab, "text")).set_value("上書き")

    press(tab, "enter_save")

    assert shown == ""
    assert list_values(code, "secret") == [{"text": "ひみつ"}]


def test_every_kind_of_question_is_stored_as_its_value(code: str) -> None:
    rooms.go_next(code)
    person = participants.join(code, name="田中").participant
    card = answers.save_answer(
        Submission(
            code=code,
            sent_id="s1",
            worksheet="cards",
            values={"text": "元のカード"},
            participant=person,
        )
    )
    tab = open_sheet(code, "all-kinds", person)
    tab.text_input(key=find_key(tab, "short")).set_value("短い")
    tab.text_area(key=find_key(tab, "long")).set_value("長い\n文")
    tab.selectbox(key=find_key(tab, "choice")).set_value("b")
    tab.multiselect(key=find_key(tab, "choices")).set_value(["a", "b"])
    tab.selectbox(key=find_key(tab, "scale")).set_value(4)
    tab.number_input(key=find_key(tab, "number")).set_value(7)
    tab.date_input(key=find_key(tab, "date")).set_value(dt.date(2026, 12, 1))
    tab.selectbox(key=find_key(tab, "position-x")).set_value(2)
    tab.selectbox(key=find_key(tab, "position-y")).set_value(5)
    tab.multiselect(key=find_key(tab, "rank")).set_value(["b", "a"])
    tab.multiselect(key=find_key(tab, "reference")).set_value([card.answer_id])
    table = find_key(tab, "short").removesuffix("short") + "table"
    tab.session_state[table] = {
        "edited_rows": {0: {"who": "課長"}},
        "added_rows": [{"who": "係長", "what": "声をかける"}],
        "deleted_rows": [],
    }

    press(tab, "enter_save")

    assert read_warnings(tab) == []
    assert list_values(code, "all-kinds") == [
        {
            "short": "短い",
            "long": "長い\n文",
            "choice": "b",
            "choices": ["a", "b"],
            "scale": 4,
            "number": 7,
            "date": "2026-12-01",
            "position": {"x": 2, "y": 5},
            "rank": ["b", "a"],
            "table": [{"who": "課長"}, {"who": "係長", "what": "声をかける"}],
            "reference": [card.answer_id],
        }
    ]


def test_typed_up_notes_are_shown_first_and_then_taken(code: str) -> None:
    rooms.go_next(code)
    tab = open_tab("notes", code)
    tab.selectbox(key=state.IMPORT_SHEET).set_value("cards").run()
    content = "カード,班\n移動手段がない,1班\n<b>担当</b>が決まらない,2班\n,3班\n"
    tab.file_uploader(key=state.IMPORT_FILE).upload("付箋.csv", content.encode("cp932"))
    tab.run()
    shown = list(tab.dataframe[0].value["内容"])

    press(tab, "import_take")

    found = [(one.team, one.values["text"]) for one in answers.list_answers(code, "cards")]
    assert shown == ["移動手段がない", "<b>担当</b>が決まらない"]
    assert found == [("t1", "移動手段がない"), ("t2", "<b>担当</b>が決まらない")]


def test_file_that_is_no_table_is_refused_with_a_sentence(code: str) -> None:
    tab = open_tab("notes", code)
    tab.file_uploader(key=state.IMPORT_FILE).upload("写真.csv", b"\x89PNG\x00\x00\x00")

    tab.run()

    assert not tab.exception
    assert "「写真.csv」は取り込める形式ではありません。" in read_warnings(tab)[0]
