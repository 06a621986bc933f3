"""Write 安全対策一覧 as one HTML file that prints on A4 and needs nothing beside it."""

import base64
from collections.abc import Sequence
from html import escape

from facilitator.analysis.wording import moment_words
from facilitator.data_flow import TOLD, draw_flow
from facilitator.measure import WORDS, Measure
from facilitator.safety_facts import Facts

_STYLE = """
body { font-family: "BIZ UDPGothic", "Hiragino Sans", "Yu Gothic UI", Meiryo, sans-serif;
  color: #1a1a1a; line-height: 1.6; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
th, td { border: 1px solid #767676; padding: .4rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: #e8f1fe; } .safety { table-layout: fixed; }
.safety th:nth-child(1) { width: 20%; } .safety th:nth-child(2) { width: 17%; }
.write th { width: 30%; }
small { color: #4d4d4d; } .write { height: 3rem; } figure { margin: 1rem 0; }
@media print { body { font-size: 10pt; margin: 0; } @page { size: A4; margin: 15mm; } }
"""

SOURCES = (
    (
        "注1 総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」。"
        "令和6年10月の改定と令和7年3月の版は、本文ではなく解説記事で確かめたものです。"
    ),
    (
        "注2 個人情報の保護に関する法律。令和5年4月から市町村に直接適用されます。第61条は条文で"
        "確かめ、第62条、第66条、第68条、第69条は条文を見直していません。"
    ),
    (
        "注3 総務省「みんなの公共サイト運用ガイドライン」。2016年版の本文で確かめ、2024年版は"
        "確かめていません。"
    ),
    "注4 政府情報システムのためのセキュリティ評価制度(ISMAP)。解説記事で確かめたものです。",
)
CAUTION = (
    "この一覧は、説明の手がかりです。法的な助言ではありません。"
    "所属の情報セキュリティポリシーと個人情報の担当に、必ず確かめてください。"
)
_BY_HAND = ("事故のときの連絡先", "個人情報の担当", "管理する人(所属・職)", "確かめた日")


def make_safety_sheet(facts: Facts, measures: Sequence[Measure]) -> bytes:
    """Return the file."""
    moment = moment_words(facts.measured_at)
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        f"<title>安全対策一覧</title><style>{_STYLE}</style></head><body>"
        f"<h1>安全対策一覧</h1><p>{escape(moment)}に、このパソコンで確かめました。</p>"
        f"<p>{CAUTION}</p>{draw_table(measures)}"
        f"<h2>書いた言葉の流れ</h2>{draw_picture()}{draw_sources()}"
        "<h2>書きこむところ</h2><table><tbody>"
        + "".join(
            f'<tr class="write"><th scope="row">{name}</th><td></td></tr>' for name in _BY_HAND
        )
        + "</tbody></table></body></html>"
    ).encode()


def draw_table(measures: Sequence[Measure]) -> str:
    """Return the list as a table; the console shows the very same."""
    rows = "".join(
        f'<tr><th scope="row"><small>{escape(one.topic)}</small><br>{escape(one.title)}</th>'
        f"<td>{one.standing} {WORDS[one.standing]}"
        f"<br><small>{'いま測りました' if one.measured else '作りと決まり'}</small></td>"
        f"<td>{escape(one.found)}</td><td>{escape(one.advice)}"
        f"<br><small>もと: {escape(one.source)}</small></td></tr>"
        for one in measures
    )
    return (
        '<table class="safety"><thead><tr><th scope="col">項目</th><th scope="col">いま</th>'
        '<th scope="col">様子</th><th scope="col">すること</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def draw_picture(*, inside: bool = True) -> str:
    """Return the picture of where words go, and the same in words.

    With `inside` it is part of the page; else an image, where drawings are not let through.
    """
    told = "".join(f"<li>{escape(line)}</li>" for line in TOLD)
    picture = draw_flow()
    if not inside:
        data = base64.b64encode(picture.encode()).decode()
        alt = "書いた言葉の流れの図。内容は、下の1から7と同じです。"
        picture = f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}" width="960">'
    return f"<figure>{picture}</figure><ol>{told}</ol>"


def draw_sources() -> str:
    """Return where the questions come from, and how well that was looked at."""
    return "<h2>もとにした資料</h2><ul>" + "".join(f"<li>{one}</li>" for one in SOURCES) + "</ul>"
