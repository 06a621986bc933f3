"""Who may come into a workshop beside the facilitator: make, hand on and end their keys."""

import streamlit as st

from facilitator import addresses, pass_commands, state
from facilitator.analysis.wording import moment_words
from facilitator.parts.words import escape
from facilitator.rights import LABELS, Standing
from facilitator.stage.pictures import draw_qr
from worksheets.passes import LONGEST_NAME, Pass, PassRole, list_passes
from worksheets.records import Workshop

_MAY = {
    PassRole.HELPER: "この研修を一緒に進めます。削除とキーの作りなおしはできません。",
    PassRole.VIEWER: "進行・まとめ・投影を見るだけです。操作はできません。",
    PassRole.OBSERVER: "数とグラフだけを見ます。一つ一つの回答と名前は見られません。",
}
_NAMES = {role: LABELS[Standing(role.value)] for role in PassRole}


def new_pass(workshop: Workshop) -> None:
    """Ask for whom a key is, or show the one just made."""
    code = workshop.code
    key = state.find_new_key(pass_commands.name_new(code))
    with st.container(border=True, key="new_pass"):
        st.html('<h2 class="small">キーを作って渡す</h2>')
        if key:
            _hand_on(code, key)
            return
        with st.form("making_pass", border=False, enter_to_submit=False):
            st.text_input(
                "だれに渡しますか",
                key=state.PASS_NAME,
                max_chars=LONGEST_NAME,
                placeholder="例：〇〇課長",
            )
            st.radio(
                "できること",
                list(PassRole),
                format_func=_NAMES.__getitem__,
                captions=[_MAY[role] for role in PassRole],
                key=state.PASS_ROLE,
            )
            st.form_submit_button(
                "キーを作る", type="primary", on_click=pass_commands.make_pass, args=(code,)
            )


def _hand_on(code: str, key: str) -> None:
    link = addresses.signin_url(key=key)
    st.html(
        "<p><strong>キーが表示されるのは、いまだけです。</strong>"
        "下のアドレスを本人だけに伝えるか、QRコードを読みとってもらってください。"
        "アドレスを知っている人は、だれでもその画面を開けます。</p>"
    )
    st.code(link, language=None)
    st.image(draw_qr(link), width=200)
    st.button(
        "渡しました(表示を消す)",
        key="pass_noted",
        on_click=state.forget_new_key,
        args=(pass_commands.name_new(code),),
    )


def pass_list(workshop: Workshop) -> None:
    """List the keys that hold, each with the button that ends it, then those that ended."""
    found = list_passes(workshop.code)
    st.html('<h2 class="small">渡してあるキー</h2>')
    holding = [one for one in found if one.ended_at is None]
    if not holding:
        st.text("渡してあるキーはありません。")
    for one in holding:
        _line(workshop.code, one)
    ended = [one for one in found if one.ended_at is not None]
    if ended:
        lines = "".join(
            f"<li>{escape(one.name)}({_NAMES[one.role]})　"
            f"{moment_words(one.ended_at)}に使えなくしました</li>"
            for one in ended
            if one.ended_at
        )
        st.html(f'<h2 class="small">使えなくしたキー</h2><ul class="quiet">{lines}</ul>')


def _line(code: str, one: Pass) -> None:
    with st.container(
        key=f"pass-{one.id}", border=True, horizontal=True, vertical_alignment="center"
    ):
        st.text(f"{one.name}\n{_NAMES[one.role]}　{moment_words(one.made_at)}に作成")
        st.button(
            "使えなくする",
            key=f"end-pass-{one.id}",
            on_click=pass_commands.end_pass,
            args=(code, one.id),
        )


def everybody_panel(workshop: Workshop) -> None:
    """Offer to end every key of the workshop at once."""
    with st.container(border=True, key="end_all"):
        st.html(
            '<h2 class="small">全員をいったん出す</h2>'
            '<p class="quiet">この研修のキーを、進行役のものも含めてすべて使えなくします。'
            "合言葉で入っている人と、参加者のスマホは、そのまま続きます。</p>"
        )
        with st.popover("全員を出す", key="end_all_popover"):
            st.html("<p>開いている投影やリモコンも閉じます。よろしいですか。</p>")
            st.button(
                "すべてのキーを使えなくする",
                key="end_all_now",
                type="primary",
                on_click=pass_commands.end_everything,
                args=(workshop.code,),
            )
