"""Write everything of a workshop as JSON: to hand over, and to answer people who ask for theirs.

It holds what the other papers may hold, no more: what was promised not to be told is not in the
report, and anonymous answers carry neither name nor time.
"""

import json
from typing import Any

from facilitator.analysis.records import (
    Report,
    ReportedAnswer,
    ReportedCluster,
    ReportedWorksheet,
)

_FORM = 1  # raised when names in the file change


def make_answers_json(report: Report) -> bytes:
    """Return the file; its names are Japanese, for it is read by people as well."""
    told = {
        "形式": _FORM,
        "研修": {
            "名前": report.title,
            "市町村": report.municipality,
            "時点": report.as_of.isoformat(),
            "参加した人数": report.joined,
        },
        "所属の区分ごとの人数": {one.label: one.count for one in report.groups},
        "班ごとの人数": {one.label: one.count for one in report.teams},
        "ワークシート": [_tell_sheet(sheet) for sheet in report.worksheets],
        "プログラム": report.program.model_dump(mode="json", exclude_defaults=True),
    }
    # Half a letter, as broken copies leave behind, has no bytes: a question mark stands for it.
    return json.dumps(told, ensure_ascii=False, indent=1).encode(errors="replace")


def _tell_sheet(sheet: ReportedWorksheet) -> dict[str, Any]:
    return {
        "キー": sheet.key,
        "名前": sheet.title,
        "回": sheet.meeting,
        "無記名": sheet.worksheet.anonymous,
        "投票した人数": sheet.voters,
        "約束により載せていない件数": sheet.withheld,
        "回答": [_tell_answer(sheet, answer) for answer in sheet.answers],
        "まとまり": [_tell_cluster(cluster) for cluster in sheet.clusters],
    }


def _tell_answer(sheet: ReportedWorksheet, answer: ReportedAnswer) -> dict[str, Any]:
    open_ = {
        "名前": answer.who,
        "分野": answer.field,
        "時刻": answer.given_at.isoformat(),
    }
    return {
        "番号": answer.id,
        "班": answer.team,
        "所属": answer.affiliation,
        **({} if sheet.worksheet.anonymous else open_),
        "値": dict(answer.values),
        "文": [{"問い": label, "答え": text} for label, text in answer.lines],
        "票": answer.points,
        "もとになった回答": list(answer.sources),
    }


def _tell_cluster(cluster: ReportedCluster) -> dict[str, Any]:
    return {
        "表札": cluster.label,
        "回答": [answer.id for answer in cluster.answers],
        "中のまとまり": [_tell_cluster(one) for one in cluster.inner],
    }
