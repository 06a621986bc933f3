"""Draw QR codes as SVG: sharp at any size, and drawn by us, so nothing is fetched."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_QUIET = 4  # modules of white the standard asks for around a code


@lru_cache(maxsize=64)
def draw_qr(text: str) -> str:
    """Return an SVG picture of `text` as a QR code, black on white in dark rooms too."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(text)
    code.make()
    matrix = code.get_matrix()
    size = len(matrix)
    path = "".join(
        f"M{start} {row}h{length}v1h-{length}z"
        for row, modules in enumerate(matrix)
        for start, length in _list_runs(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )


def _list_runs(modules: list[bool]) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(modules):
        if not dark:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs


def make_wifi_text(name: str, password: str) -> str:
    """Return what a phone's camera understands as a Wi-Fi network."""
    kind = "WPA" if password else "nopass"
    secret = f"P:{_escape(password)};" if password else ""
    return f"WIFI:T:{kind};S:{_escape(name)};{secret};"


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in '\\;,:"' else letter for letter in text)
