"""The list of everything that can be taken home: pages, command line and tests walk it."""

from collections.abc import Callable
from dataclasses import dataclass

from facilitator.analysis.records import Report
from facilitator.analysis.told import has_told
from facilitator.exports.answers_book import make_answers_book
from facilitator.exports.answers_csv import make_answers_csv
from facilitator.exports.bundle import Piece, make_bundle
from facilitator.exports.calendar_file import make_calendar
from facilitator.exports.deck import make_deck
from facilitator.exports.handover_paper import make_handover_paper
from facilitator.exports.letters_paper import make_letters_paper
from facilitator.exports.meeting_slides import make_meeting_slides
from facilitator.exports.minutes_paper import make_minutes_paper
from facilitator.exports.overlaps_book import make_overlaps_book
from facilitator.exports.paper_sheets import make_large_sheets, make_paper_sheets
from facilitator.exports.plan_book import make_plan_book
from facilitator.exports.plan_deck import make_plan_deck
from facilitator.exports.plan_paper import make_plan_paper
from facilitator.exports.story_deck import make_story
from facilitator.exports.thanks_paper import make_thanks_paper
from facilitator.exports.trip_paper import make_trip_paper
from facilitator.exports.visits_paper import make_visits_paper
from facilitator.exports.words import file_stem

_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ICS = "text/calendar; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file: what it is called, what it is for, and how it is made."""

    key: str
    label: str
    explain: str
    media_type: str
    file_name: Callable[[Report], str]
    make: Callable[[Report], bytes]
    fits: Callable[[Report], bool] = lambda _: True  # whether it is of use for this program
    on_template: Callable[[Report, bytes], bytes] | None = None  # slides: on the office's own

    def write(self, report: Report, template: bytes | None = None) -> bytes:
        """Make the file, slides of it on a template where one is given."""
        if template is None or self.on_template is None:
            return self.make(report)
        return self.on_template(report, template)


def _named(kind: str, ending: str) -> Callable[[Report], str]:
    return lambda report: f"{file_stem(report, kind)}.{ending}"


_PARTS = (
    Export(
        "deck",
        "結果のスライド",
        "集まった言葉と数を、話せる順に並べたPowerPoint。話し方はノートにあります。",
        _PPTX,
        _named("結果", "pptx"),
        make_deck,
        on_template=make_deck,
    ),
    Export(
        "story",
        "所属長に話す12枚",
        "結論から話せる短いPowerPoint。感じられたこと・選んだこと・これから・お願い。",
        _PPTX,
        _named("報告", "pptx"),
        make_story,
        on_template=make_story,
    ),
    Export(
        "plan",
        "実行プランのスライド",
        "所属長や関係機関に、何をなぜするのかを話すためのPowerPoint。",
        _PPTX,
        _named("実行プラン", "pptx"),
        make_plan_deck,
        on_template=make_plan_deck,
    ),
    Export(
        "plan-paper",
        "実行プランの様式(Word)",
        "A4縦のWord。プランごとの1枚と、期日順の「最初の一歩」。所属長の確認欄つき。",
        _DOCX,
        _named("実行プラン様式", "docx"),
        make_plan_paper,
    ),
    Export(
        "plan-book",
        "実行プランの様式(Excel)",
        "A4横で印刷できるExcel。プランごとの1枚と、期日順の「最初の一歩」。",
        _XLSX,
        _named("実行プラン様式", "xlsx"),
        make_plan_book,
    ),
    Export(
        "visits",
        "訪問のまとめ",
        "地域の人に聞いた声のまとめ(Word)。載せてよいと選ばれた言葉だけが入ります。",
        _DOCX,
        _named("訪問のまとめ", "docx"),
        make_visits_paper,
        has_told,
    ),
    Export(
        "overlaps",
        "重なりの一覧",
        "取り入れた重なりと、もとの声、人と人の表、生まれたアイデア(Excel)。",
        _XLSX,
        _named("重なり", "xlsx"),
        make_overlaps_book,
        has_told,
    ),
    Export(
        "thanks",
        "お返しの文",
        "話してくださった方に手渡すか読み上げる、1件1ページのお礼(Word)。名前は手で書きます。",
        _DOCX,
        _named("お返しの文", "docx"),
        make_thanks_paper,
        has_told,
    ),
    Export(
        "minutes",
        "結果要旨",
        "回ごとに、話し合ったこと・決まったこと・次までにすることをまとめたWordの案。",
        _DOCX,
        _named("結果要旨", "docx"),
        make_minutes_paper,
    ),
    Export(
        "handover",
        "引継ぎシート",
        "次の担当者が、はじめの1時間で読むためのWord。空いた欄は手で書きこみます。",
        _DOCX,
        _named("引継ぎシート", "docx"),
        make_handover_paper,
    ),
    Export(
        "trip",
        "復命書(素案)",
        "参加した職員が所属に出す報告のWord。概要が入っていて、所感は自分で書きます。",
        _DOCX,
        _named("復命書素案", "docx"),
        make_trip_paper,
    ),
    Export(
        "letters",
        "開催通知と依頼文",
        "参加する方への通知と、所属長への依頼文のWord。日時や宛名は空けてあります。",
        _DOCX,
        _named("開催通知と依頼文", "docx"),
        make_letters_paper,
    ),
    Export(
        "calendar",
        "期日のカレンダー",
        "「最初の一歩」の期日とふりかえりの目安を、パソコンやスマートフォンの予定表に読みこむファイル。",
        _ICS,
        _named("期日", "ics"),
        make_calendar,
    ),
    Export(
        "slides",
        "進行のスライド",
        "PowerPointで進めたいときに。台本はノートにあります。",
        _PPTX,
        _named("進行", "pptx"),
        make_meeting_slides,
        on_template=make_meeting_slides,
    ),
    Export(
        "sheets",
        "紙のワークシート(A4)",
        "白黒で印刷して手で書けるExcel。端末を使わない人や、通信が使えないときに。",
        _XLSX,
        _named("ワークシート", "xlsx"),
        make_paper_sheets,
    ),
    Export(
        "sheets-a3",
        "班で書く紙(A3)",
        "班や全体で1枚を囲んで書くワークシートだけを、A3の大きさで(Excel)。",
        _XLSX,
        _named("ワークシートA3", "xlsx"),
        make_large_sheets,
    ),
    Export(
        "answers",
        "回答の一覧(Excel)",
        "すべての回答。ワークシートごとに1枚のシート。",
        _XLSX,
        _named("回答", "xlsx"),
        make_answers_book,
    ),
    Export(
        "answers-csv",
        "回答の一覧(CSV)",
        "すべての回答を1つの表に。ほかの道具で読むときに。",
        "text/csv; charset=utf-8",
        _named("回答", "csv"),
        make_answers_csv,
    ),
)


def _make_bundle(report: Report, template: bytes | None = None) -> bytes:
    pieces = [
        Piece(one.file_name(report), one.label, one.explain, one.write(report, template))
        for one in _PARTS
        if one.fits(report)
    ]
    return make_bundle(report, pieces)


EXPORTS = (
    *_PARTS,
    Export(
        "bundle",
        "全部まとめて(zip)",
        "上のファイルすべてと目次を1つに。",
        "application/zip",
        _named("まとめ", "zip"),
        _make_bundle,
        on_template=_make_bundle,
    ),
)


def list_exports(report: Report) -> tuple[Export, ...]:
    """Return the exports that are of use for this workshop's program."""
    return tuple(export for export in EXPORTS if export.fits(report))


def find_export(key: str) -> Export | None:
    """Return the export of this kind, if there is one."""
    return next((export for export in EXPORTS if export.key == key), None)
