"""A program as a text to read: meetings, steps, scripts, worksheets, cases, sources."""

from html import escape

import streamlit as st

from facilitator.parts import frame, steps
from facilitator.parts.cases import bullets, case, practice, source
from facilitator.parts.words import lines, plain
from programs.model import Meeting, Program, Statement, Step
from programs.questions import Question, Worksheet

_ABOUT = "プログラムについて"
_CASES = "事例と取組"


def whole_program(program: Program) -> None:
    """Show one part of the program at a time."""
    frame.heading(f"進め方　{program.title}", program.official_name)
    parts = {meeting.key: meeting for meeting in program.meetings}
    names = {meeting.key: plain(meeting.label) for meeting in program.meetings}
    options = ["about", *parts, *(["cases"] if program.cases or program.practices else [])]
    names |= {"about": _ABOUT, "cases": _CASES}
    chosen = st.segmented_control(
        "読むところ",
        options,
        default="about",
        required=True,
        format_func=names.__getitem__,
        key=f"guide_part-{program.key}",
        label_visibility="collapsed",
    )
    st.html(f'<article class="guide">{_read(program, chosen or "about")}</article>')


def _read(program: Program, part: str) -> str:
    if part == "about":
        return _about(program)
    if part == "cases":
        cases = "".join(case(program, one) for one in program.cases)
        return cases + "".join(practice(program, one) for one in program.practices)
    meeting = next(one for one in program.meetings if one.key == part)
    return _meeting(program, meeting)


def _about(program: Program) -> str:
    return (
        f'<p class="notice">{lines(program.notice)}</p>'
        f"{_statements(program, 'ねらい', program.aims)}"
        f"{_statements(program, '期待される効果', program.effects)}"
        f"{_statements(program, '主な内容', program.main_contents)}"
        f"{_statements(program, '対象', program.for_whom)}"
        f"{_statements(program, '向かない場合', program.not_for)}"
        f"<h2>約束</h2>{bullets(program.ground_rules)}"
        f"<h2>よくある場面と一言</h2>{steps.troubles(program.moments)}"
        f"<h2>出典</h2>{bullets(tuple(f'{one.title}({one.year})' for one in program.sources))}"
    )


def _statements(program: Program, title: str, found: tuple[Statement, ...]) -> str:
    if not found:
        return ""
    items = "".join(f"<li>{lines(one.text)} {source(program, one.source)}</li>" for one in found)
    return f"<h2>{title}</h2><ul>{items}</ul>"


def _meeting(program: Program, meeting: Meeting) -> str:
    homework = f"<h3>次回までの宿題</h3>{bullets(meeting.homework)}" if meeting.homework else ""
    rows = "".join(
        f"<tr><td>{number}</td><td>{'▽ ' if step.droppable else ''}{escape(step.title)}</td>"
        f"<td>{step.minutes}分</td><td>{step.shortest}分</td></tr>"
        for number, step in enumerate(meeting.steps, 1)
    )
    sheets = {sheet.key: sheet for sheet in program.worksheets}
    told = "".join(
        _step(program, step, number, sheets) for number, step in enumerate(meeting.steps, 1)
    )
    return (
        f"<h2>{escape(meeting.label)}　{escape(meeting.title)}</h2>"
        f"<p>{lines(meeting.aim)} {source(program, meeting.source)}</p>"
        f"<h3>終わったときに手元にあるもの</h3>{bullets(meeting.outcome)}{homework}"
        f"<h3>時間の流れ(合わせて{meeting.minutes}分)</h3>"
        "<table><thead><tr><th>番号</th><th>ステップ</th><th>時間</th><th>最短</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        '<p class="quiet">▽は、時間が押したときに飛ばしてよいステップです。</p>'
        f"{told}"
    )


def _step(program: Program, step: Step, number: int, sheets: dict[str, Worksheet]) -> str:
    asked = "".join(_worksheet(program, sheets[key]) for key in step.worksheets if key in sheets)
    when = f"{escape(step.when)}　" if step.when else ""
    trouble = f"<h4>つまずきと手当て</h4>{steps.troubles(step.troubles)}" if step.troubles else ""
    return (
        f"<section><h3>{number}. {escape(step.title)}<em>{when}{step.minutes}分</em></h3>"
        f"<p>{lines(step.aim)} {source(program, step.source)}</p>"
        f"<h4>言い方の例</h4><blockquote>{steps.script(step)}</blockquote>"
        f"<h4>すること</h4>{steps.things_to_do(step)}{trouble}{asked}</section>"
    )


def _worksheet(program: Program, sheet: Worksheet) -> str:
    questions = "".join(f"<li>{_question(question)}</li>" for question in sheet.questions)
    return (
        f'<div class="paper"><h4>ワークシート「{escape(sheet.title)}」</h4>'
        f"<p>{lines(sheet.lead)} {source(program, sheet.source)}</p><ol>{questions}</ol></div>"
    )


def _question(question: Question) -> str:
    options = "、".join(escape(option.label) for option in question.options)
    columns = "、".join(escape(column.label) for column in question.columns)
    words = "、".join(escape(label) for label in question.labels)
    notes = "　".join(text for text in (options, columns, words) if text)
    under = f'<br><span class="quiet">{notes}</span>' if notes else ""
    return f"{escape(question.label)}{'(必須)' if question.required else ''}{under}"
