"""The office's own template for slides: take one, see what it does, choose, take it away."""

import streamlit as st

from facilitator import state, template_commands
from facilitator.exports.first_pages import draw_first_pages
from facilitator.exports.outline import make_outline
from facilitator.exports.template import ENDINGS, MOST_BYTES
from facilitator.exports.template_sample import make_sample
from facilitator.parts.reports import read_report
from facilitator.parts.words import escape, plain
from worksheets.office_template import OfficeTemplate, find_template, read_content

_OFFICE, _OURS = "登録したひな形", "この道具の見た目"
_SAMPLES = 5
_WIDTH = 300
_NAME = "見本.pptx"
_HOW = (
    "<p>町や係で使っているPowerPointのひな形(.pptx、.potx)を登録すると、スライドの資料を"
    "その見た目で作ります。使うのはスライドマスターとレイアウトだけで、入っているスライド・"
    "マクロ・リンクは取りこみません。すべての研修で使い、控え(バックアップ)にも入ります。</p>"
)


def show_template(code: str) -> None:
    """Show the template of the office, or how to get one."""
    found = find_template()
    label = f"スライドの見た目：{found.name}" if found else "スライドの見た目：町のひな形を使う"
    with st.expander(plain(label), key="template", expanded=bool(state.read(state.TEMPLATE_FILE))):
        if found is None:
            st.html(_HOW)
        else:
            _show_known(code, found)
        uploaded = st.file_uploader(
            plain("別のひな形にかえる" if found else "ひな形のファイル"),
            type=list(ENDINGS),
            max_upload_size=MOST_BYTES // 1024 // 1024,
            key=state.TEMPLATE_FILE,
        )
        with st.container(horizontal=True):
            st.button(
                "このひな形を使う",
                key="template_keep",
                type="primary",
                disabled=uploaded is None,
                on_click=template_commands.keep,
            )
            if found is not None:
                st.button(
                    "ひな形を使うのをやめる",
                    key="template_remove",
                    on_click=template_commands.remove,
                )


def is_chosen() -> bool:
    """Tell whether slides are to be made on the office's template."""
    return find_template() is not None and state.read(state.TEMPLATE_LOOK) != _OURS


def name_look() -> str:
    """Return what names the looks of slides made now; "" is our own."""
    found = find_template()
    return found.kept_at.isoformat() if found is not None and is_chosen() else ""


def _show_known(code: str, found: OfficeTemplate) -> None:
    st.radio(
        "作るスライドの見た目",
        [_OFFICE, _OURS],
        key=state.TEMPLATE_LOOK,
        horizontal=True,
    )
    rows = "".join(
        f"<tr><th scope='row'>{escape(one['kind'])}</th><td>{escape(one['layout'])}</td>"
        f"<td>{escape(one['reason'])}</td></tr>"
        for one in found.document.get("uses", ())
    )
    st.html(
        "<div class='uses'><table><caption>どのレイアウトを何に使うか</caption><thead><tr>"
        "<th scope='col'>スライド</th><th scope='col'>使うレイアウト</th>"
        f"<th scope='col'>選んだわけ</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
    findings = found.document.get("findings", ())
    if findings:
        lines = "".join(f"<li>{escape(one)}</li>" for one in findings)
        st.html(f"<p><b>合わないところと、代わりにすること</b></p><ul>{lines}</ul>")
    else:
        st.html("<p>このまま使えます。合わないところは見つかりませんでした。</p>")
    if st.toggle("見本を見る", key=state.TEMPLATE_SAMPLE):
        _show_sample(code, found)


def _show_sample(code: str, found: OfficeTemplate) -> None:
    with st.spinner(plain("見本を描いています…")):
        content = _make(code, found.kept_at.isoformat())
        pictures = _draw(code, found.kept_at.isoformat(), content)
    if pictures:
        kinds = [str(one["kind"]) for one in found.document.get("uses", ())]
        with st.container(horizontal=True):
            for picture, kind in zip(pictures, kinds, strict=False):
                st.image(picture, width=_WIDTH, caption=plain(kind))
        return
    outline = make_outline(content, _NAME)
    items = "".join(f"<li>{escape(line)}</li>" for line in outline.lines)
    st.html(
        "<p>このパソコンにはLibreOfficeがないので、絵の代わりに見出しを出します。"
        f"</p><ol class='outline'>{items}</ol>"
    )
    st.download_button(
        plain("見本のスライドを保存する"), data=content, file_name=_NAME, key="template_save"
    )


@st.cache_data(max_entries=4, show_spinner=False)
def _make(code: str, look: str) -> bytes:  # noqa: ARG001 -- it names the template
    return make_sample(read_report(code), read_content() or b"")


@st.cache_data(max_entries=4, show_spinner=False)
def _draw(code: str, look: str, _content: bytes) -> tuple[bytes, ...]:  # noqa: ARG001 -- they name the sample
    return draw_first_pages(_content, _NAME, _SAMPLES)
