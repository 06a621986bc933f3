"""The Word papers and the calendar that trainers hand in."""

import io
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar

from facilitator.analysis.records import Report
from facilitator.exports.catalogue import find_export
from facilitator.exports.text_fitting import count_lines
from tests.facilitator.analysis.sample import make_answer, report_of
from tests.facilitator.exports.finished import make_finished, make_small, read_voices
from tests.facilitator.exports.nasty import get_nasty

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


def test_letters_labels_stand_in_one_line_and_the_end_is_never_alone_on_a_page() -> None:
    document = Document(io.BytesIO(make("letters", FINISHED)))

    for table in document.tables:
        labels = [row.cells[0].text for row in table.rows]
        room = table.columns[0].width.pt - 11
        assert all(count_lines(label, width=room, size=11.5) == 1 for label in labels)
        assert all(
            cell.paragraphs[0].paragraph_format.keep_with_next for cell in table.rows[-1].cells
        )
    ends = [one for one in document.paragraphs if one.text == "以上"]
    assert [one.paragraph_format.keep_with_next for one in ends] == [True, True]
    assert "下記のとおり開催します" in "\n".join(one.text for one in document.paragraphs)


def test_minutes_have_no_heading_with_nothing_below_it() -> None:
    document = Document(io.BytesIO(make("minutes", FINISHED)))

    styles = [one.style.name for one in document.paragraphs if one.text]
    assert ("Heading 3", "Heading 3") not in pairwise(styles)
    assert ("Heading 3", "Heading 2") not in pairwise(styles)
    unsaid = [one.text for one in document.paragraphs if one.text.startswith("ほかに書いたもの")]
    assert any("全体共有メモ（6班）" in text for text in unsaid)


def test_minutes_cut_a_team_name_that_would_take_lines() -> None:
    report = get_nasty("strange team-building")
    longest = max((plan.team for plan in report.plans), key=len)
    assert len(longest) > 100

    text = read("minutes", report)

    assert longest[:15] in text
    assert longest not in text


def test_plan_paper_begins_with_the_empty_form_and_keeps_dates_in_one_line() -> None:
    empty = Document(io.BytesIO(make("plan-paper", EMPTY)))
    heading = next(one for one in empty.paragraphs if one.style.name == "Heading 1")
    assert not heading.paragraph_format.page_break_before

    due = [t for t in empty.tables if t.rows[0].cells[-1].text == "いつまで"]
    assert due
    # 「2026年12月31日」 takes 102 points at 11.5; LibreOffice adds 3 between figure and letter.
    assert all(table.columns[-1].width.pt - 11 >= 102 + 5 * 3 for table in due)


def test_who_gives_thanks_stands_on_one_page_and_lists_stay_short() -> None:
    document = Document(io.BytesIO(make("thanks", get_nasty("strange community-building"))))

    lines = document.paragraphs
    feet = [n for n, one in enumerate(lines) if one.text.startswith("うかがった者")]
    assert feet
    for n in feet:
        kept = [one.paragraph_format.keep_with_next for one in lines[n - 1 : n + 1]]
        assert kept == [True, True]
    names = [row.cells[1].text for row in document.tables[0].rows]
    assert max(map(len, names)) <= 41


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
