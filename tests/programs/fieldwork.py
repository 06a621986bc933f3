"""Fieldwork for the tiny program: plan, guide, record, voices and overlaps, as roles need them."""

from tests.programs.tiny import SHORT, Content

WALK = """\
key: walk
label: 訪問期間
title: 会いに行く
kind: fieldwork
aim: 聞く。
outcome: [記録]
source: {kind: ours}
steps:
  - key: visit
    title: 訪ねる
    kind: task
    aim: 聞く。
    minutes: 60
    shortest: 30
    instruction: 聞く
    say: [こんにちは。]
    do: [聞く]
    stage: {heading: 訪ねる}
    worksheets: [plan, guide, record, heard, overlaps]
    source: {kind: ours}
worksheets:
  - key: plan
    title: 訪問計画
    scope: team
    role: visits
    many: true
    questions:
      - {key: whom, kind: short_text, label: 訪問先, required: true}
      - {key: day, kind: date, label: 訪ねる日}
      - key: state
        kind: choice
        label: 様子
        options:
          - {key: not-yet, label: これから}
          - {key: asked, label: 頼んだ}
          - {key: dated, label: 決まった}
          - {key: met, label: 聞いた}
          - {key: declined, label: 見送り}
    source: {kind: ours}
  - key: guide
    title: 質問
    scope: team
    role: guide
    questions:
      - {key: consent, kind: long_text, label: 約束, required: true}
    source: {kind: ours}
  - key: record
    title: 記録
    scope: team
    role: interviews
    many: true
    questions:
      - {key: who, kind: short_text, label: だれ, required: true}
      - {key: visit, kind: reference, label: どの訪問, of: plan}
      - key: sharing
        kind: choice
        label: どこまで
        required: true
        options:
          - {key: team, label: 班}
          - {key: anonymous, label: みんな}
          - {key: none, label: 伝えない}
      - {key: day, kind: date, label: 聞いた日}
      - key: words
        kind: table
        label: 言葉
        columns:
          - {key: word, label: 聞いた言葉}
      - {key: values, kind: long_text, label: 思い}
      - {key: can-do, kind: long_text, label: できること}
      - {key: worries, kind: long_text, label: 気になること}
      - {key: want-to-try, kind: long_text, label: やってみたいこと}
      - {key: return-what, kind: short_text, label: お返し}
      - {key: return-day, kind: date, label: お返しの日}
      - key: returned
        kind: choice
        label: お返しの様子
        options:
          - {key: not-yet, label: まだ}
          - {key: done, label: 済んだ}
          - {key: later, label: あとで}
      - {key: return-answer, kind: short_text, label: 返ってきた言葉}
    source: {kind: ours}
  - key: heard
    title: 声
    scope: team
    role: voices
    many: true
    questions:
      - key: kind
        kind: choice
        label: どんな声
        options:
          - {key: value, label: 思い}
          - {key: can-do, label: できること}
          - {key: worry, label: 気になる}
          - {key: want-to-try, label: やりたい}
      - {key: text, kind: short_text, label: 言葉, required: true}
      - {key: from, kind: reference, label: どの記録, of: record}
      - key: sharing
        kind: choice
        label: どこまで
        required: true
        options:
          - {key: team, label: 班}
          - {key: anonymous, label: みんな}
      - {key: place, kind: short_text, label: 場所}
      - {key: time, kind: short_text, label: 時間}
      - {key: tool, kind: short_text, label: 道具}
      - key: field
        kind: choices
        label: 分野
        options:
          - {key: elderly, label: 高齢}
          - {key: beyond, label: 福祉のほか}
    source: {kind: ours}
  - key: overlaps
    title: 重なり
    scope: team
    role: overlaps
    many: true
    questions:
      - {key: name, kind: short_text, label: ひとことで, required: true}
      - {key: a, kind: reference, label: 一つ目, of: heard}
      - {key: b, kind: reference, label: 二つ目, of: heard}
      - key: kind
        kind: choice
        label: 種類
        options:
          - {key: same-wish, label: 同じ思い}
          - {key: try-meets-worry, label: 応える}
          - {key: place, label: 場所}
          - {key: time, label: 時間}
          - {key: skill, label: 道具や技}
          - {key: people, label: 人手}
      - {key: reason, kind: long_text, label: 理由}
    source: {kind: ours}
"""
SHORT["walk"] = "tiny/meetings/walk.yaml"


def add_fieldwork(content: Content) -> None:
    """Let the tiny program go out between its two meetings."""
    (content.root / SHORT["walk"]).write_text(WALK, encoding="utf-8")
    content.change("program", "meetings: [first, second]", "meetings: [first, walk, second]")
    content.change("first", "role: voices", "role: memo")
