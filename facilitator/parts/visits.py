"""The visits on the page: numbers, symbols and words for each team, and what needs an eye."""

from datetime import UTC, datetime

import streamlit as st

from facilitator.analysis.fieldwork import (
    DECLINED_SYMBOL,
    STAGE_SYMBOLS,
    STAGE_WORDS,
    Fieldwork,
    Stage,
    TeamVisits,
    Visit,
    make_fieldwork,
)
from facilitator.analysis.fieldwork_attention import list_attention
from facilitator.analysis.wording import short_day
from facilitator.parts.words import escape
from worksheets.answers import list_answers
from worksheets.promises import Reach
from worksheets.records import Workshop

_DECLINED = "見送り"


def read_fieldwork(workshop: Workshop) -> Fieldwork | None:
    """Read how far the visits are now."""
    given = list_answers(workshop.code, hidden=True)
    return make_fieldwork(workshop, given, now=datetime.now(UTC))


def say_in_short(fieldwork: Fieldwork) -> str:
    """Return the whole in one line."""
    counts = "、".join(f"{STAGE_WORDS[stage]} {fieldwork.count(stage)}件" for stage in Stage)
    return f"{short_day(fieldwork.today)}　{counts}"


def attention_list(fieldwork: Fieldwork) -> None:
    """Say what needs an eye, or that nothing does."""
    found = list_attention(fieldwork)
    if not found:
        st.html('<p class="notice">✓ いま、気にかけることはありません。</p>')
        return
    items = "".join(f"<li>{escape(one.text)}</li>" for one in found)
    st.html(
        f'<section class="attention"><h2 class="small">▲ 気にかけたいこと　{len(found)}件</h2>'
        f"<ul>{items}</ul></section>"
    )


def team_list(fieldwork: Fieldwork) -> None:
    """Show the visits of every team."""
    keys = "　".join(f"{STAGE_SYMBOLS[stage]} {word}" for stage, word in STAGE_WORDS.items())
    st.html(f'<p class="quiet">しるし：{keys}　{DECLINED_SYMBOL} {_DECLINED}</p>')
    teams = "".join(_team(fieldwork, team) for team in fieldwork.teams)
    st.html(f'<div class="visits">{teams}</div>')
    kept = fieldwork.count_reach(Reach.TEAM)
    silent = fieldwork.count_reach(Reach.NONE)
    if kept or silent:
        st.html(
            f'<p class="quiet">記録のうち、班の中だけの約束のものが{kept}件、'
            f"ほかの人には伝えない約束のものが{silent}件あります。"
            "言葉は、ここにも、投影にも、資料にも出ません。</p>"
        )


def _team(fieldwork: Fieldwork, team: TeamVisits) -> str:
    bar = "".join(_mark(visit) for visit in team.visits)
    numbers = "　".join(f"{word} {team.count(stage)}" for stage, word in STAGE_WORDS.items())
    declined = f"　{_DECLINED} {team.declined}" if team.declined else ""
    rows = "".join(_row(fieldwork, visit) for visit in team.visits)
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f'<section><h2 class="small">{escape(team.team.name)}</h2>'
        f'<p class="marks" aria-hidden="true">{bar or "—"}</p>'
        f'<p class="quiet">{numbers}{declined}</p>{table}</section>'
    )


def _mark(visit: Visit) -> str:
    if visit.declined:
        return f'<i class="declined">{DECLINED_SYMBOL}</i>'
    return f'<i class="stage-{visit.stage:d}">{STAGE_SYMBOLS[visit.stage]}</i>'


def _row(fieldwork: Fieldwork, visit: Visit) -> str:
    state = _DECLINED if visit.declined else STAGE_WORDS[visit.stage]
    whom = escape(visit.whom) if visit.whom else "（呼び名は班の画面にだけ出ます）"
    thin = '<small class="thin">関わりうすい</small>' if visit.thin else ""
    unplanned = "" if visit.planned else "<small>訪問計画にない記録</small>"
    day = f"{visit.day.month}/{visit.day.day}" if visit.day else ""
    return (
        f"<tr><td>{_mark(visit)}</td><td>{whom}{thin}{unplanned}</td>"
        f"<td>{state}</td><td>{day}</td><td>{_returning(fieldwork, visit)}</td></tr>"
    )


def _returning(fieldwork: Fieldwork, visit: Visit) -> str:
    """Say when something was promised to be brought back."""
    owed = [record for record in visit.records if record.owed]
    if visit.stage is Stage.RETURNED or not owed:
        return ""
    day = next((record.return_day for record in owed if record.return_day), None)
    if day is None:
        return "お返しを約束"
    late = "▲ " if day < fieldwork.today else ""
    return f"{late}お返し {day.month}/{day.day}"
