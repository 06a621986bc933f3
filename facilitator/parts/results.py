"""One worksheet of the report on the page: numbers, charts and words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from facilitator import charts, charts_axes, state
from facilitator.analysis.quadrants import sort_into_quadrants
from facilitator.analysis.records import (
    ReportedAnswer,
    ReportedWorksheet,
    Thread,
)
from facilitator.analysis.tallies import (
    AnyTally,
    ChoiceTally,
    NumberTally,
    PositionTally,
    RankTally,
    ScaleTally,
    TableTally,
)
from facilitator.analysis.wording import shorten, unit_of
from facilitator.parts import redacting
from facilitator.parts.cards import MOST_ON_A_CARD
from facilitator.parts.quadrants import quadrant_table
from facilitator.parts.threads import thread_lines
from facilitator.parts.visitor import can
from facilitator.parts.words import bare, escape, plain
from facilitator.rights import Need
from programs.crossings import find_crossing
from programs.questions import QuestionKind, Role, Scope, Worksheet
from programs.ratings import find_rating
from worksheets import answers
from worksheets.promises import SHARING
from worksheets.records import Values
from worksheets.values import describe_values

PAGE = 20  # cards drawn at once


def numbers(sheet: ReportedWorksheet, *, of: int) -> None:
    """Show how much was given."""
    unit = unit_of(sheet.worksheet)
    tiles = [("回答", f"{len(sheet.answers)}{unit}")]
    if of != len(sheet.answers):
        tiles.append(("絞りこむ前", f"{of}{unit}"))
    elif sheet.joined and sheet.worksheet.scope is not Scope.PLENARY:
        people = "班" if sheet.worksheet.scope is Scope.TEAM else "人"
        tiles.append((f"書いた{people}", f"{sheet.answered} / {sheet.joined}{people}"))
    if sheet.voters:
        hall = f"(会場で{sheet.paper_voters}人)" if sheet.paper_voters else ""
        tiles.append(("投票した人", f"{sheet.voters}人{hall}"))
    shown = "".join(f"<div><span>{name}</span><b>{number}</b></div>" for name, number in tiles)
    st.html(f'<div class="tiles">{shown}</div>')


def without_points(sheet: ReportedWorksheet) -> ReportedWorksheet:
    """Leave out what people vote for while they do: this page may be on the projector."""
    st.html(
        '<p class="notice">投票中です。点数と順番は、投票を終えると、ここに出ます。'
        "いま確かめるときは、進行の画面の「結果を見る」を使ってください。</p>"
    )
    return replace(sheet, answers=tuple(replace(answer, points=0) for answer in sheet.answers))


def tallies(sheet: ReportedWorksheet) -> None:
    """Draw what can be counted."""
    unit = unit_of(sheet.worksheet)
    crossing = find_crossing(sheet.worksheet)
    if crossing is not None:
        cards = ((answer.headline, answer.values) for answer in sheet.answers)
        found = sort_into_quadrants(sheet.worksheet, cards)
        if found is not None and sheet.answers:
            _title(found.label)
            quadrant_table(found)
    if sheet.voted:
        _picture("票の多いもの", charts.votes(sheet), f"votes-{sheet.key}")
    if any(isinstance(tally, ScaleTally) and tally.answered for tally in sheet.tallies):
        _picture("ものさし", charts.scales(sheet), f"scales-{sheet.key}")
    for tally in sheet.tallies:
        if tally.answered and (crossing is None or tally.question != crossing.question.key):
            _tally(tally, unit, f"{sheet.key}-{tally.question}")


def _tally(tally: AnyTally, unit: str, key: str) -> None:
    if isinstance(tally, ChoiceTally):
        _picture(tally.label, charts.bars(tally, unit=unit), key)
    elif isinstance(tally, PositionTally):
        _positions(tally, key)
    elif isinstance(tally, RankTally):
        _ranking(tally, unit)
    elif isinstance(tally, NumberTally):
        _title(tally.label)
        st.html(
            f"<p>真ん中 {tally.median:g} ・ いちばん小さい {tally.least:g} ・ "
            f"いちばん大きい {tally.most:g} ・ {tally.answered}{unit}</p>"
        )
    elif isinstance(tally, TableTally):
        _title(tally.label)
        columns = {
            name: [row[place] for row in tally.rows] for place, name in enumerate(tally.columns)
        }
        _table({"班": list(tally.teams)} | columns if any(tally.teams) else columns, tally.label)


def _positions(tally: PositionTally, key: str) -> None:
    """Draw things on two axes; one of them can be looked at by itself."""
    focus = 0
    if tally.rated and any(one.dots for one in tally.placements):
        numbered = {one.number: one.text for one in tally.placements if one.dots}
        focus = (
            st.selectbox(
                "散らばりを見る案",
                [0, *numbered],
                format_func=lambda number: (
                    plain(f"{number} {shorten(numbered[number], 40)}") if number else "すべての平均"
                ),
                key=f"summary_focus-{key}",
            )
            or 0
        )
    _picture(tally.label, charts_axes.positions(tally, focus=focus), key)
    columns: dict[str, Sequence[object]] = {
        "番号": [one.number for one in tally.placements],
        "もの": [one.text for one in tally.placements],
        tally.x.label: [round(one.x, 1) for one in tally.placements],
        tally.y.label: [round(one.y, 1) for one in tally.placements],
    }
    if tally.rated:
        columns |= {
            "評価した人": [one.raters for one in tally.placements],
            "パスした人": [one.passes for one in tally.placements],
        }
    _table(columns, tally.label)
    if tally.unrated:
        names = "、".join(f"{number} {shorten(text, 24)}" for number, text in tally.unrated)
        st.html(f'<p class="quiet">まだ評価がない案：{escape(names)}</p>')


def _ranking(tally: RankTally, unit: str) -> None:
    _title(tally.label)
    left_out = (
        f"付けなかったものは、残りの順位の真ん中として数えています（{tally.partial}{unit}）。"
        if tally.partial
        else ""
    )
    st.html(f'<p class="quiet">{tally.answered}{unit}が順位を付けました。{left_out}</p>')
    _table(
        {
            "順位": [f"{item.place}位{'（同じ）' if item.tied else ''}" for item in tally.items],
            "もの": [item.label for item in tally.items],
            "平均の順位": [round(item.mean_place, 1) for item in tally.items],
            "1番目にした数": [item.firsts for item in tally.items],
            "順位を付けた数": [item.ranked_by for item in tally.items],
        },
        tally.label,
    )


def _title(text: str) -> None:
    st.html(f'<h2 class="small">{escape(text)}</h2>')


def _picture(title: str, picture: charts.Picture, key: str) -> None:
    _title(title)
    st.plotly_chart(
        picture.figure,
        key=f"chart-{key}",
        config=charts.CONFIG,
        theme=None,  # Streamlit's own would make the labels small and grey
        height=picture.height,
        alt=picture.description,
    )


def _table(columns: Mapping[str, Sequence[object]], alt: str) -> None:
    numbers = [
        name for name, cells in columns.items() if not any(isinstance(c, str) for c in cells)
    ]
    st.dataframe(
        columns,
        hide_index=True,
        height="content",
        column_config={name: st.column_config.NumberColumn(width="small") for name in numbers},
        alt=alt,
    )


def card_list(
    code: str,
    sheet: ReportedWorksheet,
    known: Mapping[str, str],
    origins: Mapping[str, Thread] = MappingProxyType({}),
) -> None:
    """Show the answers in words, a page at a time; the ones with most votes first.

    `origins` are the threads that end in these answers, by answer id.
    """
    if not sheet.answers:
        st.html('<p class="quiet">回答はまだありません。</p>')
        return
    if find_rating(sheet.worksheet) is not None:
        return  # what one person thought of each thing is in the numbers above
    by_votes = (*sheet.voted, *(answer for answer in sheet.answers if not answer.points))
    ordered = [answer for answer in by_votes if _words(sheet, answer)[0]]
    if not ordered:
        return  # numbers and tables above say it all
    _title("書かれた言葉")
    pages = -(-len(ordered) // PAGE)
    key = f"summary_cards-{sheet.key}"
    number = min(int(state.read(key) or 1), pages)
    versions = (
        {}
        if sheet.worksheet.anonymous or _told_in_confidence(sheet.worksheet)
        else {answer.id: answer.version for answer in answers.list_answers(code, sheet.key)}
    )
    for answer in ordered[(number - 1) * PAGE : number * PAGE]:
        earlier: Sequence[Values] = ()
        if versions.get(answer.id, 1) > 1:
            earlier = answers.list_versions(code, answer.id)[:-1]
        _card(sheet, answer, earlier, known, origins.get(answer.id))
        if can(Need.RUN, code):
            redacting.offer(code, answer.id)
            redacting.form(code, answer.id)
    if pages > 1:
        st.pagination(pages, key=key)


def _told_in_confidence(worksheet: Worksheet) -> bool:
    # What somebody had struck out must not come back as an earlier version.
    asked = any(question.key == SHARING for question in worksheet.questions)
    return asked or worksheet.role is Role.OVERLAPS


def _card(
    sheet: ReportedWorksheet,
    answer: ReportedAnswer,
    earlier: Sequence[Values],
    known: Mapping[str, str],
    origin: Thread | None,
) -> None:
    marks = (answer.team, answer.who, answer.affiliation, answer.field)
    who = "・".join(mark for mark in marks if mark)
    main, rest = _words(sheet, answer)
    votes = f"{answer.points}{sheet.vote_unit}" if answer.points else ""
    with st.container(key=f"card-{answer.id}", gap=None):
        with st.container(key=f"words-{answer.id}", gap=None):
            st.text(main)
            st.text("　".join(part for part in (votes, who, rest) if part) or "　")
        if origin is not None:
            thread_lines(origin)
        if earlier:
            with st.popover("書き直す前", key=f"versions-{answer.id}", type="tertiary"):
                for number, values in enumerate(earlier, 1):
                    words = describe_values(sheet.worksheet, values, known=known)
                    told = "\n".join(f"{label}：{text}" for label, text in words)
                    st.text(f"{number}回目：{told}")


def _words(sheet: ReportedWorksheet, answer: ReportedAnswer) -> tuple[str, str]:
    """Return what stands large on a card and what small; charts tell the rest already."""
    form = sheet.worksheet
    if form.many and len(form.questions) > MOST_ON_A_CARD:
        # Each card is a thing of its own, a system or a plan: it keeps what charts count, too.
        given = [question for question in form.questions if question.key in answer.values]
        told = [
            f"{bare(label)}：{text}"
            for question, (label, text) in zip(given, answer.lines, strict=True)
            if text != answer.headline and question.kind is not QuestionKind.TABLE
        ]
        return "\n".join((answer.headline, *told)), ""
    if form.many and len(form.questions) <= MOST_ON_A_CARD:
        texts = [text for _, text in answer.lines]
        rest = [text for text in texts if text != answer.headline]
        return answer.headline, " ・ ".join(rest) if len(rest) < len(texts) else ""
    answered = (question for question in form.questions if question.key in answer.values)
    shown = [
        text if len(form.questions) == 1 else f"{label}：{text}"
        for question, (label, text) in zip(answered, answer.lines, strict=True)
        if not sheet.find_tally(question.key)
    ]
    return "\n".join(shown), ""
