"""One button for each export; a file is made when its button is pressed, of what is there then."""

from collections.abc import Callable

import streamlit as st

from facilitator.analysis.records import Report
from facilitator.exports.catalogue import Export, list_exports
from facilitator.parts import deck_checking, previews, templates
from facilitator.parts.reports import read_report
from facilitator.parts.words import escape, plain
from worksheets.office_template import read_content


def list_files(code: str, report: Report) -> None:
    """Show the exports that are of use for this workshop, on top the one people look into."""
    previews.show_preview(code)
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


def _maker(export: Export, code: str, on_template: bool) -> Callable[[], bytes]:
    def make() -> bytes:
        return export.write(read_report(code), read_content() if on_template else None)

    return make
