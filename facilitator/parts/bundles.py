"""Several files in one: choose them, see how far the making is, then save the archive."""

from collections.abc import Sequence

import streamlit as st

from facilitator import state
from facilitator.analysis.records import Report
from facilitator.exports.bundle import Piece, make_bundle
from facilitator.exports.catalogue import Export, find_export, list_exports
from facilitator.parts import templates
from facilitator.parts.previews import make_once
from facilitator.parts.reports import read_leaving
from facilitator.parts.words import plain
from worksheets import rooms

_ALL = "bundle"


def choose_files(code: str, report: Report) -> None:
    """Let files be ticked; once asked for they are made one by one and offered as an archive."""
    exports = {one.key: one for one in list_exports(report) if one.key != _ALL}
    with st.container(border=True, key="bundle-chosen"):
        st.html('<h2 class="small">選んだものを1つに（zip）</h2>')
        chosen = st.pills(
            "入れるもの",
            list(exports),
            format_func=lambda key: plain(exports[key].label),
            selection_mode="multi",
            key=state.BUNDLE_KEYS,
        )
        st.button(
            plain("選んだものを作る"),
            key="bundle_make",
            icon=":material/folder_zip:",
            on_click=_ask,
            args=(tuple(chosen),),
            disabled=not chosen,
        )
        asked = [key for key in exports if key in (state.read(state.BUNDLE) or ())]
        if asked and set(asked) == set(chosen):
            _offer(code, [exports[key] for key in asked])


def _ask(keys: Sequence[str]) -> None:
    st.session_state[state.BUNDLE] = tuple(keys)


def _offer(code: str, exports: Sequence[Export]) -> None:
    bar = st.progress(0.0, text=plain("回答を集めています…"))
    report, sequence = read_leaving(code), rooms.get_room(code).sequence
    look, pieces = templates.name_look(), []
    for number, export in enumerate(exports):
        telling = f"{number + 1}/{len(exports)}　{export.label}を作っています…"
        bar.progress(number / len(exports), text=plain(telling))
        content = make_once(export.key, code, sequence, look, export)
        pieces.append(Piece(export.file_name(report), export.label, export.explain, content))
    archive = find_export(_ALL)
    bar.empty()
    if archive is not None:
        st.download_button(
            plain(f"{len(pieces)}つのファイルと目次を保存する"),
            data=make_bundle(report, pieces),
            file_name=archive.file_name(report),
            mime=archive.media_type,
            key="download-chosen",
            icon=":material/download:",
            on_click="ignore",
        )
