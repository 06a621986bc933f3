"""控えと消去: until when everything is kept, the backups, and what was deleted."""

import streamlit as st

from facilitator.parts import frame, keeping
from facilitator.parts.visitor import can
from facilitator.rights import Need
from worksheets.deleting import list_erasures
from worksheets.retention import WARNED_BEFORE, WARNED_FOR, list_keepings

frame.notices()
frame.heading(
    "控えと消去",
    "研修の内容は、最後に動いた日から、参加者に約束した日数だけ残し、そのあと自動で消します。"
    f"消える{WARNED_BEFORE.days}日前から知らせ、知らせてから{WARNED_FOR.days}日は消しません。",
)
left, right = st.columns(2, gap="large")
with left:
    st.html('<h2 class="small">研修ごとの消える日</h2>')
    found = [one for one in list_keepings() if can(Need.MANAGE, one.code)]
    if not found:
        st.text("研修はまだありません。")
    for one in found:
        keeping.show_keeping(one)
    erased = list_erasures() if can(Need.OFFICE) else ()
    if erased:
        st.html(
            '<h2 class="small">消した記録</h2><ul>'
            + "".join(keeping.show_erasure(one) for one in erased)
            + "</ul><p>消す前に作った控えには、内容が残っています。要らなくなった控えは、"
            "右の場所のファイルを消してください。</p>"
        )
if can(Need.OFFICE):
    with right:
        st.html('<h2 class="small">控え(バックアップ)</h2>')
        keeping.show_backups()
        st.html('<h2 class="small">控えから戻す</h2>')
        keeping.show_restoring()
