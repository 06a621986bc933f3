"""Start the server as `streamlit run app.py` does, after looking at what often goes wrong.

`make run`, start.sh and start.bat all end here.
"""

import argparse
import os
import runpy
import socket
import sys
from pathlib import Path

from facilitator.addresses import PORT, Address, list_addresses
from facilitator.running import find_note
from facilitator.welcome import say_problem
from worksheets.settings import PUBLIC_URL, Settings

_APP = Path(__file__).resolve().parent.parent / "app.py"
_WHICH = """
この PC には複数のアドレスがあります。スマートフォンと同じネットワークを選んでください。"""
_PORT_VARIABLE = "STREAMLIT_SERVER_PORT"


def main(arguments: list[str]) -> int:
    """Look, ask, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="make run", description="この道具を始めます。")
    parser.add_argument("--port", type=int, default=int(os.environ.get(_PORT_VARIABLE) or PORT))
    port = parser.parse_args(arguments).port
    settings = Settings.from_environment()
    if not is_free(port):
        say_problem(explain_busy_port(settings, port))
        return 1
    if not settings.public_url:
        choice = _ask_address(list_addresses())
        if choice is not None:
            os.environ[PUBLIC_URL] = f"http://{choice.ip}:{port}"
    print("始めています…", flush=True)  # noqa: T201 -- a program for a terminal
    return _serve(port)


def is_free(port: int) -> bool:
    """Tell whether a server could take this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there the option would hide a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 -- where the server will listen, for the hall's phones
        except OSError:
            return False
    return True


def explain_busy_port(settings: Settings, port: int) -> str:
    """Say who has the port, as far as we know, and what to do."""
    note = find_note(settings)
    if note is not None and note.port == port:
        return (
            f"この道具は、もう動いています。進行役の画面は http://localhost:{port}/ です。"
            "始めなおすときは、先に動いている方を Ctrl+C で終わらせてください。"
        )
    return (
        f"{port} 番の入口(ポート)を、ほかのプログラムが使っています。そのプログラムを終わらせるか、"
        f"「make run PORT={port + 1}」のように別の番号で始めてください。"
    )


def _ask_address(found: tuple[Address, ...]) -> Address | None:
    """Ask which network the phones are on, when there are several and somebody can answer."""
    if len(found) < 2 or not sys.stdin.isatty():  # noqa: PLR2004 -- one address leaves no choice
        return None
    print(_WHICH)  # noqa: T201 -- same
    for number, address in enumerate(found, 1):
        print(f"  {number}. {address.ip}  ({address.network})")  # noqa: T201 -- same
    try:
        answer = input("番号(そのまま Enter で 1): ").strip() or "1"
    except (EOFError, KeyboardInterrupt):
        return None
    known = {str(number): address for number, address in enumerate(found, 1)}
    return known.get(answer, found[0])


def _serve(port: int) -> int:
    # Not imported but run, as the command of that name does: it reads sys.argv and ends by itself.
    sys.argv = ["streamlit", "run", str(_APP), "--server.port", str(port)]
    try:
        runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
