"""One button for each export; a file is made when its button is pressed, of what is there then."""

from collections.abc import Callable

import streamlit as st

from facilitator.analysis.records import Report
from facilitator.exports.catalogue import Export, list_exports
from facilitator.exports.telling import tell_unshown
from facilitator.parts import bundles, deck_checking, previews, templates
from facilitator.parts.reports import read_leaving
from facilitator.parts.visitor import NotAllowed, find_badge
from facilitator.parts.words import escape, plain
from facilitator.rights import Need, may
from worksheets.office_template import read_content

_ENDED = "このキーは使えなくなりました。資料が要るときは、この研修の進行役に頼んでください。"


def list_files(code: str, report: Report) -> None:
    """Show the exports that are of use for this workshop, on top the one people look into."""
    previews.show_preview(code)
    bundles.choose_files(code, report)
    with st.grid(2, min_column_width=420):
        for export in list_exports(report):
            with st.container(border=True, key=f"export-{export.key}", height="stretch"):
                name = export.file_name(report)
                st.html(
                    f'<div class="export"><h2 class="small">{escape(export.label)}</h2>'
                    f"<p>{escape(export.explain)}</p>"
                    f'<p class="quiet file">{escape(name)}</p></div>'
                )
                st.space("stretch")
                with st.container(horizontal=True):
                    st.download_button(
                        plain("作って保存する"),
                        data=_maker(export, code, templates.is_chosen()),
                        file_name=name,
                        mime=export.media_type,
                        key=f"download-{export.key}",
                        icon=":material/download:",
                        on_click="ignore",
                    )
                    st.button(
                        plain("中身を見る"),
                        key=f"preview-{export.key}",
                        icon=":material/visibility:",
                        on_click=previews.ask,
                        args=(export.key,),
                    )
    st.html(
        '<p class="quiet">押すと作りはじめます。'
        "数秒かかることがあり、できあがると保存が始まります。</p>"
    )
    deck_checking.show_check()


def say_what_waits(report: Report) -> None:
    """Say what is not in the files yet, and how it gets in."""
    for line in tell_unshown(report):
        st.html(f'<p class="notice">{escape(line)}</p>')


def _maker(export: Export, code: str, on_template: bool) -> Callable[[], bytes]:
    badge = find_badge()  # asked when the page is drawn: files are made outside of it

    def make() -> bytes:
        if not may(badge, Need.RUN, code):
            raise NotAllowed(_ENDED)
        return export.write(read_leaving(code), read_content() if on_template else None)

    return make
