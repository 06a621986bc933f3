"""Visits of teams: how far they are, what needs an eye, and the mails about them."""

from datetime import UTC, date, datetime

import pytest

from facilitator.analysis.fieldwork import Fieldwork, Stage, make_fieldwork
from facilitator.analysis.fieldwork_attention import Attention, list_attention
from facilitator.analysis.likeness import are_alike
from facilitator.analysis.reminders import (
    Invitation,
    Moment,
    find_next_meeting,
    make_reminders,
    suggest_moment,
)
from programs.questions import Option, QuestionKind
from tests.heard import make_heard_program
from tests.samples import make_program, make_question
from worksheets.promises import Reach
from worksheets.records import Answer, Options, Team, Workshop

NOW = datetime(2026, 12, 10, 3, 0, tzinfo=UTC)
TEAMS = (Team("t1", "1班"), Team("t2", "2班"))
INVITATION = Invitation("つながる研修", "http://192.168.1.5/p/ABCDEF", "第2回")


def make_workshop(*, asks_tie: bool = True) -> Workshop:
    program = make_heard_program()
    if asks_tie:
        tie = make_question(
            "tie",
            QuestionKind.CHOICE,
            options=[Option(key="thin", label="うすい"), Option(key="close", label="近い")],
        )
        meetings = tuple(
            meeting.model_copy(
                update={
                    "worksheets": tuple(
                        sheet.model_copy(update={"questions": (*sheet.questions, tie)})
                        if sheet.key == "plan"
                        else sheet
                        for sheet in meeting.worksheets
                    )
                }
            )
            for meeting in program.meetings
        )
        program = program.model_copy(update={"meetings": meetings})
    return Workshop("ABCDEF", "つながる研修", "", program, Options(teams=TEAMS), NOW)


class Given:
    """Answers as storage would give them."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []

    def add(
        self,
        worksheet: str,
        values: dict[str, object],
        *,
        team: str = "t1",
        writer: str = "田中",
        hidden: bool = False,
    ) -> str:
        key = f"{worksheet}-{len(self.answers)}"
        self.answers.append(
            Answer(
                id=key,
                worksheet=worksheet,
                values=values,
                participant_id=writer,
                name=writer,
                team=team,
                affiliation="",
                field="",
                version=1,
                revision=1,
                hidden=hidden,
                given_at=datetime(2026, 12, 1, 3, 0, tzinfo=UTC),
            )
        )
        return key

    def visit(self, whom: str, *, team: str = "t1", **values: object) -> str:
        return self.add("plan", {"whom": whom, "tie": "thin", **values}, team=team)

    def record(self, visit: str = "", *, team: str = "t1", **values: object) -> str:
        names = {"visit": [visit]} if visit else {}
        told = {"who": "店の人", "sharing": "anonymous", "values": "一つ\n二つ"}
        writer = str(values.pop("writer", "田中"))
        hidden = bool(values.pop("hidden", False))
        return self.add(
            "record", {**told, **names, **values}, team=team, writer=writer, hidden=hidden
        )

    def read(self, *, asks_tie: bool = True) -> Fieldwork:
        found = make_fieldwork(make_workshop(asks_tie=asks_tie), self.answers, now=NOW)
        assert found is not None
        return found

    def attention(self, team: str = "t1") -> list[Attention]:
        return [one for one in list_attention(self.read()) if one.team in ("", team)]


@pytest.fixture
def given() -> Given:
    return Given()


def test_program_without_interviews_has_no_fieldwork() -> None:
    workshop = Workshop("ABCDEF", "", "", make_program(), Options(teams=TEAMS), NOW)

    assert make_fieldwork(workshop, [], now=NOW) is None


def test_visits_are_counted_by_how_far_they_are(given: Given) -> None:
    given.visit("花屋", state="not-yet")
    given.visit("魚屋", state="dated")
    given.visit("銭湯", state="met")
    written = given.visit("農家", state="dated")  # nobody came back to tick it
    returned = given.visit("漁師", state="met")
    given.visit("会社", state="declined")
    given.record(written)
    given.record(returned, returned="done")

    [first, second] = given.read().teams

    assert [first.count(stage) for stage in Stage] == [5, 4, 3, 2, 1]
    assert (first.declined, second.visits) == (1, ())


def test_record_without_a_plan_is_a_visit_of_its_own(given: Given) -> None:
    given.record(who="通りで会った人")

    [visit] = given.read().visits

    assert (visit.whom, visit.stage, visit.planned) == ("通りで会った人", Stage.WRITTEN, False)


@pytest.mark.parametrize("sharing", ["team", "none", "", "nonsense"])
def test_call_name_of_a_record_that_stays_never_enters(given: Given, sharing: str) -> None:
    given.record(who="ひみつの呼び名", sharing=sharing)

    assert "ひみつの呼び名" not in repr(given.read())


def test_records_are_counted_by_their_reach(given: Given) -> None:
    for sharing in ("anonymous", "team", "team", "none"):
        given.record(sharing=sharing)

    fieldwork = given.read()

    assert [fieldwork.count_reach(reach) for reach in Reach] == [1, 2, 1]


def test_team_without_a_visit_needs_attention(given: Given) -> None:
    given.visit("花屋")

    found = list_attention(given.read())

    assert [(one.kind, one.team) for one in found] == [("no-visit", "t2")]


def test_team_that_visits_only_those_close_to_welfare_needs_attention(given: Given) -> None:
    given.visit("民生委員", tie="close")

    assert [one.kind for one in given.attention()] == ["no-thin-tie"]
    asked = list_attention(given.read(asks_tie=False))
    assert "no-thin-tie" not in [one.kind for one in asked]


@pytest.mark.parametrize(("day", "kinds"), [("2026-12-08", ["not-written"]), ("2026-12-09", [])])
def test_visit_met_two_days_ago_and_not_written_needs_attention(
    given: Given, day: str, kinds: list[str]
) -> None:
    given.visit("花屋", state="met", day=day)

    assert [one.kind for one in given.attention()] == kinds


def test_day_of_a_visit_that_passed_in_silence_needs_attention(given: Given) -> None:
    given.visit("花屋", state="dated", day="2026-12-09")
    given.visit("魚屋", state="dated", day="2026-12-10")

    [found] = given.attention()

    assert found.text.startswith("1班の「花屋」は、訪問の日（12月9日（水））を過ぎましたが")


def test_same_person_planned_by_two_teams_needs_attention(given: Given) -> None:
    given.visit("商店街の花屋さん")
    given.visit("商店街の花屋のご主人", team="t2")
    given.visit("公園で遊ぶ親子", team="t2")

    [found] = [one for one in given.attention("t2") if one.kind == "same-person"]

    assert "「商店街の花屋さん」と2班の「商店街の花屋のご主人」" in found.text


def test_same_visit_written_twice_needs_attention(given: Given) -> None:
    visit = given.visit("花屋")
    given.record(visit)
    given.record(visit, writer="鈴木")

    [found] = given.attention()

    assert (found.kind, "2人以上が書いた記録が2件" in found.text) == ("written-twice", True)


def test_two_records_without_a_plan_of_one_person_are_told_once(given: Given) -> None:
    given.record(who="花屋さん")
    given.record(who="花屋の方")

    kinds = [one.kind for one in given.attention()]

    assert kinds.count("written-twice") == 1


def test_return_that_was_promised_and_not_ticked_needs_attention(given: Given) -> None:
    late = given.visit("花屋")
    given.record(late, **{"return-day": "2026-12-09", "returned": "not-yet"})
    done = given.visit("魚屋")
    given.record(done, **{"return-day": "2026-12-09", "returned": "done"})
    later = given.visit("銭湯")
    given.record(later, **{"return-day": "2026-12-10"})

    assert [one.kind for one in given.attention()] == ["not-returned"]


@pytest.mark.parametrize(("words", "said"), [("", "空"), ("うん", "1行だけ")])
def test_record_with_hardly_a_word_needs_attention(given: Given, words: str, said: str) -> None:
    given.record(given.visit("花屋"), values=words)

    [found] = given.attention()

    assert f"聞いた言葉が{said}です" in found.text


def test_words_written_against_the_promise_need_attention_without_being_told(
    given: Given,
) -> None:
    given.record(given.visit("花屋"), sharing="none", values="言わないで")

    found = given.attention()

    assert [one.kind for one in found] == ["none-with-words"]
    assert "言わないで" not in found[0].text


def test_hidden_record_still_counts_as_written(given: Given) -> None:
    given.record(given.visit("花屋"), sharing="none", values="", hidden=True)

    assert given.read().count(Stage.WRITTEN) == 1
    assert given.attention() == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("喫茶店のマスター", "喫茶店マスターさん", True),
        ("商店街で店を開いている人", "商店街で店を開く方", True),
        ("八百屋", "魚屋", False),
        ("", "", False),
        ("の人", "さん", False),
        ("🎣の人", "🎣の方", True),
    ],
)
def test_names_are_alike_or_not(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike


def test_one_day_in_japan_is_one_day(given: Given) -> None:
    late_evening = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)
    given.visit("花屋")

    fieldwork = make_fieldwork(make_workshop(), given.answers, now=late_evening)

    assert fieldwork is not None
    assert fieldwork.today == date(2026, 12, 11)


@pytest.mark.parametrize("moment", list(Moment))
def test_reminders_carry_the_way_in_and_no_names(given: Given, moment: Moment) -> None:
    given.record(given.visit("花屋の山田さん", state="met"), who="花屋の山田さん", writer="鈴木")

    general, *of_teams = make_reminders(given.read(), moment, INVITATION)

    assert [one.team for one in of_teams] == ["t1", "t2"]
    for reminder in (general, *of_teams):
        assert INVITATION.url in reminder.text
        assert reminder.subject.startswith("【つながる研修】")
        assert not any(word in reminder.text for word in ("山田", "鈴木", "花屋", "{"))


def test_reminder_tells_a_team_its_own_numbers(given: Given) -> None:
    given.visit("花屋", state="met")
    given.visit("魚屋", state="asked")

    _, first, second = make_reminders(given.read(), Moment.HALFWAY, INVITATION)

    assert "いまの訪問計画は2件、会った方は1件です。" in first.text
    assert "記録が1件まだです" in first.text
    assert "まだ予定が書かれていません" in second.text


def test_reminder_of_returns_counts_what_is_owed(given: Given) -> None:
    given.record(given.visit("花屋"), **{"return-what": "紙1枚"})
    given.record(given.visit("魚屋"), **{"return-what": "紙1枚", "returned": "done"})

    _, first, _ = make_reminders(given.read(), Moment.RETURN, INVITATION)

    assert "まだ印の付いていないものが1件あります" in first.text


def test_moment_follows_the_visits(given: Given) -> None:
    seen = [suggest_moment(given.read())]
    visit = given.visit("花屋", state="met")
    other = given.visit("魚屋")
    seen.append(suggest_moment(given.read()))
    given.record(visit)
    given.record()
    seen.append(suggest_moment(given.read()))
    given.record(other, returned="done")
    seen.append(suggest_moment(given.read()))

    assert seen == [Moment.START, Moment.HALFWAY, Moment.BEFORE, Moment.RETURN]


def test_meeting_after_the_visits_is_named_by_the_program() -> None:
    assert find_next_meeting(make_heard_program()) == "第2回"
    assert find_next_meeting(make_program()) == "次の回"
