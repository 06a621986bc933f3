"""Say in the terminal where the screens are, once the server really answers."""

import asyncio
import sys
import unicodedata

from facilitator.addresses import list_addresses, public_url
from worksheets.settings import Settings

_PATIENCE = 60.0  # seconds until we stop waiting for our own server
_SHORT = 8


async def announce(settings: Settings, *, port: int, passcode: str | None) -> None:
    """Wait for the server's first answer, then print where everything is."""
    if await _is_answering(port):
        print(make_welcome(settings, port=port, passcode=passcode), flush=True)  # noqa: T201 -- this module speaks to the person at the terminal


def make_welcome(settings: Settings, *, port: int, passcode: str | None) -> str:
    """Write what a facilitator must know to begin."""
    public = public_url(settings)
    lines = [
        "",
        "準備ができました。",
        "",
        f"  進行役の画面      {f'http://localhost:{port}/'}",
        f"  参加者の画面      {public}/j  (スマートフォンで開きます。QRコードは投影に出ます)",
        f"  投影・リモコン    {public}/stage/番号  {public}/remote/番号",
        "                    (研修をつくると、進行役の画面から開けます)",
        "",
        *_other_addresses(settings, public),
        *_passcode_lines(settings, passcode),
        "終わるときは、この画面で Ctrl+C を押します。",
        "",
    ]
    return "\n".join(lines)


def say(sentence: str) -> None:
    """Tell the person at the terminal something about this start; nothing where it is empty."""
    if sentence:
        print(f"\n{sentence}", flush=True)  # noqa: T201 -- same


def say_problem(sentence: str) -> None:
    """Tell the person at the terminal why the server does not start."""
    print(f"\n始められませんでした。{sentence}\n", file=sys.stderr, flush=True)  # noqa: T201 -- same


def _other_addresses(settings: Settings, public: str) -> list[str]:
    if settings.public_url:
        return []
    found = list_addresses()
    if not found:
        return [
            "  ネットワークにつながっていないため、スマートフォンからは開けません。",
            "  会場の Wi-Fi につなぐと、投影の QRコードも自動で新しくなります。",
            "",
        ]
    others = [one for one in found if f"//{one.ip}:" not in public]
    if not others:
        return []
    listed = "、".join(f"{one.ip}({one.network})" for one in others)
    return [
        f"  この PC のほかのアドレス: {listed}",
        "  スマートフォンから開けないときは、環境変数 WORKSHOP_PUBLIC_URL で選びなおせます。",
        "",
    ]


def _passcode_lines(settings: Settings, passcode: str | None) -> list[str]:
    if passcode is not None:
        return [
            *_box(
                [
                    f"進行役の合言葉   {passcode}",
                    "",
                    "この合言葉は、いま一度だけ表示しています。書きとめてください。",
                    "進行役の画面を開くときに入れます。",
                ]
            ),
            "",
        ]
    if settings.passcode and len(settings.passcode) < _SHORT:
        return ["  注意: WORKSHOP_PASSCODE が短いので、8文字以上にしてください。", ""]
    return []


def _box(lines: list[str]) -> list[str]:
    width = max(_width(line) for line in lines)
    edge = "+" + "-" * (width + 4) + "+"
    return [edge, *(f"|  {line}{' ' * (width - _width(line))}  |" for line in lines), edge]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


async def _is_answering(port: int) -> bool:
    loop = asyncio.get_running_loop()
    end = loop.time() + _PATIENCE
    while loop.time() < end:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = await asyncio.wait_for(reader.readline(), timeout=5)
            writer.close()
            if b" 200 " in answer:
                return True
        except (OSError, TimeoutError):
            pass
        await asyncio.sleep(0.1)
    return False
