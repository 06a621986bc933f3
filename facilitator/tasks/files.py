"""Tasks that make or take files. Files travel as base64, so that who asks also writes them."""

import base64
from typing import Any

from pydantic import Base64Bytes

from facilitator.tasks.workshops import find
from worksheets.errors import BadInput
from worksheets.office_template import read_content


def export(
    code: str, kind: str, template: Base64Bytes = b"", template_name: str = ""
) -> dict[str, Any]:
    """Make one of the files of a workshop; slides on this template, else on the office's own."""
    from facilitator.analysis.collect import collect_report  # noqa: PLC0415 -- slow imports, only needed here
    from facilitator.exports.catalogue import EXPORTS  # noqa: PLC0415 -- same
    from facilitator.exports.template import read_template  # noqa: PLC0415 -- same

    exports = {export.key: export for export in EXPORTS}
    if kind not in exports:
        names = "、".join(f"{export.key}({export.label})" for export in EXPORTS)
        raise BadInput(f"「{kind}」という種類の資料はありません。いまあるのは {names} です。")
    workshop = find(code)
    report = collect_report(workshop.code)
    chosen = exports[kind]
    look = read_template(template, template_name).content if template else read_content()
    return {
        "code": workshop.code,
        "kind": kind,
        "label": chosen.label,
        "file_name": chosen.file_name(report),
        "media_type": chosen.media_type,
        "content": base64.b64encode(chosen.write(report, look)).decode("ascii"),
    }


def import_file(
    code: str,
    worksheet: str,
    file_name: str,
    content: Base64Bytes,
    column: str = "",
    team: str = "",
    spread: bool = False,
) -> dict[str, Any]:
    """Take a file of typed-up answers into a worksheet."""
    from facilitator.importing import import_rows, read_rows  # noqa: PLC0415 -- slow imports, only needed here

    workshop = find(code)
    sheet = workshop.program.find_worksheet(worksheet)
    if sheet is None:
        raise BadInput(
            f"「{worksheet}」というワークシートはありません。名前は"
            f"「python -m facilitator steps {workshop.code}」で分かります。"
        )
    preview = read_rows(content, file_name, sheet, column=column or None)
    imported = import_rows(workshop.code, sheet.key, preview, team=team, spread=spread)
    return {
        "code": workshop.code,
        "worksheet": sheet.key,
        "worksheet_title": sheet.title,
        "taken": imported.taken,
        "repeated": imported.repeated,
        "refused": [
            {"number": row.number, "reason": row.reason, "text": row.text}
            for row in imported.refused
        ],
        "empty": imported.empty,
        "columns": dict(preview.columns),
        "unused": list(preview.unused),
        "team_column": preview.team_column,
        "sheet": preview.sheet,
    }
