"""Cover words that should not have been written: the button, the form, the list of traces."""

import streamlit as st

from facilitator import redacting_commands, state
from facilitator.analysis.wording import moment_words
from facilitator.parts.words import escape
from facilitator.redacting_commands import WHOLE, WORDS
from worksheets.records import Workshop
from worksheets.redacting import LONGEST_WHY, MARK, list_redactions


def offer(code: str, answer_id: str) -> None:
    """Offer to cover words of an answer."""
    st.button(
        "伏せる",
        key=f"redact-{answer_id}",
        type="tertiary",
        help="名前などの言葉を読めなくします(もとに戻せません)",
        on_click=redacting_commands.choose,
        args=(code, answer_id),
    )


def form(code: str, answer_id: str) -> None:
    """Ask what shall be covered, under the answer it was pressed for."""
    if state.read(state.REDACTING) != [code, answer_id]:
        return
    with st.form(f"redacting-{answer_id}", enter_to_submit=False):
        st.html(
            "<p><strong>伏せた言葉は、もとに戻せません。</strong>"
            f"「{MARK}」に置きかわり、投影・スマホ・まとめ・これから作る資料から、すぐに消えます。"
            "書き直す前の内容とまとまりの名前も置きかわります。</p>"
            '<p class="quiet">すでに保存した資料と、前に作った控え(バックアップ)、'
            "書いた人のスマホに残る下書きからは消えません。"
            "控えは「控えと消去」にある場所のファイルを消してください。</p>"
        )
        st.radio("伏せるもの", [WORDS, WHOLE], key=state.REDACT_WHOLE, horizontal=True)
        st.text_input(
            "伏せる言葉(同じ言葉があるほかの回答でも、まとめて伏せます)",
            key=state.REDACT_WORDS,
            max_chars=200,
            placeholder="例：個人の名前、電話番号",
        )
        st.text_input(
            "理由(記録に残ります。伏せる言葉は書かないでください)",
            key=state.REDACT_WHY,
            max_chars=LONGEST_WHY,
            placeholder="例：個人の名前が書かれていたため",
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                "もとに戻せないことを確かめて、伏せる",
                type="primary",
                key="redact_now",
                on_click=redacting_commands.cover,
                args=(code, answer_id),
            )
            st.form_submit_button(
                "やめる",
                key="redact_stop",
                on_click=redacting_commands.choose,
                args=(code, answer_id),
            )


def traces(workshop: Workshop) -> None:
    """List what was covered: who, when, where, why; the words are nowhere any more."""
    found = list_redactions(workshop.code)
    if not found:
        return
    titles = {sheet.key: sheet.title for sheet in workshop.program.worksheets}
    items = "".join(
        f"<li>{moment_words(one.redacted_at)}　{escape(one.by)}　"
        f"「{escape(titles.get(one.worksheet, ''))}」の回答{'(全文)' if one.whole else ''}　"
        f"理由：{escape(one.why)}</li>"
        for one in found
    )
    st.html(f'<h2 class="small">言葉を伏せた記録</h2><ul class="quiet">{items}</ul>')
