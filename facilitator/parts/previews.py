"""Look into a file before taking it home: its first pages as pictures, and what is in it."""

import streamlit as st

from facilitator import state
from facilitator.exports.catalogue import Export, find_export
from facilitator.exports.deck_check import check_deck
from facilitator.exports.first_pages import draw_first_pages
from facilitator.exports.outline import make_outline
from facilitator.parts import templates
from facilitator.parts.deck_checking import tell_problems
from facilitator.parts.reports import read_report
from facilitator.parts.words import escape, plain
from worksheets import rooms
from worksheets.office_template import read_content

_WIDTH = 400


def show_preview(code: str) -> None:
    """Show what was asked for; nothing where nothing was."""
    export = find_export(str(state.read(state.PREVIEW) or ""))
    if export is None:
        return
    with st.container(border=True, key="preview"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<h2 class="small">{escape(export.label)}の中身</h2>', width="stretch")
            st.button("閉じる", key="preview_close", on_click=close)
        bar = st.progress(0.0, text=plain("回答を集めています…"))
        report, sequence = read_report(code), rooms.get_room(code).sequence
        bar.progress(0.3, text=plain("資料を作っています…"))
        look = templates.name_look()
        content = _make(export.key, code, sequence, look, export)
        name = export.file_name(report)
        bar.progress(0.7, text=plain("中身を見ています…"))
        pictures = _draw(export.key, code, sequence, look, content, name)
        outline = make_outline(content, name)
        bar.empty()
        if pictures:
            with st.container(horizontal=True):
                for number, picture in enumerate(pictures, 1):
                    st.image(picture, width=_WIDTH, caption=plain(f"{number}枚目"))
        items = "".join(f"<li>{escape(line)}</li>" for line in outline.lines)
        more = f"<p>ほか{outline.more}行</p>" if outline.more else ""
        st.html(f'<p><b>{escape(outline.amount)}</b></p><ol class="outline">{items}</ol>{more}')
        if name.endswith(".pptx"):
            st.html(tell_problems(check_deck(content), len(outline.lines) + outline.more))


def ask(key: str) -> None:
    """Look into this export from now on."""
    st.session_state[state.PREVIEW] = key


def close() -> None:
    """Stop looking."""
    st.session_state[state.PREVIEW] = ""


@st.cache_data(max_entries=12, show_spinner=False)
def _make(key: str, code: str, sequence: int, look: str, _export: Export) -> bytes:  # noqa: ARG001 -- they name the state
    return _export.write(read_report(code), read_content() if look else None)


@st.cache_data(max_entries=12, show_spinner=False)
def _draw(
    key: str,  # noqa: ARG001 -- these four name the file
    code: str,  # noqa: ARG001 -- same
    sequence: int,  # noqa: ARG001 -- same
    look: str,  # noqa: ARG001 -- same
    _content: bytes,
    _name: str,
) -> tuple[bytes, ...]:
    return draw_first_pages(_content, _name)
