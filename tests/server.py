"""A real server in a process of its own, as `streamlit run app.py` starts it, for tests."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2

ROOT = Path(__file__).resolve().parent.parent
PASSCODE = "test-passcode"
_PATIENCE = 60.0


def find_free_port() -> int:
    """Return a port nobody uses now; WORKSHOP_TEST_PORTS=8640-8659 keeps to a range."""
    first, _, last = os.environ.get("WORKSHOP_TEST_PORTS", "").partition("-")
    ports = range(int(first), int(last) + 1) if first else [0]
    for port in ports:
        with socket.socket() as probe:
            if os.name != "nt":  # there the option would hide a port in use
                # A port that a server has just left is free, as the next server sees it.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError("no free port in WORKSHOP_TEST_PORTS")


def make_environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Return an environment without the developer's own settings."""
    kept = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    return {**kept, "WORKSHOP_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1", **more}


def _is_setting(name: str) -> bool:
    return name == "PYTHONPATH" or re.match("WORKSHOP_(?!TEST)|STREAMLIT_", name) is not None


class Server:
    """Use as a context manager; everything it needs is in `data_dir`."""

    def __init__(
        self, data_dir: Path, *, passcode: str = PASSCODE, command: tuple[str, ...] = ()
    ) -> None:
        self.data_dir = data_dir
        self.port = find_free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.passcode = passcode
        self.settings: dict[str, str] = {}  # further settings, by the names of the environment
        self._command = command or ("-m", "streamlit", "run", str(ROOT / "app.py"))
        self._output = data_dir.parent / f"{data_dir.name}-server.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def start(self) -> None:
        """Start the process and wait until it answers."""
        more = {**self.settings}
        if self.passcode:
            more["WORKSHOP_PASSCODE"] = self.passcode
        port = f"{'--port' if 'launch' in self._command[-1] else '--server.port'}={self.port}"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *self._command, port],
                cwd=ROOT,
                env=make_environment(self.data_dir, **more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + _PATIENCE
        while not self._is_answering():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start:\n{self.read_output()}")
            time.sleep(0.1)

    def read_output(self) -> str:
        """Return what the server has printed so far."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    @property
    def admin_token(self) -> str:
        """The token of the command line, from the note in the data folder."""
        note = json.loads((self.data_dir / "server.json").read_text(encoding="utf-8"))
        return str(note["token"])

    def client(self) -> httpx2.Client:
        """Make a client nobody let in; it follows no redirects."""
        return httpx2.Client(base_url=self.url, timeout=30)

    @contextmanager
    def facilitator(self) -> Iterator[httpx2.Client]:
        """Give a client that came in with the passcode."""
        with self.client() as client:
            reply = client.post("/signin", data={"word": self.passcode})
            if reply.status_code != httpx2.codes.SEE_OTHER:
                raise RuntimeError(f"the passcode was not taken: {reply.status_code}")
            yield client

    def admin(self) -> httpx2.Client:
        """Make a client with the admin token."""
        headers = {"authorization": f"Bearer {self.admin_token}"}
        return httpx2.Client(base_url=self.url, timeout=30, headers=headers)

    def _is_answering(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/healthz", timeout=5).status_code == httpx2.codes.OK
        except httpx2.TransportError:
            return False
