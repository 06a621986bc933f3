"""Answers typed up elsewhere: choose worksheet and file, see what it holds, take it."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from facilitator import commands, state
from facilitator.importing import ImportPreview, read_rows
from facilitator.parts import frame
from facilitator.parts.words import escape
from programs.questions import Scope, Worksheet
from worksheets.errors import WorksheetError
from worksheets.records import Room, Workshop
from worksheets.values import headline

_SHOWN = 10  # rows of the preview


def choose_sheet(workshop: Workshop, room: Room) -> Worksheet:
    """Choose where the rows go; what is open now comes first."""
    sheets = {sheet.key: sheet for sheet in workshop.program.worksheets}
    keys = sorted(sheets, key=lambda key: key not in room.open_worksheets)
    chosen = st.selectbox(
        "取り込む先のワークシート",
        keys,
        format_func=lambda key: sheets[key].title,
        key=state.IMPORT_SHEET,
    )
    return sheets[chosen]


def choose_file() -> UploadedFile | None:
    """Take a file from the facilitator's PC."""
    return st.file_uploader(
        "ファイル(Excel または CSV)",
        type=["xlsx", "csv", "tsv"],
        key=state.IMPORT_FILE,
        max_upload_size=20,
    )


def read(file: UploadedFile, sheet: Worksheet) -> ImportPreview | None:
    """Read the file, or say why it is of no use."""
    column = state.read(f"{state.IMPORT_COLUMN}-{sheet.key}")
    try:
        return read_rows(file.getvalue(), file.name, sheet, column=column)
    except WorksheetError as problem:
        frame.warn(str(problem))
        return None


def choose_column(preview: ImportPreview, sheet: Worksheet) -> None:
    """Let the facilitator say which column holds the text, where the guess is wrong."""
    titles = [title for title in (*preview.columns, *preview.unused) if title]
    st.selectbox(
        "文が入っている列",
        titles,
        index=None,
        key=f"{state.IMPORT_COLUMN}-{sheet.key}",
        placeholder="自動で見分ける",
    )


def show(preview: ImportPreview, sheet: Worksheet) -> None:
    """Show what would be taken and what not."""
    found = "、".join(f"「{title}」→ {label}" for title, label in preview.columns.items())
    unused = f"<br>使わない列：{escape('、'.join(preview.unused))}" if preview.unused else ""
    st.html(
        f'<p class="notice"><b>{len(preview.rows)}行を取り込めます。</b>'
        f"取り込めない行は{len(preview.refused)}行、空の行は{preview.empty}行です。<br>"
        f"列の対応：{escape(found)}{unused}</p>"
    )
    if preview.rows:
        rows = preview.rows[:_SHOWN]
        st.dataframe(
            {
                "行": [row.number for row in rows],
                "班": [row.team for row in rows],
                "内容": [headline(sheet, row.values) for row in rows],
            },
            hide_index=True,
            height="content",
            alt="取り込む行のはじめの部分",
        )
    if preview.refused:
        st.html('<h2 class="small">取り込めない行</h2>')
        st.dataframe(
            {
                "行": [row.number for row in preview.refused],
                "理由": [row.reason for row in preview.refused],
                "内容": [row.text for row in preview.refused],
            },
            hide_index=True,
            alt="取り込めない行と理由",
        )


def take(workshop: Workshop, sheet: Worksheet, preview: ImportPreview) -> None:
    """Choose the team and take the rows."""
    teams = {team.key: team.name for team in workshop.options.teams}
    if sheet.scope is not Scope.PLENARY:
        st.selectbox(
            "どの班の分ですか",
            list(teams),
            index=None,
            format_func=lambda key: teams.get(key, ""),
            key=state.IMPORT_TEAM,
            placeholder="ファイルの「班」の列のとおり" if preview.team_column else "班を決めない",
        )
    st.button(
        f"{len(preview.rows)}行を取り込む",
        key="import_take",
        type="primary",
        disabled=not preview.rows,
        on_click=commands.import_rows,
        args=(workshop.code, sheet.key, preview),
    )
    st.html('<p class="quiet">同じファイルをもう一度取り込んでも、回答は二重になりません。</p>')
