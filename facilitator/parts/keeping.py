"""When workshops are deleted, the backups, and bringing one back: the rows of the page."""

from datetime import timedelta
from pathlib import Path

import streamlit as st

from facilitator import keeping_commands, state
from facilitator.analysis.wording import day_words, moment_words
from facilitator.backups import make_backup, read_manifest
from facilitator.parts.visitor import can
from facilitator.parts.words import escape, plain
from facilitator.restoring import find_waiting
from facilitator.rights import Need
from facilitator.safekeeping import list_backups, list_folders
from worksheets import toolkit
from worksheets.deleting import Erasure, How
from worksheets.errors import BadInput
from worksheets.retention import Keeping, find_today, is_any_told, list_keepings

LONGER = timedelta(days=90)
_SHOWN = 10
_MEGABYTE = 1_000_000
_HOW = {How.BY_HAND: "手で消した", How.DUE: "残す日数をすぎて消した"}


def list_endings() -> tuple[str, ...]:
    """Return a warning for each workshop that will soon be deleted."""
    if not is_any_told():
        return ()
    today = find_today()
    return tuple(
        f"研修「{one.title}」は、{day_words(one.find_end(today))}にすべて消えます"
        f"(最後に動いた日から{(one.due - one.last_active).days}日)。"
        "残したい資料は先に書き出してください。「控えと消去」で先にのばせます。"
        for one in list_keepings()
        if one.is_near(today) and can(Need.MANAGE, one.code)
    )


def show_keeping(keeping: Keeping) -> None:
    """Draw one workshop with the day it is deleted, and what can be done about it."""
    today = find_today()
    with st.container(border=True, key=f"keeping-{keeping.code}"):
        st.html(
            '<div class="workshop keeping">'
            f'<p class="quiet">{escape(keeping.municipality) or "　"}</p>'
            f"<h2>{escape(keeping.title)}</h2><dl>"
            f'<dt>番号</dt><dd class="letters">{escape(keeping.code)}</dd>'
            f"<dt>最後に動いた日</dt><dd>{day_words(keeping.last_active)}</dd>"
            f"<dt>消える日</dt><dd>{day_words(keeping.find_end(today))}</dd></dl></div>"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            later = keeping.find_end(today) + LONGER
            st.button(
                f"{day_words(later)}までのばす",
                key=f"postpone-{keeping.code}",
                on_click=keeping_commands.postpone,
                args=(keeping.code, later),
            )
            with st.popover("いますぐ消す", key=f"erase-{keeping.code}"):
                _ask_before_erasing(keeping)


def _ask_before_erasing(keeping: Keeping) -> None:
    st.markdown(
        "参加者の名前、回答、投票、まとまり、実行プランが、すべて消えます。もとに戻せません。"
        "消す前に「資料」で残したいものを書き出してください。"
    )
    st.text("消してよければ、研修の名前をそのまま書いてください。")
    st.text(keeping.title)
    with st.form(f"erasing-{keeping.code}", border=False, enter_to_submit=False):
        st.text_input("研修の名前", key=f"{state.ERASE_TITLE}_{keeping.code}")
        st.form_submit_button(
            "この研修を消す",
            key=f"erase-now-{keeping.code}",
            on_click=keeping_commands.erase,
            args=(keeping.code,),
        )


def show_backups() -> None:
    """List the newest automatic backups of each folder, and offer one to take away."""
    settings = toolkit.current().settings
    st.download_button(
        plain("いまの控えを作って保存する"),
        data=lambda: make_backup()[0],
        file_name=f"控え_{find_today():%Y%m%d}.zip",
        mime="application/zip",
        key="make_backup",
        icon=":material/download:",
        on_click="ignore",
    )
    for number, folder in enumerate(list_folders(settings)):
        found = list_backups(folder)
        st.html(
            f"<p><b>{'このパソコンの自動の控え' if not number else '2つ目の場所の控え'}</b><br>"
            f'<span class="quiet file">{escape(str(folder))}(全部で{len(found)}個)</span></p>'
        )
        if not found:
            st.text("控えはまだありません。ステップを進めるたびに、自動でできます。")
            continue
        st.html(f'<ol class="backups">{"".join(_line(path) for path in found[:_SHOWN])}</ol>')
        st.button(
            "いちばん新しい控えを確かめる",
            key=f"check-backup-{number}",
            on_click=keeping_commands.check_newest,
            args=(str(found[0]),),
        )


def _line(path: Path) -> str:
    size = path.stat().st_size / _MEGABYTE
    try:
        manifest = read_manifest(path)
    except BadInput:
        return f"<li>▲ {escape(path.name)} 読めません({size:.1f} MB)</li>"
    moment = str(manifest["created"])[:16].replace("T", " ").replace("-", "/")
    answers = int(manifest["rows"].get("answers", 0))
    return f"<li>{escape(moment)}　回答{answers}件　{size:.1f} MB</li>"


def show_restoring() -> None:
    """Take a backup that shall take the place of the data at the next start."""
    waiting = find_waiting(toolkit.current().settings)
    if waiting is not None:
        answers = waiting.rows.get("answers", 0)
        st.html(
            '<p role="status"><b>次に始めるとき、この控えに戻ります。</b><br>'
            f"{escape(waiting.created[:16].replace('T', ' '))}の控え(回答{answers}件)。"
            "いまのデータは、別の名前で残ります。いま終わらせて(Ctrl+C)、もう一度始めてください。</p>"
        )
        st.button("戻すのをやめる", key="call_off", on_click=keeping_commands.call_off)
        return
    st.html(
        '<p class="quiet">控えを作ったあとに伏せた言葉と、使えなくしたキーは、もとに戻ります。'
        "戻したあとで、もう一度伏せ、「人と権限」で全員を出してください。</p>"
    )
    uploaded = st.file_uploader("控えのファイル(.zip)", type=["zip"], key=state.RESTORE_FILE)
    st.button(
        "確かめて、次に始めるときに戻す",
        key="schedule_restore",
        disabled=uploaded is None,
        on_click=keeping_commands.schedule,
    )


def show_erasure(erasure: Erasure) -> str:
    """Return one line about what was deleted."""
    where = f"{erasure.municipality}　" if erasure.municipality else ""
    return (
        f"<li>{moment_words(erasure.erased_at)}　{escape(where + erasure.title)}"
        f"(参加{erasure.participants}人、回答{erasure.answers}件)　{_HOW[erasure.how]}</li>"
    )
