"""Words go only as far as was promised to those who said them: searched in the unpacked files."""

import csv
import io
import re

import pytest

from facilitator.analysis.collect import collect_report
from facilitator.analysis.masking import MASKED
from facilitator.analysis.records import Report
from facilitator.analysis.threads import LOST_ROOT
from facilitator.exports.catalogue import EXPORTS, Export, find_export
from facilitator.exports.deck import make_deck
from programs.reading import read_program
from tests.facilitator.exports import town as sample
from tests.facilitator.exports.town import SECRETS, Town
from tests.facilitator.exports.unpacking import read_everything
from worksheets import answers, rooms, voting
from worksheets.promises import SHARING, Reach

OPEN = "朝、シャッターを開ける音で、となりの元気が分かるんだよ"
TOLD = re.compile("12票|人が投票")
WITH_WORDS = (
    "deck",
    "visits",
    "overlaps",
    "thanks",
    "answers",
    "answers-csv",
    "answers-json",
    "bundle",
)


@pytest.mark.parametrize("key", ["team-building", "community-building"])
def test_sharing_questions_of_shipped_programs_offer_known_reaches(key: str) -> None:
    program = read_program(key).program
    assert program is not None

    asked = [q for sheet in program.worksheets for q in sheet.questions if q.key == SHARING]

    assert all({option.key for option in one.options} <= set(Reach) for one in asked)


@pytest.mark.parametrize("secret", SECRETS)
def test_words_that_may_not_be_told_are_in_no_report(town_report: Report, secret: str) -> None:
    assert secret not in repr(town_report)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_words_that_may_not_be_told_are_in_no_file(export: Export, town_report: Report) -> None:
    text = read_everything(export.make(town_report))

    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("kind", WITH_WORDS)
def test_words_that_may_be_told_are_in_the_files(kind: str, town_report: Report) -> None:
    export = find_export(kind)
    assert export is not None

    assert OPEN in read_everything(export.make(town_report))


def test_records_kept_back_are_counted_and_thanked(town_report: Report) -> None:
    count = town_report.fieldwork
    assert count is not None
    # team, none, hidden, changed to none; the withdrawn one is gone altogether
    assert (count.records, count.withheld) == (10, 4)
    assert (count.planned, count.met, count.unplanned, count.returned) == (7, 10, 4, 2)

    thanks, visits = find_export("thanks"), find_export("visits")
    assert thanks is not None
    assert visits is not None

    assert read_everything(thanks.make(town_report)).count("お話を聞かせてくださったお礼<") == 10
    assert "ほかの4件は、載せない約束なので" in read_everything(visits.make(town_report))


def test_what_others_repeat_of_words_kept_back_is_covered(town_report: Report) -> None:
    found = town_report.find_worksheet("voices-found")
    own = town_report.find_worksheet("own-words")
    assert found is not None
    assert own is not None

    assert dict(found.answers[0].lines)["声を並べてみて、見えてきたこと"] == (
        f"並べてみると、{MASKED}という話もあった。ほかは直すことに集まった。"
    )
    assert own.answers[0].lines[-1][1] == f"{MASKED}と聞いて驚いた。"


def test_overlaps_on_words_kept_back_are_gone_and_ideas_stay(town_report: Report) -> None:
    overlaps, ideas = town_report.find_worksheet("overlaps"), town_report.find_worksheet("ideas")
    assert overlaps is not None
    assert ideas is not None

    assert (len(overlaps.answers), overlaps.withheld) == (6, 3)
    lost = {answer.headline: answer.lost_roots for answer in ideas.answers if answer.lost_roots}
    assert lost == {"畑の横で朝ごはん": 1, "もとの声がなくなった案": 1}
    lines = dict(ideas.answers[-1].lines)
    assert lines["もとになった重なり"] == LOST_ROOT
    lines = dict(ideas.answers[-2].lines)
    assert lines["もとになった重なり"] == f"朝の商店街の音が好きな二人、{LOST_ROOT}"


def test_threads_drop_lost_roots_and_count_them(town_report: Report) -> None:
    lost = {thread.end.headline: thread.lost_roots for thread in town_report.threads}

    assert lost["畑の横で朝ごはん"] == 1
    assert lost["もとの声がなくなった案"] == 1
    assert lost["ボタンも直す、服の交換会"] == 0


def test_thread_leads_from_voices_to_plan_without_systems_and_records(town_report: Report) -> None:
    (thread,) = (t for t in town_report.threads if t.end.headline == "ボタンも直す、服の交換会")

    keys = [stage.worksheet for stage in thread.stages]
    assert keys == ["voices", "overlaps", "ideas", "use-of-systems"]


def test_papers_of_the_teams_are_in_no_report(town_report: Report) -> None:
    for key in ("visit-plan", "interview-guide"):
        sheet = town_report.find_worksheet(key)
        assert sheet is not None
        assert (sheet.answers, sheet.withheld) == ((), 0)
    records = town_report.find_worksheet("interview-record")
    assert records is not None
    assert all(label != "どの訪問の記録ですか" for a in records.answers for label, _ in a.lines)


def test_record_taken_back_later_is_gone_from_the_next_files(town: Town) -> None:
    (record,) = town.give(
        "interview-record",
        {"who": "港で網を直す人", "sharing": "anonymous", "values": sample.WITHDRAWN_WORDS[::-1]},
        team="t1",
    )
    export = find_export("visits")
    assert export is not None
    assert sample.WITHDRAWN_WORDS[::-1] in read_everything(export.make(collect_report(town.code)))

    answers.withdraw(town.code, record, participant=None)

    text = read_everything(export.make(collect_report(town.code)))
    assert sample.WITHDRAWN_WORDS[::-1] not in text
    assert "港で網を直す人" not in text


def test_open_votes_are_in_no_file_until_their_result_is_public(town: Town) -> None:
    def read(key: str) -> str:
        export = find_export(key)
        assert export is not None
        return read_everything(export.make(collect_report(town.code, leaving=True)))

    assert {"12票", "人が投票"} <= set(
        TOLD.findall(read_everything(make_deck(collect_report(town.code))))
    )
    rows = list(csv.DictReader(io.StringIO(read("answers-csv").split(": ", 1)[1])))
    waiting = {export.key: read(export.key) for export in EXPORTS}
    voting.show_votes(town.code, "ideas", on=True)
    public = read("deck")
    rooms.open_votes(town.code, "ideas")  # voted on again: what was public is so no more

    assert [kind for kind, text in waiting.items() if TOLD.search(text)] == []
    assert {row["票"] for row in rows} == {""}
    assert "の票は、進行の画面で「結果を公開」を押すまで入りません。" in waiting["answers"]
    assert TOLD.search(public)
    assert not TOLD.search(read("deck"))
