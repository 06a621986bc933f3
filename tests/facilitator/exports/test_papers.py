"""The Word papers and the calendar that trainers hand in."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar

from facilitator.analysis.records import Report
from facilitator.exports.catalogue import find_export
from tests.facilitator.analysis.sample import make_answer, report_of
from tests.facilitator.exports.finished import make_finished, make_small, read_voices

EMPTY = report_of([])
FINISHED = make_finished(read_voices())
PAPERS = ("plan-paper", "minutes", "handover", "trip", "letters")
NASTY = "=1+1 <b>太字</b> \u202e\x0b葛󠄀城市𠮷野家👨‍👩‍👧"


def make(key: str, report: Report) -> bytes:
    export = find_export(key)
    assert export is not None
    return export.make(report)


def read_lines(content: bytes) -> list[str]:
    """Return everything a reader sees, paragraphs and cells in their order."""
    document = Document(io.BytesIO(content))
    lines: list[str] = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(part.text)
    return lines


def read(key: str, report: Report) -> str:
    return "\n".join(read_lines(make(key, report)))


def test_plan_paper_holds_every_plan_and_step_by_day() -> None:
    text = read("plan-paper", FINISHED)

    for plan in FINISHED.plans:
        assert plan.title in text
    steps = text[text.index("最初の一歩（期日の早い順）") :]
    assert steps.index("2026年12月11日") < steps.index("2026年12月18日") < steps.index("未定")
    assert "所属長の確認" in text


def test_plan_paper_without_plans_is_a_form_to_fill_in() -> None:
    lines = read_lines(make("plan-paper", EMPTY))

    assert "実行プランは、まだ書かれていません。手で書きこめる様式を付けます。" in lines
    assert "主担当(役割) | " in lines


def test_minutes_tell_what_was_found_and_decided_in_each_meeting() -> None:
    text = read("minutes", FINISHED)

    assert text.index("第1回") < text.index("第2回") < text.index("第3回")
    assert "最も票を集めたのは" in text
    assert "実行プラン「合同の昼休み『ひるつな』」を書いた（1班）" in text
    assert "口頭の発言は入っていません" in text


def test_minutes_name_nobody() -> None:
    assert "みどり" not in read("minutes", FINISHED)


def test_handover_tells_where_each_plan_came_from_and_what_is_due() -> None:
    text = read("handover", FINISHED)

    assert text.count("どこから来たか") == len(FINISHED.plans)
    assert "2026年12月11日 | 委託先の3か所に電話で趣旨を伝える" in text
    assert "データの置き場所と、消す日" in text


def test_trip_report_leaves_the_views_to_the_writer() -> None:
    lines = read_lines(make("trip", FINISHED))

    assert "分かったこと・学んだこと | " in lines
    assert any(line.startswith("書いたもの：事前アンケート（40人）") for line in lines)


def test_letters_keep_the_official_order_and_fix_no_day() -> None:
    lines = read_lines(make("letters", FINISHED))

    order = ["＿＿＿第＿＿＿＿号", "＿＿＿＿年＿＿月＿＿日", "（所属長）　様"]
    start = lines.index(order[2]) - 2
    assert lines[start : start + 3] == order
    rest = lines[start:]
    assert rest.index("記") < rest.index("以上")
    assert not any("2026年" in line for line in lines)
    assert "社会福祉法第106条の3" in "\n".join(rest)


@pytest.mark.parametrize("key", PAPERS)
def test_paper_of_an_empty_workshop_says_what_is_missing(key: str) -> None:
    assert "　".join(read_lines(make(key, EMPTY))).strip()


@pytest.mark.parametrize("key", ["plan-paper", "minutes", "handover"])
def test_strange_words_come_through_as_words(key: str) -> None:
    text = read(key, make_small(NASTY))

    assert "=1+1 <b>太字</b>" in text
    assert "葛󠄀城市𠮷野家👨‍👩‍👧" in text
    assert "\u202e" not in text


def read_events(report: Report) -> list[dict[str, Any]]:
    calendar = Calendar.from_ical(make("calendar", report))
    return [
        {key.lower(): event.decoded(key) for key in ("UID", "SUMMARY", "DTSTART", "DESCRIPTION")}
        for event in calendar.walk("VEVENT")
    ]


def test_letters_list_below_the_mark_has_no_rules_and_no_head() -> None:
    tables = Document(io.BytesIO(make("letters", FINISHED))).tables

    assert len(tables) == 2
    assert all(table._tbl.find(".//" + qn("w:tblBorders")) is None for table in tables)
    assert all(table.style.name == "Normal Table" for table in tables)
    assert tables[1].rows[0].cells[0].text == "1　依頼すること"


def test_row_longer_than_a_page_may_be_cut_and_a_short_one_not() -> None:
    document = Document(io.BytesIO(make("plan-paper", make_small("長い話。" * 2000))))

    rows = [row for table in document.tables for row in table.rows]
    whole = [max(len(cell.text) for cell in row.cells) for row in rows if _is_whole(row)]
    free = [max(len(cell.text) for cell in row.cells) for row in rows if not _is_whole(row)]
    assert max(whole) < 600 <= min(free)


def _is_whole(row: Any) -> bool:
    return row._tr.find(".//" + qn("w:cantSplit")) is not None


def test_calendar_has_an_entry_for_each_step_with_a_day_and_the_follow_up() -> None:
    events = read_events(FINISHED)

    due = [step.due for step in FINISHED.first_steps if step.due]
    steps = [event for event in events if event["summary"].startswith("【期日】")]
    assert [event["dtstart"] for event in steps] == due
    assert len({event["uid"] for event in events}) == len(events)


def test_calendar_entries_keep_their_ids_when_a_step_is_put_off() -> None:
    def make_report(day: str) -> Report:
        steps = [{"what": "電話する", "who": "地域福祉係", "due": day}]
        plan = {"name": "昼休み", "steps": steps}
        return report_of([make_answer(1, "plan", plan)])

    first, later = read_events(make_report("2026-12-11")), read_events(make_report("2026-12-18"))

    assert [one["uid"] for one in first] == [one["uid"] for one in later]
    assert [one["dtstart"].day for one in (*first, *later)] == [11, 18]


def test_calendar_of_strange_words_can_be_read_again() -> None:
    events = read_events(make_small(NASTY + "\nEND:VEVENT\nBEGIN:VEVENT"))

    assert all(len(event) == 4 for event in events)
