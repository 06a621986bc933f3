"""The page of the visits: progress, what needs an eye, stories, reminders, and promises kept."""

import pytest

from facilitator import state
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_texts
from tests.heard import Hall
from worksheets import answers, rooms
from worksheets.records import StageView
from worksheets.toolkit import Toolkit

HOSTILE = "<img src=x onerror=alert(1)> **太** [押](javascript:0)"
SECRET = "ここだけの話です"


@pytest.fixture
def hall(box: Toolkit) -> Hall:  # noqa: ARG001 -- the workshop lives in it
    return Hall()


def read_page(code: str, page: str = "visits") -> str:
    tab = open_tab(page, code)
    shown = [read_markup(tab), *read_texts(tab), *(block.value for block in tab.code)]
    shown += [str(table.value) for table in tab.dataframe]
    shown += [str(options) for box in tab.selectbox for options in box.options]
    return "\n".join(shown)


def test_page_counts_how_far_the_visits_are(hall: Hall) -> None:
    visit = hall.give("plan", {"whom": "花屋", "state": "met"})
    hall.give("plan", {"whom": "魚屋", "state": "dated"})
    hall.record("花屋", visit=[visit], values="花\n水")

    shown = read_page(hall.code)

    assert "予定 2件、お願い・日決め 2件、会った 1件、書いた 1件、お返しした 0件" in shown
    assert "2班には、訪問の予定がまだ1件もありません。" in shown


def test_links_to_visits_stand_only_where_people_are_sent_out(hall: Hall, code: str) -> None:
    def list_links(of: str) -> list[str]:
        return [link.proto.label for link in open_tab("run", of).get("page_link")]

    assert {"訪問", "声と重なり"} <= set(list_links(hall.code))
    assert not {"訪問", "声と重なり"} & set(list_links(code))


def test_page_of_a_program_without_visits_says_so(code: str) -> None:
    assert "このプログラムには、訪問の期間がありません。" in read_page(code)


def test_story_for_everybody_is_read_and_shown_large(hall: Hall) -> None:
    story = hall.record("花屋の主人", values="水やりが好き", words=[{"word": "花はいいよ"}])
    tab = open_tab("visits", hall.code)
    shown = read_markup(tab)

    press(tab, f"spot-{story}")

    room = rooms.get_room(hall.code)
    assert all(words in shown for words in ("花屋の主人", "水やりが好き", "「花はいいよ」"))
    assert (room.spotlight, room.shared, room.stage_view) == (
        story,
        ("record",),
        StageView.ANSWERS,
    )


def test_story_is_hidden_and_comes_back(hall: Hall) -> None:
    story = hall.record("花屋の主人")
    tab = open_tab("visits", hall.code)

    press(tab, f"hide-{story}")
    hidden = answers.list_answers(hall.code, "record")
    press(tab, f"restore-{story}")

    assert hidden == ()
    assert [one.id for one in answers.list_answers(hall.code, "record")] == [story]


@pytest.mark.parametrize("sharing", ["team", "none"])
@pytest.mark.parametrize("page", ["visits", "overlaps", "run", "summary", "enter", "notes"])
def test_words_that_stay_in_the_team_are_on_no_page(hall: Hall, page: str, sharing: str) -> None:
    kept = hall.record(SECRET, sharing, values=SECRET, words=[{"word": SECRET}])
    voice = hall.give("heard", {"text": SECRET, "sharing": "anonymous", "from": [kept]})
    other = hall.give("heard", {"text": "公の言葉", "sharing": "anonymous"})
    hall.give("overlaps", {"name": SECRET, "a": [voice], "b": [other], "reason": SECRET})
    hidden = hall.give("heard", {"text": SECRET, "sharing": "anonymous", "from": [kept]})
    answers.hide_answer(hall.code, hidden)
    choosers = {"enter": state.ENTER_SHEET, "summary": "summary_sheet-meeting-1"}
    for key in ("record", "heard", "overlaps") if page in choosers else ():
        tab = open_tab(page, hall.code)
        tab.selectbox(key=choosers[page]).set_value(key).run()
        assert not tab.exception
        options = [str(option) for box in tab.selectbox for option in box.options]
        assert not any(SECRET in text for text in (read_markup(tab), *read_texts(tab), *options))

    assert SECRET not in read_page(hall.code, page)


def test_team_only_record_is_told_of_without_its_words(hall: Hall) -> None:
    hall.record("花屋", "team", values=SECRET)
    hall.record("魚屋", "none")

    shown = read_page(hall.code)

    assert "班の中だけの約束のもの 1件、ほかの人には伝えない約束のもの 1件。" in shown
    assert "1班が書いた記録" in shown


def test_reminders_are_ready_to_copy_for_each_moment(hall: Hall) -> None:
    hall.give("plan", {"whom": "花屋の山田さん", "state": "not-yet"})
    tab = open_tab("visits", hall.code)
    first = [block.value for block in tab.code]

    tab.segmented_control(key="reminder_moment").set_value("before").run()

    assert not tab.exception
    later = [block.value for block in tab.code]
    assert first[0] == "【町】訪問が始まります"
    assert later[0] == "【町】第2回の前のお願い"
    assert len(later) == 6  # subject and text: for everybody and for two teams
    assert all(f"/j/{hall.code}" in text for text in later[1::2])
    assert not any("山田" in text for text in (*first, *later))


def test_what_people_wrote_stays_text(hall: Hall) -> None:
    hall.give("plan", {"whom": HOSTILE, "state": "met", "day": "2020-01-01"})
    hall.record(HOSTILE, values=HOSTILE, words=[{"word": HOSTILE}])

    shown = read_markup(open_tab("visits", hall.code))

    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img" not in shown
