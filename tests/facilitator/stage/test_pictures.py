import re

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from facilitator.stage.pictures import draw_qr, make_wifi_text


def read_modules(svg: str) -> set[tuple[int, int]]:
    """Return the dark modules an SVG paints."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1", svg)
    return {
        (int(start) + step, int(row)) for start, row, length in runs for step in range(int(length))
    }


def test_qr_paints_exactly_the_modules_of_its_text() -> None:
    text = "http://192.168.11.20:8501/j/K7M2QX"
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make()

    wanted = {
        (column, row)
        for row, modules in enumerate(code.get_matrix())
        for column, dark in enumerate(modules)
        if dark
    }

    assert read_modules(draw_qr(text)) == wanted


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("hall", "secret", "WIFI:T:WPA;S:hall;P:secret;;"),
        ("hall", "", "WIFI:T:nopass;S:hall;;"),
        ('a;b,"c"', r"p:q\r", r"WIFI:T:WPA;S:a\;b\,\"c\";P:p\:q\\r;;"),
    ],
)
def test_wifi_text_escapes_what_cameras_take_for_marks(name: str, password: str, text: str) -> None:
    assert make_wifi_text(name, password) == text
