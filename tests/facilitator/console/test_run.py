"""Running a meeting: moving, two facilitators, worksheets, answers, the clock."""

import pytest

from facilitator import state
from tests.facilitator.console.tabs import (
    open_tab,
    press,
    read_markup,
    read_texts,
    read_warnings,
)
from worksheets import answers, participants, rooms
from worksheets.records import Answer, StageView, Submission

HOSTILE = "<img src=x onerror=alert(1)> **太** [押](javascript:0) :material/home: $x^2$"


def give(code: str, sheet: str, *texts: str) -> list[Answer]:
    """Let a new participant write cards or a sheet."""
    person = participants.join(code, name="田中", affiliation="office", team="t1").participant
    for number, text in enumerate(texts):
        answers.save_answer(
            Submission(
                code=code,
                sent_id=f"{person.id}-{number}",
                worksheet=sheet,
                values={"text": text},
                participant=person,
            )
        )
    return list(answers.list_answers(code, sheet))


@pytest.fixture
def writing(code: str) -> str:
    """The code of a workshop whose room is at the step where people write."""
    rooms.go_next(code)
    return code


def test_next_and_back_move_the_room(code: str) -> None:
    tab = open_tab("run", code)

    press(tab, state.NEXT)
    there = rooms.get_room(code).step_key
    press(tab, state.BACK)

    assert (there, rooms.get_room(code).step_key) == ("write", "opening")


def test_next_from_a_page_drawn_before_another_moved_is_refused(code: str) -> None:
    mine, other = open_tab("run", code), open_tab("run", code)
    press(other, state.NEXT)

    press(mine, state.NEXT)

    assert rooms.get_room(code).step_key == "write"
    assert len(read_warnings(mine)) == 1
    assert "先に別の人がステップを進めたので" in read_warnings(mine)[0]
    assert "ステップ write" in read_markup(mine)


def test_warning_is_gone_after_the_next_command_that_works(code: str) -> None:
    mine, other = open_tab("run", code), open_tab("run", code)
    press(other, state.NEXT)
    press(mine, state.NEXT)

    press(mine, state.NEXT)

    assert (rooms.get_room(code).step_key, read_warnings(mine)) == ("vote", [])


def test_last_step_has_no_next(code: str) -> None:
    rooms.go_to(code, "meeting-2", "again")

    tab = open_tab("run", code)

    assert tab.button(key=state.NEXT).disabled


def test_jump_goes_to_any_step(code: str) -> None:
    tab = open_tab("run", code)

    press(tab, "jump-meeting-2-again")

    room = rooms.get_room(code)
    assert (room.meeting_key, room.step_key) == ("meeting-2", "again")


def test_worksheet_closes_and_opens(writing: str) -> None:
    tab = open_tab("run", writing)

    press(tab, "close-cards")
    closed = "cards" in rooms.get_room(writing).open_worksheets
    press(tab, "open-cards")

    assert (closed, "cards" in rooms.get_room(writing).open_worksheets) == (False, True)


def test_sharing_shows_answers_on_stage_and_takes_them_back(writing: str) -> None:
    give(writing, "cards", "移動手段がない")
    tab = open_tab("run", writing)

    press(tab, "share-cards")
    shown = rooms.get_room(writing)
    press(tab, "share-cards")

    assert (shown.shared, shown.stage_view) == (("cards",), StageView.ANSWERS)
    assert rooms.get_room(writing).shared == ()


def test_spotlight_shares_the_worksheet_and_shows_one_card(writing: str) -> None:
    [card] = give(writing, "cards", "移動手段がない")
    tab = open_tab("run", writing)

    press(tab, f"spot-{card.id}")

    room = rooms.get_room(writing)
    assert (room.spotlight, room.shared, room.stage_view) == (
        card.id,
        ("cards",),
        StageView.ANSWERS,
    )


def test_hidden_answer_leaves_everybody_elses_sight_and_comes_back(writing: str) -> None:
    [card] = give(writing, "cards", "隠したい言葉")
    tab = open_tab("run", writing)

    press(tab, f"hide-{card.id}")
    hidden = answers.list_answers(writing, "cards")
    press(tab, f"restore-{card.id}")

    assert hidden == ()
    assert [one.id for one in answers.list_answers(writing, "cards")] == [card.id]


def test_newest_answer_comes_first_and_long_lists_are_paged(writing: str) -> None:
    give(writing, "cards", *(f"カード{number}" for number in range(20)))

    tab = open_tab("run", writing)

    shown = [text for text in read_texts(tab) if text.startswith("カード")]
    assert shown == [f"カード{number}" for number in range(19, 11, -1)]


def test_anonymous_answers_show_no_name(writing: str) -> None:
    give(writing, "note", "記名の言葉")
    give(writing, "secret", "無記名の言葉")

    tab = open_tab("run", writing)

    shown = read_texts(tab)
    assert shown[shown.index("記名の言葉") + 1] == "1班・田中"
    assert shown[shown.index("無記名の言葉") + 1].strip() == ""


def test_answers_stay_text_whatever_they_contain(writing: str) -> None:
    give(writing, "cards", HOSTILE)

    tab = open_tab("run", writing)

    assert HOSTILE in read_texts(tab)
    assert "onerror" not in read_markup(tab)


def test_clock_starts_with_the_steps_minutes_pauses_and_stops(code: str) -> None:
    tab = open_tab("run", code)

    press(tab, "timer_start")
    running = rooms.get_room(code).timer
    press(tab, "timer_pause")
    paused = rooms.get_room(code).timer
    press(tab, "timer_more")
    longer = rooms.get_room(code).timer
    press(tab, "timer_stop")
    stopped = rooms.get_room(code).timer

    assert running.ends_at is not None
    assert paused.paused
    assert longer.seconds_left == pytest.approx((paused.seconds_left or 0) + 60)
    assert (stopped.ends_at, stopped.seconds_left) == (None, None)


def test_stage_shows_what_the_switch_says(code: str) -> None:
    tab = open_tab("run", code)

    press(tab, "view-blank")

    assert rooms.get_room(code).stage_view is StageView.BLANK


def test_notice_reaches_the_room_and_empties_the_field(code: str) -> None:
    tab = open_tab("run", code)
    tab.text_input(key=state.NOTICE_TEXT).set_value("10分後に再開します")

    press(tab, "notice_post")

    assert rooms.get_room(code).notice == "10分後に再開します"
    assert tab.text_input(key=state.NOTICE_TEXT).value == ""


def test_votes_open_and_close(code: str) -> None:
    rooms.go_to(code, "meeting-1", "vote")
    tab = open_tab("run", code)

    press(tab, "unvote-cards")
    closed = rooms.get_room(code).open_votes
    press(tab, "vote-cards")

    assert (closed, rooms.get_room(code).open_votes) == ((), ("cards",))


def test_page_without_a_workshop_says_where_to_go(box: object) -> None:  # noqa: ARG001 -- the toolkit in use
    tab = open_tab("run")

    assert "研修が選ばれていません" in read_markup(tab)
