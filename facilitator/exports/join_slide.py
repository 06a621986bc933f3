"""Make the slide with which people join: a QR code, the number and the address in large letters."""

import io

import qrcode
from PIL import Image
from pptx.slide import Slide
from pptx.util import Pt
from qrcode.constants import ERROR_CORRECT_M

from facilitator.analysis.records import Report
from facilitator.exports.box import Box
from facilitator.exports.slide_shapes import add_text, describe
from facilitator.exports.slide_text import MAIN
from facilitator.exports.slides import Slides
from facilitator.exports.telling import explain

_QUIET, _MODULE = 4, 12  # modules around the code, and pixels of one
_BETWEEN = 40.0


def add_join(slides: Slides, report: Report, meeting: str) -> None:
    """Add how to join; nothing where the address is not known."""
    if not report.join_url:
        return
    slide = slides.add(
        f"{meeting}　スマートフォンで参加する",
        source="",
        notes=explain(
            "カメラでQRコードを写すか、アドレスを開いて番号を入れてもらいます。名前は呼び名でかまいません。",
            "このQRコードは、資料を作ったときのアドレスです。会場でWi-Fiを変えたら、投影の画面のQRコードを使います。",
            "スマートフォンのない人には、同じ番号の問いが並ぶ紙のワークシートを渡します。",
        ),
    )
    body = slides.body
    side = min(body.height, body.width * 0.45)
    _add_code(slide, Box(body.left, body.top, side, side), report.join_url)
    left = body.left + side + _BETWEEN
    width = body.right - left
    lines = (("番号", report.code, 60), ("アドレス", report.join_url.removesuffix(report.code), 24))
    top = body.top
    for label, text, size in lines:
        add_text(slide, Box(left, top, width, 30), [label], size=20, bold=True, colour=MAIN)
        height = size * 1.2 * (1 if size > 30 else 2)  # noqa: PLR2004 -- an address may take two lines
        add_text(slide, Box(left, top + 34, width, height), [text], size=size)
        top += 34 + height + 20
    rest = Box(left, top, width, max(24.0, body.bottom - top))
    add_text(slide, rest, ["入力は、いつでもやめられます。", "紙で書くこともできます。"], size=20)


def _add_code(slide: Slide, box: Box, address: str) -> None:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(address)
    dots = code.get_matrix()
    picture = Image.new("1", (len(dots), len(dots)), 1)
    picture.putdata([0 if dark else 1 for row in dots for dark in row])
    stream = io.BytesIO()
    picture.resize((len(dots) * _MODULE, len(dots) * _MODULE)).save(stream, "PNG")
    stream.seek(0)
    shape = slide.shapes.add_picture(
        stream, Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
    )
    describe(shape, "QRコード", f"参加するページを開くQRコード。アドレスは {address}")
