"""The picture frame around every page: looks, links, notices."""

from pathlib import Path

import streamlit as st

from facilitator import state
from facilitator.analysis.fieldwork import find_sheet
from facilitator.parts.keeping import list_endings
from facilitator.parts.visitor import can
from facilitator.parts.words import escape, plain
from facilitator.rights import PAGES as NEEDS
from facilitator.rights import Need
from facilitator.safekeeping import list_worries
from facilitator.state import Tone
from programs.questions import Role
from worksheets.records import Workshop

_LOOKS = Path(__file__).with_name("console.css")

ORDER = ("screens/running_order.py", "進行表", "order")
# Pages of one workshop in the order of the links: file, title, icon.
PAGES = (
    ("screens/run.py", "進行", "run"),
    ORDER,
    ("screens/people.py", "参加者", "people"),
    ("screens/enter.py", "代理入力", "enter"),
    ("screens/summary.py", "まとめ", "summary"),
    ("screens/files.py", "資料", "files"),
    ("screens/guide.py", "進め方", "guide"),
    ("screens/options.py", "設定", "options"),
)
# For programs that send people out to listen; they stand after 参加者.
FIELDWORK = (
    ("screens/visits.py", "訪問", "visits"),
    ("screens/overlaps.py", "声と重なり", "overlaps"),
)
_BEFORE_FIELDWORK = 3
# Reached from 代理入力, not from the links on top.
NOTES = ("screens/notes.py", "まとめて取り込む", "notes")
# Reached from 設定.
PASSES = ("screens/passes.py", "人と権限", "passes")
TOTALS = ("screens/totals.py", "集計", "totals")
HOME = "screens/home.py"
NEW = "screens/new.py"
KEEPING = "screens/keeping.py"
SAFETY = "screens/safety.py"


def dress() -> None:
    """Bring in the console's looks."""
    st.html(_LOOKS)


def dress_for_looking() -> None:
    """Take what can be pressed out of sight for those who may only look; commands refuse them."""
    st.html(
        "<style>.stButton, .stFormSubmitButton, .stForm, .stLinkButton, .stPopover,"
        " .st-key-phone_notice { display: none }"
        " .st-key-stage .stLinkButton { display: block }</style>"
        '<p class="notice" role="note">見るだけの画面です。操作のボタンは出ません。</p>'
    )


def refuse(code: str) -> None:
    """Say that this page is not for whoever looks, and where they can go."""
    heading("この画面はひらけません", "あなたのキーでは見られない画面です。")
    st.text("要るときは、この研修の進行役か事務局に頼んでください。")
    if code and can(Need.TOTALS, code):
        file, title, _ = PAGES[0] if can(Need.SEE, code) else TOTALS
        st.page_link(file, label=plain(f"「{title}」へ"), query_params={state.CODE: code})
    st.html('<a href="signin" target="_self">合言葉か、ほかのキーで入りなおす</a>', width="content")


def links(workshop: Workshop | None) -> None:
    """Show where one can go; pages of a workshop only when one is chosen."""
    with st.container(key="top_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(HOME, label="研修の一覧", icon=":material/home:")
        if workshop is None:
            return
        st.html(f'<span class="which">{escape(workshop.title)}</span>', width="content")
        for file, title, _ in list_pages(workshop):
            st.page_link(file, label=title, query_params={state.CODE: workshop.code})


def list_pages(workshop: Workshop) -> tuple[tuple[str, str, str], ...]:
    """Return the pages that this workshop's program and whoever looks need, in order."""
    pages: tuple[tuple[str, str, str], ...] = PAGES
    if find_sheet(workshop.program, Role.INTERVIEWS) is not None:
        pages = (*PAGES[:_BEFORE_FIELDWORK], *FIELDWORK, *PAGES[_BEFORE_FIELDWORK:])
    if not can(Need.SEE, workshop.code):
        return (TOTALS,)
    return tuple(page for page in pages if can(NEEDS[page[2]], workshop.code))


def notices() -> None:
    """Show what the last command left, always in the same place so that nothing jumps."""
    with st.container(key="notices"):
        notice = state.find_notice()
        if notice is not None and notice.tone is Tone.WARNING:
            warn(notice.text)
        elif notice is not None:
            st.toast(plain(notice.text), icon=":material/check:")
        # Where the data lies and how the disk is, only those who run something must know.
        worries = list_worries() if can(Need.RUN) else ()
        for number, worry in enumerate((*worries, *list_endings())):
            warn(worry, key=f"worry-{number}")


def warn(text: str, *, key: str = "warning") -> None:
    """Show a warning; it may quote what people wrote, so it is shown as plain text."""
    with st.container(key=key, horizontal=True, gap="small"):
        st.html('<b role="alert">▲ 確かめてください</b>', width="content")
        st.text(text, width="stretch")


def heading(title: str, lead: str = "") -> None:
    """Show a page's title and one line of what it is for."""
    under = f"<p>{escape(lead)}</p>" if lead else ""
    st.html(f'<header class="page"><h1>{escape(title)}</h1>{under}</header>')
