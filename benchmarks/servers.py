"""Start and stop the two servers that are compared, each in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    name: str
    port: int
    process: psutil.Process

    def memory(self) -> float:
        """Return resident memory in KiB."""
        return float(self.process.memory_info().rss) / 1024

    def cpu(self) -> float:
        """Return the seconds of CPU used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


def find_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def run_bare(folder: Path) -> Iterator[Server]:
    """Run the baseline under plain uvicorn, with the same loop and parser as the product."""
    port = find_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.bare:app", "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "1"]
    environment = {"BARE_DATABASE": str(folder / "bare.db")}
    with _run("最小の uvicorn", command, environment, port, "/") as server:
        yield server


@contextmanager
def run_product(folder: Path) -> Iterator[Server]:
    """Run the product as `streamlit run app.py` on an empty data folder."""
    port = find_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {"WORKSHOP_DATA_DIR": str(folder / "data"), "WORKSHOP_PASSCODE": "benchmark-pass"}
    with _run("この道具", command, environment, port, "/readyz") as server:
        yield server


@contextmanager
def _run(
    name: str, command: list[str], environment: dict[str, str], port: int, path: str
) -> Iterator[Server]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://{HOST}:{port}{path}", process)
        yield Server(name, port, psutil.Process(process.pid))
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"{url}: the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer within 30 seconds")
