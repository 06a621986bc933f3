"""A tiny program in files that a test writes, and breaks where it likes."""

from dataclasses import dataclass
from pathlib import Path

from programs.problems import ContentProblem
from programs.reading import read_program

SOURCES = """\
- key: study
  title: 調査研究の報告
  year: 令和5年度
  file: study.txt
"""

PROGRAM = """\
key: tiny
title: 小さな編
official_name: 小さなプログラム
notice: 本ツールの進行例です。
aims:
  - text: 目的
    source: {kind: sourced, file: study}
effects: []
main_contents:
  - text: 一つ目
    source: {kind: sourced, file: study}
  - text: 二つ目
    source: {kind: sourced, file: study}
  - text: 三つ目
    source: {kind: sourced, file: study}
for_whom: []
ground_rules: [よく聴く]
purpose: まとめに使います。
retention_days: 90
affiliations:
  - {key: office, label: 行政職員, group: office}
  - {key: council, label: 社会福祉協議会, group: council}
fields:
  - {key: elderly, label: 高齢}
  - {key: none, label: 決まった分野はない}
meetings: [first, second]
cases: [lone]
practices: [town]
"""

FIRST = """\
key: first
label: 第1回
title: 振り返る
kind: gathering
aim: もやもやを出し合う。
main_content: 1
outcome: [カード]
source: {kind: ours}
steps:
  - key: opening
    title: 開会
    kind: opening
    aim: 始める。
    minutes: 20
    shortest: 10
    instruction: 名前を書く
    say: [こんにちは。]
    do: [あいさつする]
    stage:
      heading: ようこそ
      lines: [名前を書く]
    worksheets: [survey-before]
    source: {kind: ours}
  - key: writing
    title: もやもやを書く
    kind: write
    aim: 書く。
    minutes: 30
    shortest: 0
    droppable: true
    instruction: カードに書く
    say: [書きましょう。]
    do: [見て回る]
    stage: {heading: もやもや}
    worksheets: [voices]
    votes_on: [voices]
    clusters_on: [voices]
    cases: [lone]
    practices: [town]
    source: {kind: ours}
  - key: closing
    title: ふりかえり
    kind: closing
    aim: 終える。
    minutes: 10
    shortest: 5
    instruction: ふりかえる
    say: [お疲れさまでした。]
    do: [お礼を言う]
    stage: {heading: ふりかえり}
    worksheets: [reflection]
    source: {kind: ours}
worksheets:
  - key: survey-before
    title: 事前アンケート
    scope: individual
    role: survey
    anonymous: true
    questions:
      - key: ease
        kind: scale
        label: つながりやすいですか
        labels: [いいえ, どちらかといえばいいえ, どちらかといえばはい, はい]
    source: {kind: ours}
  - key: voices
    title: もやもや
    scope: individual
    role: voices
    many: true
    votes: 3
    questions:
      - {key: text, kind: short_text, label: もやもや, max_length: 80}
      - key: between
        kind: choice
        label: だれとの間
        options:
          - {key: inside, label: 庁内}
          - {key: outside, label: 庁外}
    source: {kind: ours}
  - key: reflection
    title: ふりかえり
    scope: individual
    role: reflection
    questions:
      - {key: next, kind: long_text, label: 次にすること}
    source: {kind: ours}
"""

SECOND = """\
key: second
label: 第2回
title: アイデア
kind: gathering
aim: 考える。
main_content: 2
outcome: [アイデア]
source: {kind: ours}
steps:
  - key: ideas
    title: アイデア
    kind: write
    aim: 出す。
    minutes: 60
    shortest: 30
    instruction: 書く
    say: [書きましょう。]
    do: [見て回る]
    stage: {heading: アイデア}
    worksheets: [ideas, survey-after]
    source: {kind: ours}
worksheets:
  - key: ideas
    title: アイデア
    scope: team
    role: ideas
    questions:
      - {key: from, kind: reference, label: どのもやもやから, of: voices}
      - {key: order, kind: rank, label: 順番, of: voices}
      - {key: count, kind: number, label: 人数, least: 0, most: 100}
      - {key: day, kind: date, label: いつ}
      - key: tags
        kind: choices
        label: 分野
        most: 2
        options:
          - {key: elderly, label: 高齢}
          - {key: child, label: 子ども}
      - key: place
        kind: position
        label: 効果とやりやすさ
        least: 1
        most: 5
        x: {label: やりやすさ, low: 難しい, high: やさしい}
        y: {label: 効果, low: 小さい, high: 大きい}
      - key: plan
        kind: table
        label: 段取り
        columns:
          - {key: task, label: すること}
          - key: state
            label: 様子
            kind: choice
            options:
              - {key: yes-done, label: 済み}
              - {key: not-yet, label: まだ}
    source: {kind: ours}
  - key: survey-after
    title: 事後アンケート
    scope: individual
    role: survey
    anonymous: true
    questions:
      - key: ease
        kind: scale
        label: つながりやすくなりましたか
        labels: [いいえ, どちらかといえばいいえ, どちらかといえばはい, はい]
    source: {kind: ours}
"""

CASE = """\
key: lone
title: 一人で暮らす人
notice: この事例は架空です。
household: 一人暮らし。
wishes: 家にいたい。
support_now: なし。
sticking_points: [だれも知らない]
questions: [何ができますか]
source: {kind: ours}
"""

PRACTICE = """\
key: town
municipality: ある町
title: 全部の課の集まり
done: 集まった。
copy_hint: 一度集まる。
source: {kind: sourced, file: study}
"""

FILES = {
    "sources.yaml": SOURCES,
    "tiny/program.yaml": PROGRAM,
    "tiny/meetings/first.yaml": FIRST,
    "tiny/meetings/second.yaml": SECOND,
    "cases/lone.yaml": CASE,
    "practices/town.yaml": PRACTICE,
}
SHORT = {
    "sources": "sources.yaml",
    "program": "tiny/program.yaml",
    "first": "tiny/meetings/first.yaml",
    "second": "tiny/meetings/second.yaml",
    "case": "cases/lone.yaml",
    "practice": "practices/town.yaml",
}


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder of its own."""

    root: Path

    def change(self, file: str, old: str, new: str, *, nth: int = 1) -> None:
        """Replace the nth place where `old` stands; it must stand there."""
        path = self.root / SHORT[file]
        parts = path.read_text(encoding="utf-8").split(old)
        assert len(parts) > nth, f"{old!r} stands {len(parts) - 1} times"
        text = old.join(parts[:nth]) + new + old.join(parts[nth:])
        path.write_text(text, encoding="utf-8")

    def problems(self) -> tuple[ContentProblem, ...]:
        return read_program("tiny", root=self.root).problems


def write_content(root: Path) -> Content:
    """Write the tiny program below `root`."""
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return Content(root)
