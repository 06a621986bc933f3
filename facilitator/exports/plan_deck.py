"""Make the deck of action plans: for managers and partners who were not in the room."""

from facilitator.analysis import findings
from facilitator.analysis.records import Report
from facilitator.analysis.told import has_told
from facilitator.exports import plan_slides
from facilitator.exports.cover_slide import add_cover
from facilitator.exports.slides import Slides
from facilitator.exports.system_slides import add_judged
from facilitator.exports.telling import explain, tell_report
from facilitator.exports.thread_slides import add_thread


def make_plan_deck(report: Report, template: bytes | None = None) -> bytes:
    """Return the plans, each with where it came from, and all first steps by day."""
    slides = Slides(report, subject="実行プラン", template=template)
    add_cover(
        slides,
        report,
        "実行プラン",
        "所属長や関係機関に、何をするのか、なぜするのか、だれに何をお願いしたいのかを話す資料です。",
        "はじめに、だれの困りごとから始まったかを一言で話します。",
    )
    if report.plans:
        plan_slides.add_overview(slides, report)
        if has_told(report):
            add_judged(slides, report)
    else:
        slides.add_points(
            findings.say_plans(report.plans),
            ["実行プランのワークシートに書かれると、ここに1つずつ出ます。"],
            source=tell_report(report),
            notes=explain("まだ書かれていないときの控えのスライドです。"),
        )
    threads = {thread.end.id: thread for thread in report.threads}
    for plan in report.plans:
        plan_slides.add_plan(slides, report, plan, threads.get(plan.answer.id))
        if plan.answer.id in threads:
            add_thread(slides, threads[plan.answer.id])
    plan_slides.add_first_steps(slides, report, report.first_steps)
    slides.add_points(
        "この資料について",
        [
            report.program.notice,
            "参加した人が書いた言葉を、そのまま載せています。担当は名前ではなく役割で書いています。",
            "期日の早い順の一覧と、書きかえられる様式は、Excelの「実行プラン」にあります。",
        ],
        source=tell_report(report),
        notes=explain("質問が出たときのためのスライドです。"),
    )
    return slides.finish()
