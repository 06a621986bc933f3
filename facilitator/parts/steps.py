"""Where the room is and what the facilitator says and does there."""

from collections.abc import Iterator

import streamlit as st

from facilitator import commands
from facilitator.parts.cases import case, practice
from facilitator.parts.words import escape, lines, plain
from programs.model import Meeting, Program, Step, Trouble
from worksheets.records import Given, Place, Workshop
from worksheets.running_orders import get_arranged


def place_line(place: Place) -> None:
    """Show the meeting, the step, and how far the meeting is."""
    meeting, step = place.meeting, place.step
    st.html(
        f'<div class="place"><p class="meeting">{escape(meeting.label)} {escape(meeting.title)}</p>'
        f"<h1><small>{place.number} / {len(meeting.steps)}</small>{escape(step.title)}"
        f"<em>{escape(step.when)} {step.minutes}分</em></h1>{_bar(place)}</div>"
    )


def _bar(place: Place) -> str:
    items = []
    for number, step in enumerate(place.meeting.steps, 1):
        look = "done" if number < place.number else "now" if number == place.number else "to-come"
        mark = "✓" if look == "done" else str(number)
        here = ' aria-current="step"' if look == "now" else ""
        name = escape(f"{number}. {step.title}({step.minutes}分)")
        items.append(
            f'<li class="{look}" style="flex-grow:{step.minutes}" title="{name}"{here}>'
            f'<b aria-hidden="true">{mark}</b><span class="spoken">{name}</span></li>'
        )
    return f'<ol class="steps" aria-label="この回のステップ">{"".join(items)}</ol>'


def reading(place: Place, program: Program) -> None:
    """Show what to say, large, and beside it what to do, what may go wrong, and why."""
    step = place.step
    pages = {name: page for name, page in _pages(step, program) if page}
    with st.container(key="reading"):
        # A key of its own for each step: a new step begins with its script, not with its list.
        tabs = st.tabs(list(pages), key=f"reading-{place.meeting.key}-{step.key}")
        for number, (tab, (name, page)) in enumerate(zip(tabs, pages.items(), strict=True)):
            # It scrolls by itself, so keys must be able to reach it.
            about = f'tabindex="0" role="region" aria-label="{escape(name)}"'
            tab.html(f'<div class="script {"small" if number else ""}" {about}>{page}</div>')


def _pages(step: Step, program: Program) -> Iterator[tuple[str, str]]:
    """Yield the pages of a step; empty ones are left out."""
    yield "言い方の例", script(step)
    yield f"すること {len(step.do)}", things_to_do(step)
    found = [one for one in program.cases if one.key in step.cases]
    yield f"事例 {len(found)}", "".join(case(program, one) for one in found)
    others = [one for one in program.practices if one.key in step.practices]
    yield f"取組 {len(others)}", "".join(practice(program, one) for one in others)
    yield f"つまずき {len(step.troubles)}", troubles(step.troubles) if step.troubles else ""
    yield "ねらい", _aim(step)
    yield "よくある場面", troubles(program.moments) if program.moments else ""


def _aim(step: Step) -> str:
    skip = "。時間が押したら飛ばしてもよいステップです(▽)" if step.droppable else ""
    return (
        f'<p>{lines(step.aim)}</p><p class="quiet">押したときの最短は{step.shortest}分{skip}。</p>'
        f'<p class="quiet">参加者の画面には「{escape(step.instruction)}」と出ます。</p>'
    )


def script(step: Step) -> str:
    """Return the sentences to read aloud as HTML, numbered as the facilitator's list names them."""
    return f"<ol>{''.join(f'<li>{lines(text)}</li>' for text in step.say)}</ol>"


def things_to_do(step: Step) -> str:
    """Return the facilitator's list as HTML."""
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in step.do)}</ul>"


def troubles(found: tuple[Trouble, ...]) -> str:
    """Return what may go wrong and what helps, as HTML."""
    items = (f"<dt>{escape(one.sign)}</dt><dd>{lines(one.remedy)}</dd>" for one in found)
    return f"<dl>{''.join(items)}</dl>"


def jump_list(workshop: Workshop, place: Place, given: Given) -> None:
    """Offer every step of every meeting."""
    with st.popover("ほかのステップへ", width="stretch", key="jump"):
        st.html('<p class="quiet">選ぶと、すぐに全員の画面がそのステップに変わります。</p>')
        for meeting in get_arranged(workshop.code).meetings:
            here = meeting.key == place.meeting.key
            label = plain(f"{meeting.label} {meeting.title}")
            with st.expander(label, expanded=here, key=f"jump-{meeting.key}"):
                _jump_buttons(workshop.code, meeting, place, given)


def _jump_buttons(code: str, meeting: Meeting, place: Place, given: Given) -> None:
    with st.container(gap=None):
        for number, step in enumerate(meeting.steps, 1):
            here = (meeting.key, step.key) == (place.meeting.key, place.step.key)
            mark = "▶ いまここ " if here else ""
            skip = "(▽飛ばしてもよい)" if step.droppable else ""
            st.button(
                plain(f"{mark}{number}. {step.title}　{step.minutes}分{skip}"),
                key=f"jump-{meeting.key}-{step.key}",
                type="tertiary",
                disabled=here,
                on_click=commands.jump,
                args=(code, meeting.key, step.key, given),
            )
