"""資料: the results as files to take home."""

from facilitator import state
from facilitator.parts import downloads, frame, templates
from facilitator.parts.reports import read_report

frame.notices()
workshop = state.get_chosen()
report = read_report(workshop.code)
frame.heading(
    "資料",
    f"いまの内容(参加 {report.joined}人、回答 {report.answers}件)で作ります。"
    "隠した回答と取り下げられた回答は入りません。",
)
templates.show_template(workshop.code)
downloads.list_files(workshop.code, report)
