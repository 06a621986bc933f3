"""How people and other PCs get in: address, code, QR code, facilitator key."""

import base64

import streamlit as st

from facilitator import addresses, commands, options_commands, state
from facilitator.parts.words import escape
from facilitator.stage.pictures import draw_qr
from worksheets.records import Workshop


def join_panel(workshop: Workshop) -> None:
    """Show how participants join."""
    url = addresses.join_url(workshop.code)
    with st.container(border=True, key="join"):
        st.html('<h2 class="small">参加のしかた</h2>')
        picture, words = st.columns([2, 3], vertical_alignment="center")
        picture.html(_draw_picture(url, "参加する画面を開くQRコード", 220))
        with words:
            st.html(
                f'<p class="quiet">番号</p><p class="code">{escape(workshop.joining_code)}</p>'
                f'<p class="quiet">アドレス</p><p class="address">{escape(url)}</p>'
            )
        options = workshop.options
        if options.network_name:
            password = (
                f"　パスワード：{options.network_password}" if options.network_password else ""
            )
            st.text(f"Wi-Fi：{options.network_name}{password}")
        if options.joining_open:
            st.button(
                "参加の受け付けを終える",
                key="joining_close",
                on_click=options_commands.set_joining,
                args=(workshop.code,),
                kwargs={"is_open": False},
            )
        else:
            st.html('<span class="badge closed">■ 参加の受け付けを終えています</span>')
            st.button(
                "参加の受け付けを再開する",
                key="joining_open",
                on_click=options_commands.set_joining,
                args=(workshop.code,),
                kwargs={"is_open": True},
            )
        _code_popover(workshop)


def _code_popover(workshop: Workshop) -> None:
    with st.popover("番号を変える", key="joining_code_popover"):
        st.html(
            "<p>番号が関係のない人に知られたときに使います。前の番号では新しく参加できなくなり、"
            "すでに参加している人はそのまま続けられます。"
            "配った紙のQRコードも使えなくなるので、投影を見てもらってください。</p>"
        )
        st.button(
            "新しい番号にする",
            key="joining_code_renew",
            type="primary",
            on_click=options_commands.renew_joining_code,
            args=(workshop.code,),
        )


def screens_panel(workshop: Workshop) -> None:
    """Show where the wall screen and the remote are."""
    code, prefix = workshop.code, state.get_prefix()
    with st.container(border=True, key="other_screens"):
        st.html('<h2 class="small">投影とリモコン</h2>')
        st.html(
            '<p class="quiet">投影用のPCでは次のアドレスを開きます(合言葉かキーが必要です)。</p>'
            f'<p class="address">{escape(addresses.stage_url(code))}</p>'
            '<p class="quiet">進行役のスマホでは、リモコンが使えます。</p>'
            f'<p class="address">{escape(addresses.remote_url(code))}</p>'
        )
        with st.container(horizontal=True):
            st.link_button(
                "投影画面を開く", f"{prefix}/stage/{code}", icon=":material/open_in_new:"
            )
            st.link_button(
                "リモコンを開く", f"{prefix}/remote/{code}", icon=":material/open_in_new:"
            )


def key_panel(workshop: Workshop) -> None:
    """Show a facilitator key just made, or offer a new one."""
    code = workshop.code
    key = state.find_new_key(code)
    with st.container(border=True, key="key"):
        st.html('<h2 class="small">この研修のキー</h2>')
        if key:
            _new_key(code, key)
            return
        st.html(
            '<p class="quiet">キーを知っている人は、この研修の進行・投影・リモコンを開けます。'
            "ほかの研修は見られません。"
            "なくしたときや、知られて困る人に見られたときは、作りなおしてください。</p>"
        )
        with st.popover("キーを作りなおす", key="key_popover"):
            st.html("<p>今までのキーは、すぐに使えなくなります。作りなおしますか。</p>")
            st.button(
                "作りなおす",
                key="key_renew",
                type="primary",
                on_click=commands.renew_key,
                args=(code,),
            )


def _new_key(code: str, key: str) -> None:
    st.html(
        "<p><strong>キーが表示されるのは、いまだけです。</strong>"
        "紙に控えるか、下のQRコードを進行役のスマホで読みとってください。</p>"
    )
    st.code(key, language=None)
    st.html(_draw_picture(addresses.remote_url(code, key=key), "リモコンを開くQRコード", 200))
    st.html('<p class="quiet">読みとると、そのスマホがリモコンになります。</p>')
    st.button(
        "控えました(表示を消す)", key="key_noted", on_click=state.forget_new_key, args=(code,)
    )


def _draw_picture(url: str, alt: str, width: int) -> str:
    """Return a QR code as an image with words for those who cannot see it."""
    data = base64.b64encode(draw_qr(url).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}" width="{width}">'
