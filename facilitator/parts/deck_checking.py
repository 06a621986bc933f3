"""Look through a deck as people have it on their PC, and say in words what to mend."""

from itertools import groupby

import streamlit as st

from facilitator import state
from facilitator.exports.deck_check import RULES, Problem
from facilitator.exports.deck_check.upload import check_upload
from facilitator.parts import frame
from facilitator.parts.words import escape, plain
from worksheets.errors import BadInput

_MOST_MB = 50
_MOST_LINES = 60


def show_check() -> None:
    """Take a deck from the facilitator's PC and list what is wrong with it."""
    with st.expander(plain("手を入れたスライドを確かめる"), key="check_deck"):
        st.html(
            "<p>PowerPointで直したあとのファイルを選ぶと、文字の小ささ、はみ出し、色の見にくさ、"
            "題や代わりの文のぬけ、外へのつながりなどを確かめます。ファイルは保存しません。</p>"
        )
        file = st.file_uploader(
            "スライドのファイル(.pptx)",
            type=["pptx"],
            key=state.DECK_FILE,
            max_upload_size=_MOST_MB,
        )
        if file is None:
            return
        try:
            checked = check_upload(file.getvalue())
        except BadInput as problem:
            frame.warn(f"「{file.name}」は確かめられません。{problem}")
            return
        st.html(tell_problems(checked.problems, checked.slides))


def tell_problems(problems: tuple[Problem, ...], slides: int) -> str:
    """Return what was found, slide by slide."""
    if not problems:
        return f'<p role="status">{slides}枚を確かめました。直すところは見つかりませんでした。</p>'
    ordered = sorted(problems, key=lambda one: one.slide)[:_MOST_LINES]
    parts = [f'<p role="status">{slides}枚を確かめ、直すところが{len(problems)}件ありました。</p>']
    for number, found in groupby(ordered, key=lambda one: one.slide):
        lines = "".join(_tell(one) for one in found)
        place = f"{number}枚目" if number else "ファイル全体"
        parts.append(f"<p><b>{place}</b></p><ul>{lines}</ul>")
    if len(problems) > len(ordered):
        parts.append(
            f"<p>ほか{len(problems) - len(ordered)}件は、これらを直してから確かめます。</p>"
        )
    return "".join(parts)


def _tell(problem: Problem) -> str:
    detail = f'　<span class="quiet">{escape(problem.detail)}</span>' if problem.detail else ""
    return f"<li>{escape(RULES[problem.rule])}{detail}</li>"
