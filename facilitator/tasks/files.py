"""Tasks that make or take files. Files travel as base64, so that who asks also writes them."""

import base64
from typing import Any

from facilitator.tasks.workshops import find
from worksheets.errors import BadInput


def export(code: str, kind: str) -> dict[str, Any]:
    """Make one of the files of a workshop."""
    from facilitator.analysis.collect import collect_report  # noqa: PLC0415 -- slow imports, only needed here
    from facilitator.exports.catalogue import EXPORTS  # noqa: PLC0415 -- same

    exports = {export.key: export for export in EXPORTS}
    if kind not in exports:
        names = "、".join(f"{export.key}({export.label})" for export in EXPORTS)
        raise BadInput(f"「{kind}」という種類の資料はありません。いまあるのは {names} です。")
    workshop = find(code)
    report = collect_report(workshop.code)
    chosen = exports[kind]
    return {
        "code": workshop.code,
        "kind": kind,
        "label": chosen.label,
        "file_name": chosen.file_name(report),
        "media_type": chosen.media_type,
        "content": base64.b64encode(chosen.make(report)).decode("ascii"),
    }
