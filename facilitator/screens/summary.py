"""まとめ: everything people gave, by meeting and worksheet, in numbers and in their words."""

import streamlit as st

from facilitator import state
from facilitator.parts import cards, choosing, clusters, frame, live, results
from facilitator.parts.reports import read_report
from worksheets import rooms


@st.fragment
def board(code: str) -> None:
    """Draw the page; while people write, it runs again every few seconds at most."""
    live.listen(rooms.get_room(code), gap=4000)
    frame.notices()
    report = read_report(code)
    frame.heading("まとめ", f"参加 {report.joined}人 ・ 回答 {report.answers}件")
    sheet = choosing.choose_worksheet(report)
    if sheet is None:
        return
    if sheet.worksheet.anonymous:
        st.html(
            '<p class="notice">無記名のワークシートです。名前は出ません。'
            "班や所属は、5人以上が当てはまるときだけ出ます。</p>"
        )
    cards.withheld_line(sheet.withheld)
    choice = choosing.choose_people(report, sheet)
    chosen = choosing.narrow(report, sheet, choice)
    if chosen is None:
        st.html('<p class="notice">当てはまる回答が5件に満たないため、分けて出しません。</p>')
        return
    if sheet.key in rooms.get_room(code).open_votes:
        chosen = results.without_points(chosen)
    results.numbers(chosen, of=len(sheet.answers))
    if len(chosen.answers) == len(sheet.answers):
        clusters.reported_clusters(sheet)
    results.tallies(chosen)
    origins = {thread.end.id: thread for thread in report.threads}
    results.card_list(code, chosen, choosing.list_words(report), origins)


board(state.get_chosen().code)
