"""The shipped program of the community on the console: systems in four fields, plans with roots."""

import pytest

from programs.reading import read_program
from tests.facilitator.console.tabs import open_tab, read_markup, read_texts
from worksheets import answers, participants, rooms, workshops
from worksheets.records import Options, Participant, Submission
from worksheets.toolkit import Toolkit


class Town:
    """An open workshop of the community program with one person in each of two teams."""

    def __init__(self) -> None:
        program = read_program("community-building").program
        assert program is not None
        opened = workshops.open_workshop(
            program, title="みどり町", options=Options(teams=workshops.make_teams(2))
        )
        self.code = opened.workshop.code
        self.person: Participant = participants.join(
            self.code, name="田中", affiliation=program.affiliations[0].key, team="t1"
        ).participant
        self._sent = 0

    def give(self, worksheet: str, values: dict[str, object]) -> str:
        rooms.open_worksheet(self.code, worksheet)
        self._sent += 1
        return answers.save_answer(
            Submission(
                code=self.code,
                sent_id=f"sent-{self._sent}",
                worksheet=worksheet,
                values=values,
                participant=self.person,
            )
        ).answer_id


@pytest.fixture
def town(box: Toolkit) -> Town:  # noqa: ARG001 -- the workshop lives in it
    return Town()


def read_summary(town: Town, sheet: str) -> str:
    tab = open_tab("summary", town.code)
    tab.selectbox(key="summary_meeting").set_value("meeting-3").run()
    tab.selectbox(key="summary_sheet-meeting-3").set_value(sheet).run()
    assert not tab.exception
    return "\n".join((read_markup(tab), *read_texts(tab)))


@pytest.mark.parametrize("page", ["summary", "run"])
def test_systems_taken_stock_of_stand_in_four_fields(town: Town, page: str) -> None:
    town.give("stocktake-systems", {"name": "地域ケア会議", "place": "formal-find"})
    town.give("stocktake-systems", {"name": "ふれあいサロン", "place": "informal-solve"})
    town.give("stocktake-systems", {"name": "謎の協定", "place": "unclear"})

    shown = (
        read_summary(town, "stocktake-systems")
        if page == "summary"
        else read_markup(open_tab("run", town.code))
    )

    assert "<td><b>1枚</b>地域ケア会議</td>" in shown
    assert shown.count("<b>0枚</b>△ まだありません") == 2
    assert "分からない・当てはまらない 1枚：謎の協定" in shown


def test_plan_names_its_systems_and_shows_its_roots(town: Town) -> None:
    system = town.give("stocktake-systems", {"name": "ふれあいサロン"})
    voices = [
        town.give("voices", {"text": text, "sharing": "anonymous"})
        for text in ("座るところがない", "店の奥が空いている")
    ]
    overlap = town.give("overlaps", {"name": "店先のベンチ", "a": voices[:1], "b": voices[1:]})
    idea = town.give("ideas", {"idea": "朝のれんの会", "from": [overlap]})
    town.give(
        "use-of-systems",
        {"name": "ベンチの会", "ideas": [idea], "systems": [system], "judgement": "combine"},
    )

    shown = read_summary(town, "use-of-systems")

    assert "使う事業、会議、拠点、人、予算：ふれあいサロン" in shown
    assert "どう支えますか：組み合わせて動かす" in shown
    thread = shown[shown.index("もとをたどると") :]
    places = [
        thread.index(word) for word in ("「座るところがない」", "店先のベンチ", "朝のれんの会")
    ]
    assert places == sorted(places)


def test_plan_says_when_a_root_was_taken_back(town: Town) -> None:
    voices = [
        town.give("voices", {"text": text, "sharing": "anonymous"})
        for text in ("座るところがない", "店の奥が空いている")
    ]
    overlap = town.give("overlaps", {"name": "店先のベンチ", "a": voices[:1], "b": voices[1:]})
    idea = town.give("ideas", {"idea": "朝のれんの会", "from": [overlap]})
    town.give("use-of-systems", {"name": "ベンチの会", "ideas": [idea]})
    before = read_summary(town, "use-of-systems")

    answers.withdraw(town.code, voices[0], participant=town.person)

    shown = read_summary(town, "use-of-systems")
    assert "店先のベンチ" in before
    assert "店先のベンチ" not in shown
    assert "▲ もとになった声が1つ取り下げられました。" in shown
