"""What people told, a page for each, as far as the room may know; the rest only as a number."""

from collections.abc import Iterator

import streamlit as st

from facilitator import state
from facilitator.analysis.fieldwork import find_sheet
from facilitator.analysis.wording import local, short_day
from facilitator.parts import cards, redacting
from facilitator.parts.seen import list_seen
from facilitator.parts.words import bare, escape, lines
from programs.questions import Role, Worksheet
from programs.roles import RECORD_LINES, WORD, WORDS
from worksheets.answers import list_answers
from worksheets.promises import Reach, reach_of
from worksheets.records import Answer, Given, Room, Workshop

_PAGE = 6  # stories on one page
_ALSO = ("should-meet", "noticed")


def record_list(workshop: Workshop, room: Room, given: Given) -> None:
    """Show the records as pages to read, and those without words as lines."""
    sheet = find_sheet(workshop.program, Role.INTERVIEWS)
    if sheet is None:
        return
    found = list_seen(workshop, sheet).answers
    st.html(
        '<p class="quiet">「みんなに見せてよい」と選ばれた話だけを、ここで読めます。'
        "名前や、だれのことか分かる言葉があれば「隠す」を押し、書いた人に直してもらってください。</p>"
    )
    if not found:
        st.html('<p class="notice">読める話は、まだありません。</p>')
    key = "told_page"
    pages = max(1, -(-len(found) // _PAGE))
    number = min(int(state.read(key) or 1), pages)
    with st.grid(2, min_column_width=420):
        for record in found[(number - 1) * _PAGE : number * _PAGE]:
            _story(workshop, sheet, record, room, given)
    if pages > 1:
        st.pagination(pages, key=key)
    _kept_list(workshop, sheet)


def _story(workshop: Workshop, sheet: Worksheet, record: Answer, room: Room, given: Given) -> None:
    look = "story_hidden" if record.hidden else "story"
    with st.container(border=True, key=f"{look}-{record.id}", height="stretch"):
        st.html(
            f'<article class="story"><h2>{escape(str(record.values.get("who", "")))}</h2>'
            f'<p class="quiet">{escape(_about(workshop, record))}</p>'
            f"{''.join(_parts(sheet, record))}</article>"
        )
        st.space("stretch")
        cards.card_buttons(workshop.code, sheet, record, room, given)
        redacting.form(workshop.code, record.id)


def _about(workshop: Workshop, record: Answer) -> str:
    place = str(record.values.get("place", ""))
    return "　".join(part for part in (cards.who(workshop, record), place) if part)


def _parts(sheet: Worksheet, record: Answer) -> Iterator[str]:
    words = [str(row.get(WORD, "")) for row in record.values.get(WORDS, ())]
    if any(words):
        quoted = "".join(f"<li>「{escape(word)}」</li>" for word in words if word)
        yield f'<ul class="quoted">{quoted}</ul>'
    labels = {question.key: question.label for question in sheet.questions}
    for key in (*RECORD_LINES, *_ALSO):
        text = str(record.values.get(key, "")).strip()
        if text:
            yield f"<h3>{escape(bare(labels.get(key, '')))}</h3><p>{lines(text)}</p>"


def _kept_list(workshop: Workshop, sheet: Worksheet) -> None:
    """Say that records exist whose words stay in their team, and who wrote them when."""
    given = list_answers(workshop.code, sheet.key, hidden=True)
    kept = [record for record in given if reach_of(sheet, record.values) is Reach.TEAM]
    silent = sum(reach_of(sheet, record.values) is Reach.NONE for record in given)
    if not kept and not silent:
        return
    items = "".join(f"<li>{escape(_kept_line(workshop, record))}</li>" for record in kept)
    st.html(
        '<section class="kept"><h2 class="small">言葉の出ない記録</h2>'
        f'<p class="quiet">班の中だけの約束のもの {len(kept)}件、'
        f"ほかの人には伝えない約束のもの {silent}件。"
        f"言葉は、書いた班の画面のほかには出ません。</p><ul>{items}</ul></section>"
    )


def _kept_line(workshop: Workshop, record: Answer) -> str:
    team = workshop.find_team(record.team)
    writer = f"{team.name if team else ''}　{record.name}".strip()
    return f"{writer}が書いた記録（{short_day(local(record.given_at).date())}）"
