"""Four fields as a table: how many cards are in each, and what they are called."""

import streamlit as st

from facilitator.analysis.quadrants import Quadrants
from facilitator.parts.words import escape

_SHOWN = 12  # names in one field


def quadrant_table(quadrants: Quadrants) -> None:
    """Show the table; a field without cards says so, because a gap is what one looks for."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in quadrants.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row)}</th>'
        + "".join(_cell(quadrants.names.get((row, column), ())) for column in quadrants.columns)
        + "</tr>"
        for row in quadrants.rows
    )
    rest = "".join(
        f'<p class="quiet">{escape(label)} {len(names)}枚：{escape("、".join(names))}</p>'
        for label, names in quadrants.others.items()
    )
    st.html(
        f'<div class="quadrants"><table><caption class="spoken">{escape(quadrants.label)}'
        f"</caption><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
        "</div>"
    )


def _cell(names: tuple[str, ...]) -> str:
    if not names:
        return '<td class="empty"><b>0枚</b>△ まだありません</td>'
    more = f"、ほか{len(names) - _SHOWN}枚" if len(names) > _SHOWN else ""
    return f"<td><b>{len(names)}枚</b>{escape('、'.join(names[:_SHOWN]))}{more}</td>"
