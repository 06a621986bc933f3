"""The report on the page: choose a worksheet and whose answers, see numbers and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from facilitator import charts, state
from facilitator.analysis.counting import count_worksheet
from facilitator.analysis.records import (
    SMALLEST_GROUP,
    Report,
    ReportedAnswer,
    ReportedWorksheet,
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
from facilitator.analysis.wording import unit_of
from facilitator.parts.cards import MOST_ON_A_CARD
from facilitator.parts.words import escape
from programs.questions import Scope
from worksheets import answers
from worksheets.values import describe_values

PAGE = 20  # cards drawn at once
EVERYBODY = "全員"


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose answers are looked at; empty means everybody's."""

    team: str = ""
    affiliation: str = ""
    field: str = ""

    def takes(self, answer: ReportedAnswer) -> bool:
        """Tell whether an answer belongs to what was chosen."""
        wanted = (self.team, self.affiliation, self.field)
        has = (answer.team, answer.affiliation, answer.field)
        return all(not want or want == is_ for want, is_ in zip(wanted, has, strict=True))

    @property
    def everybody(self) -> bool:
        return not (self.team or self.affiliation or self.field)


def choose_worksheet(report: Report) -> ReportedWorksheet | None:
    """Choose a meeting, then one of its worksheets."""
    meetings = {one.meeting.key: one for one in report.meetings if one.worksheets}
    if not meetings:
        return None
    busiest = next((key for key, one in reversed(meetings.items()) if one.answers), None)
    keys = list(meetings)
    left, right = st.columns([2, 3])
    chosen = left.selectbox(
        "回",
        keys,
        index=keys.index(busiest) if busiest else 0,
        format_func=lambda key: f"{meetings[key].meeting.label}({meetings[key].answers}件)",
        key="summary_meeting",
    )
    sheets = {sheet.key: sheet for sheet in meetings[chosen].worksheets}
    filled = [number for number, sheet in enumerate(sheets.values()) if sheet.answers]
    key = right.selectbox(
        "ワークシート",
        list(sheets),
        index=filled[0] if filled else 0,
        format_func=lambda key: f"{sheets[key].title}({len(sheets[key].answers)}件)",
        key=f"summary_sheet-{chosen}",
    )
    return sheets.get(key)


def choose_people(report: Report, sheet: ReportedWorksheet) -> Choice:
    """Choose whose answers to look at, by what their answers carry."""
    order = [team.label for team in report.teams]
    chosen = {}
    for mark, name in (("team", "班"), ("affiliation", "所属"), ("field", "分野")):
        found = {str(getattr(answer, mark)) for answer in sheet.answers} - {""}
        if len(found) > 1:
            chosen[mark] = (name, sorted(found, key=lambda one: (_place(order, one), one)))
    if not chosen:
        return Choice()
    picked = {}
    for column, (mark, (name, options)) in zip(st.columns(3), chosen.items(), strict=False):
        picked[mark] = (
            column.selectbox(
                f"{name}で絞りこむ",
                options,
                index=None,
                key=f"summary_{mark}-{sheet.key}",
                placeholder=EVERYBODY,
            )
            or ""
        )
    return Choice(**picked)


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def narrow(report: Report, sheet: ReportedWorksheet, choice: Choice) -> ReportedWorksheet | None:
    """Return the worksheet with the chosen answers only; None where too few would be shown."""
    if choice.everybody:
        return sheet
    found = tuple(answer for answer in sheet.answers if choice.takes(answer))
    if sheet.worksheet.anonymous and len(found) < SMALLEST_GROUP:
        return None
    known = {answer.id: answer for one in report.worksheets for answer in one.answers}
    tallies = count_worksheet(sheet.worksheet, found, known)
    return replace(sheet, answers=found, tallies=tallies)


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
        tiles.append(("投票した人", f"{sheet.voters}人"))
    shown = "".join(f"<div><span>{name}</span><b>{number}</b></div>" for name, number in tiles)
    st.html(f'<div class="tiles">{shown}</div>')


def tallies(sheet: ReportedWorksheet) -> None:
    """Draw what can be counted."""
    unit = unit_of(sheet.worksheet)
    if sheet.voted:
        _picture("票の多いもの", charts.votes(sheet), f"votes-{sheet.key}")
    if any(isinstance(tally, ScaleTally) and tally.answered for tally in sheet.tallies):
        _picture("ものさし", charts.scales(sheet), f"scales-{sheet.key}")
    for tally in sheet.tallies:
        if tally.answered:
            _tally(tally, unit, f"{sheet.key}-{tally.question}")


def _tally(tally: AnyTally, unit: str, key: str) -> None:
    if isinstance(tally, ChoiceTally):
        _picture(tally.label, charts.bars(tally, unit=unit), key)
    elif isinstance(tally, PositionTally):
        _picture(tally.label, charts.positions(tally), key)
        _table(
            {
                "番号": [one.number for one in tally.placements],
                "もの": [one.text for one in tally.placements],
                tally.x.label: [round(one.x, 1) for one in tally.placements],
                tally.y.label: [round(one.y, 1) for one in tally.placements],
            },
            tally.label,
        )
    elif isinstance(tally, RankTally):
        _title(tally.label)
        _table(
            {
                "もの": [item.label for item in tally.items],
                "平均の順番": [round(item.mean_place, 1) for item in tally.items],
                "1番目にした数": [item.firsts for item in tally.items],
            },
            tally.label,
        )
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


def card_list(code: str, sheet: ReportedWorksheet) -> None:
    """Show the answers in words, a page at a time; the ones with most votes first."""
    if not sheet.answers:
        st.html('<p class="quiet">回答はまだありません。</p>')
        return
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
        if sheet.worksheet.anonymous
        else {answer.id: answer.version for answer in answers.list_answers(code, sheet.key)}
    )
    for answer in ordered[(number - 1) * PAGE : number * PAGE]:
        _card(code, sheet, answer, rewritten=versions.get(answer.id, 1) > 1)
    if pages > 1:
        st.pagination(pages, key=key)


def _card(code: str, sheet: ReportedWorksheet, answer: ReportedAnswer, *, rewritten: bool) -> None:
    marks = (answer.team, answer.who, answer.affiliation, answer.field)
    who = "・".join(mark for mark in marks if mark)
    main, rest = _words(sheet, answer)
    votes = f"{answer.points}票" if answer.points else ""
    with st.container(key=f"card-{answer.id}", gap=None):
        with st.container(key=f"words-{answer.id}", gap=None):
            st.text(main)
            st.text("　".join(part for part in (votes, who, rest) if part) or "　")
        if rewritten:
            with st.popover("書き直す前", key=f"versions-{answer.id}", type="tertiary"):
                _versions(code, sheet, answer.id)


def _words(sheet: ReportedWorksheet, answer: ReportedAnswer) -> tuple[str, str]:
    """Return what stands large on a card and what small; charts tell the rest already."""
    form = sheet.worksheet
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


def _versions(code: str, sheet: ReportedWorksheet, answer_id: str) -> None:
    earlier = answers.list_versions(code, answer_id)[:-1]
    for number, values in enumerate(earlier, 1):
        words = describe_values(sheet.worksheet, values)
        st.text(f"{number}回目：" + "\n".join(f"{label}：{text}" for label, text in words))


__all__ = [
    "Choice",
    "card_list",
    "choose_people",
    "choose_worksheet",
    "narrow",
    "numbers",
    "tallies",
]
