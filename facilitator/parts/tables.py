"""A table question as an editor, and its rows back from what the editor reports."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from facilitator.parts.words import plain
from programs.questions import Column, Question, QuestionKind

# A row as it is stored: values by column key.
Row = Mapping[str, Any]


def draw_table(question: Question, before: list[Row] | None, *, key: str) -> None:
    """Draw the editor, starting from the rows before or one empty row."""
    st.markdown(plain(question.label), help=plain(question.help) or None)
    st.data_editor(
        _frame(question, before),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={column.key: _column(column) for column in question.columns},
        placeholder="",
        alt=question.label,
    )


def read_table(
    question: Question, before: list[Row] | None, edits: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Apply what the editor reports to the rows it was drawn with."""
    rows = [dict(row) for row in _rows(before)]
    for index, cells in edits.get("edited_rows", {}).items():
        rows[int(index)] |= _stored(question.columns, cells)
    gone = {int(index) for index in edits.get("deleted_rows", ())}
    kept = [row for index, row in enumerate(rows) if index not in gone]
    added = [_stored(question.columns, cells) for cells in edits.get("added_rows", ())]
    return [row for row in kept + added if any(value is not None for value in row.values())]


def _frame(question: Question, before: list[Row] | None) -> pd.DataFrame:
    columns = question.columns
    cells = {column.key: [_cell(column, row) for row in _rows(before)] for column in columns}
    return pd.DataFrame(cells, columns=[column.key for column in columns], dtype="object")


def _rows(before: list[Row] | None) -> list[Row]:
    return list(before or ({},))


def _cell(column: Column, row: Row) -> Any:  # noqa: ANN401 -- a cell's value
    value = row.get(column.key)
    if value is None:
        return None
    if column.kind is QuestionKind.CHOICE:
        return {option.key: option.label for option in column.options}.get(value)
    return date.fromisoformat(value) if column.kind is QuestionKind.DATE else value


def _column(column: Column) -> Any:  # noqa: ANN401 -- Streamlit's own mapping
    if column.kind is QuestionKind.CHOICE:
        options = [option.label for option in column.options]
        return st.column_config.SelectboxColumn(column.label, options=options)
    if column.kind is QuestionKind.NUMBER:
        return st.column_config.NumberColumn(column.label)
    if column.kind is QuestionKind.DATE:
        return st.column_config.DateColumn(column.label, format="YYYY/MM/DD")
    return st.column_config.TextColumn(column.label)


def _stored(columns: tuple[Column, ...], cells: Mapping[str, Any]) -> dict[str, Any]:
    """Turn cells as people see them into values as they are stored."""
    by_label = {
        column.key: {option.label: option.key for option in column.options} for column in columns
    }
    return {
        key: by_label[key].get(value, value) if by_label.get(key) else value
        for key, value in cells.items()
        if key in by_label
    }
