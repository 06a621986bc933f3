"""Answers as they arrive: the newest first, a page at a time, always as plain text."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from facilitator import commands, state
from facilitator.parts import redacting
from facilitator.parts.seen import list_seen
from programs.questions import Worksheet
from worksheets.records import Answer, Given, Room, Workshop
from worksheets.values import describe_values, headline, make_known

MOST_ON_A_CARD = 5  # questions; a card with more, such as a plan, is read like a form
PAGE = 8  # cards drawn at once; a thousand widgets would hold up the page


@dataclass(frozen=True, slots=True)
class CardPage:
    """Some of a worksheet's answers, and how many there are in all."""

    cards: tuple[Answer, ...]
    known: dict[str, str]
    total: int
    pages: int
    withheld: int


def make_page(workshop: Workshop, sheet: Worksheet, number: int) -> CardPage:
    """Return one page of a worksheet's answers, the newest first; hidden ones too."""
    seen = list_seen(workshop, sheet)
    found = seen.answers
    newest = found if sheet.anonymous else found[::-1]
    pages = max(1, -(-len(found) // PAGE))
    first = (min(number, pages) - 1) * PAGE
    cards = newest[first : first + PAGE]
    words = list_known(workshop, sheet).values()
    known = {answer_id: text for by_id in words for answer_id, text in by_id.items()}
    return CardPage(cards, known, len(found), pages, seen.withheld)


def list_known(workshop: Workshop, sheet: Worksheet) -> dict[str, dict[str, str]]:
    """Return the words of the answers that this worksheet's questions point at, by worksheet."""
    known: dict[str, dict[str, str]] = {}
    for key in {question.of for question in sheet.questions if question.of}:
        target = workshop.program.find_worksheet(key)
        if target is not None:
            known[key] = make_known(target, list_seen(workshop, target).standing)
    return known


def card_list(workshop: Workshop, sheet: Worksheet, room: Room, given: Given) -> None:
    """Show the newest answers with their buttons."""
    key = f"cards-{sheet.key}"
    page = make_page(workshop, sheet, int(state.read(key) or 1))
    withheld_line(page.withheld)
    if not page.total and page.withheld:
        return
    if not page.total:
        st.html('<p class="quiet">まだ届いていません。届くと、ここに新しい順に並びます。</p>')
        return
    if sheet.anonymous:
        st.html('<p class="quiet">無記名です。だれがいつ書いたかは、ここにも出ません。</p>')
    for answer in page.cards:
        _card(workshop, sheet, answer, page.known, room, given)
    if page.pages > 1:
        st.pagination(page.pages, key=key)


def withheld_line(number: int) -> None:
    """Say that there is more, of which not a word is shown here."""
    if number:
        st.html(
            f'<p class="quiet">▲ ほかに{number}件は、話した人との約束で、'
            "書いた班の画面にだけ出ます。ここにも、投影にも、資料にも出ません。</p>"
        )


def _card(
    workshop: Workshop,
    sheet: Worksheet,
    answer: Answer,
    known: dict[str, str],
    room: Room,
    given: Given,
) -> None:
    look = "card_hidden" if answer.hidden else "card"
    with st.container(key=f"{look}-{answer.id}", horizontal=True, vertical_alignment="top"):
        with st.container(gap=None, key=f"words-{answer.id}"):
            main, rest = make_words(sheet, answer, known)
            st.text(main)
            st.text("　".join(part for part in (who(workshop, answer), rest) if part) or "　")
        card_buttons(workshop.code, sheet, answer, room, given)
    redacting.form(workshop.code, answer.id)


def make_words(sheet: Worksheet, answer: Answer, known: dict[str, str]) -> tuple[str, str]:
    """Return what stands large on a card, and the rest for its small line."""
    found = describe_values(sheet, answer.values, known=known)
    if not sheet.many or len(sheet.questions) > MOST_ON_A_CARD:
        one = len(sheet.questions) == 1
        return "\n".join(text if one else f"{label}：{text}" for label, text in found), ""
    main = headline(sheet, answer.values)
    return main, " ・ ".join(text for _, text in found if text != main)


def card_buttons(code: str, sheet: Worksheet, answer: Answer, room: Room, given: Given) -> None:
    """Offer to show a card large and to hide it, or to show a hidden one again."""
    with st.container(horizontal=True, width="content", gap="xsmall", wrap=False):
        if answer.hidden:
            _small("出す", f"restore-{answer.id}", commands.restore_answer, code, answer.id)
            redacting.offer(code, answer.id)
            return
        if room.spotlight == answer.id:
            _small("大きく映すのをやめる", f"spot-{answer.id}", commands.end_spotlight, code, given)
        else:
            _small(
                "大きく映す",
                f"spot-{answer.id}",
                commands.spotlight,
                code,
                sheet.key,
                answer.id,
                given,
            )
        _small("隠す", f"hide-{answer.id}", commands.hide_answer, code, answer.id)
        redacting.offer(code, answer.id)


def _small(label: str, key: str, action: Callable[..., None], *args: object) -> None:
    st.button(label, key=key, type="tertiary", on_click=action, args=args)


def who(workshop: Workshop, answer: Answer) -> str:
    """Return who gave an answer, as far as may be shown."""
    team = workshop.find_team(answer.team)
    mark = "■ 隠しています(投影・スマホ・資料に出ません)　" if answer.hidden else ""
    parts = (team.name if team else "", answer.name)
    return mark + "・".join(part for part in parts if part)
