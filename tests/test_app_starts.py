"""The whole product as people start it: real processes, real sockets."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.samples import make_program
from tests.server import PASSCODE, ROOT, Server, find_free_port, make_environment
from worksheets import toolkit, workshops
from worksheets.records import Opened
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

PAGE = {"accept": "text/html"}
LAUNCH = ("-m", "facilitator.launch")
STREAMLIT = ("-m", "streamlit", "run", str(ROOT / "app.py"))


def make_workshop(data_dir: Path) -> Opened:
    settings = Settings(data_dir, f"sqlite:///{data_dir / 'workshop.db'}")
    with toolkit.use(open_toolkit(settings)):
        return workshops.open_workshop(make_program(), title="研修")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("running") / "data"


@pytest.fixture(scope="module")
def opened(data_dir: Path) -> Opened:
    return make_workshop(data_dir)


@pytest.fixture(scope="module")
def server(data_dir: Path, opened: Opened) -> Iterator[Server]:  # noqa: ARG001 -- made before the server owns the file
    with Server(data_dir) as running:
        yield running


def dial(server: Server, path: str, *, cookie: str = "", origin: str = "") -> ClientConnection:
    return connect(
        f"ws://127.0.0.1:{server.port}{path}",
        origin=origin or server.url,  # type: ignore[arg-type] -- an origin is a text
        additional_headers={"cookie": cookie} if cookie else {},
        subprotocols=["streamlit"],  # type: ignore[list-item] -- a subprotocol is a text
        open_timeout=30,
        proxy=None,
    )


def read_to_end(page: ClientConnection) -> int | None:
    """Read until the server closes the connection and return its code."""
    try:
        while True:
            page.recv(timeout=30)
    except ConnectionClosed as ending:
        return ending.rcvd.code if ending.rcvd else None


def get_cookie(server: Server) -> str:
    with server.facilitator() as client:
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def test_page_without_badge_leads_to_the_door(server: Server) -> None:
    with server.client() as client:
        response = client.get("/", headers=PAGE)
        door = client.get("/signin?next=%2F")

    assert (response.status_code, response.headers["location"]) == (303, "./signin?next=%2F")
    assert door.status_code == 200
    assert "合言葉" in door.text


def test_page_with_badge_is_japanese_and_carries_the_security_headers(server: Server) -> None:
    with server.facilitator() as client:
        page = client.get("/", headers=PAGE)
        script = client.get("/stage-assets/ja.js")

    assert page.status_code == 200
    assert '<html lang="ja">' in page.text
    assert "<title>研修の進行</title>" in page.text
    assert 'src="./stage-assets/ja.js"' in page.text
    assert script.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"


def test_inline_script_of_the_page_is_the_one_the_policy_allows(server: Server) -> None:
    from facilitator.shell import find_script_hashes  # noqa: PLC0415 -- only this test looks inside

    with server.facilitator() as client:
        page = client.get("/")

    hashes = find_script_hashes(page.text)
    assert len(hashes) == 1
    assert f"'sha256-{hashes[0]}'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/_stcore/stream", "/stage/ABC234/live"])
def test_websocket_without_badge_is_refused(server: Server, path: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        dial(server, path)

    assert refusal.value.response.status_code == 403


def test_websocket_of_another_site_is_refused(server: Server) -> None:
    with pytest.raises(InvalidStatus):
        dial(server, "/_stcore/stream", cookie=get_cookie(server), origin="http://evil.example")


def test_websocket_with_badge_is_served(server: Server) -> None:
    with dial(server, "/_stcore/stream", cookie=get_cookie(server)) as streamlit:
        assert streamlit.subprotocol == "streamlit"


def test_signing_out_closes_the_open_page(server: Server) -> None:
    with server.facilitator() as client:
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        with dial(server, "/_stcore/stream", cookie=cookie) as page:
            client.post("/signout")
            code = read_to_end(page)

    assert code == 4401

    with pytest.raises(InvalidStatus):
        dial(server, "/_stcore/stream", cookie=cookie)


def test_phones_pass_without_a_badge(server: Server, opened: Opened) -> None:
    with server.client() as client:
        codes = client.get("/j", headers=PAGE), client.get(f"/j/{opened.workshop.code}")

    assert [reply.status_code for reply in codes] == [200, 200]
    assert all("研修の進行" not in reply.text for reply in codes)


def test_stage_and_remote_open_with_the_workshops_key(server: Server, opened: Opened) -> None:
    key = {"authorization": f"Bearer {opened.key}", **PAGE}
    code = opened.workshop.code
    with server.client() as client:
        inside = [client.get(f"/{place}/{code}", headers=key) for place in ("stage", "remote")]
        numbers = client.get("/metrics", headers=key)
        outside = client.get("/", headers=key)

    assert [reply.status_code for reply in inside] == [200, 200]
    assert (numbers.status_code, outside.status_code) == (200, 303)


def test_operation_is_open_for_health_and_closed_for_numbers(server: Server) -> None:
    with server.client() as client, server.facilitator() as facilitator:
        paths = ("/healthz", "/readyz", "/metrics", "/favicon.ico")
        outside = [client.get(path).status_code for path in paths]
        inside = facilitator.get("/metrics")

    assert outside == [200, 200, 401, 200]
    assert "workshop_workshops 1" in inside.text


def test_commands_are_for_the_admin_token_only(server: Server) -> None:
    command = {"name": "no-such-command", "arguments": {}}
    with server.client() as client, server.facilitator() as facilitator, server.admin() as admin:
        codes = [
            one.post("/admin/command", json=command).status_code
            for one in (client, facilitator, admin)
        ]

    assert codes[:2] == [401, 403]
    assert codes[2] not in {401, 403}


def test_note_of_the_server_names_its_address_for_the_owner_only(server: Server) -> None:
    note = server.data_dir / "server.json"

    assert json.loads(note.read_text())["address"] == server.url
    assert note.stat().st_mode & 0o777 == 0o600


def test_second_server_on_the_same_data_ends_with_a_sentence(server: Server) -> None:
    result = run_once(server.data_dir, *STREAMLIT, f"--server.port={find_free_port()}")

    assert_sentence(result, "もう一つのこの道具が使っています")


def test_data_folder_that_cannot_be_written_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")

    result = run_once(tmp_path / "data", *STREAMLIT, f"--server.port={find_free_port()}")

    assert_sentence(result, "書きこめません")


def test_database_of_a_newer_version_ends_with_a_sentence_and_stays(tmp_path: Path) -> None:
    make_workshop(tmp_path)
    with sqlite3.connect(tmp_path / "workshop.db") as database:
        database.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    database.close()

    result = run_once(tmp_path, *STREAMLIT, f"--server.port={find_free_port()}")

    assert_sentence(result, "もっと新しい版")
    with sqlite3.connect(tmp_path / "workshop.db") as database:
        assert database.execute("SELECT count(*) FROM workshops").fetchone() == (1,)
    database.close()


def test_launch_on_a_port_in_use_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        port = find_free_port()
        taken.bind(("0.0.0.0", port))  # noqa: S104 -- as a server of the hall would
        taken.listen()

        result = run_once(tmp_path, *LAUNCH, f"--port={port}")

    assert_sentence(result, f"PORT={port + 1}")


def test_launch_beside_the_same_server_says_that_it_runs(server: Server) -> None:
    result = run_once(server.data_dir, *LAUNCH, f"--port={server.port}")

    assert_sentence(result, "もう動いています")


def test_launch_prints_addresses_always_and_the_passcode_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Server(data, passcode="", command=LAUNCH) as first:
        first_output = wait_for_output(first, "Ctrl+C")
        passcode = re.search(r"進行役の合言葉 +(\S+)", first_output)
        assert passcode is not None
        first.passcode = passcode[1]
        with first.facilitator() as client:
            assert client.get("/").status_code == 200
    with Server(data, passcode="", command=LAUNCH) as second:
        second_output = wait_for_output(second, "Ctrl+C")

    for output, port in ((first_output, first.port), (second_output, second.port)):
        assert f"進行役の画面      http://localhost:{port}/" in output
        assert "参加者の画面" in output
        assert "投影" in output
    assert "合言葉" not in second_output
    assert passcode[1] not in (data / "access.json").read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_server_stops_when_asked_though_streams_are_open(
    tmp_path: Path, number: signal.Signals
) -> None:
    opened = make_workshop(tmp_path / "data")
    code = opened.workshop.code
    with Server(tmp_path / "data") as server, server.client() as phone:
        phone.get(f"/j/{code}")
        form = {"name": "あお", "affiliation": "office", "field": "elderly", "team": "t1"}
        joined = phone.post(f"/j/{code}", data=form, headers={"origin": server.url})
        assert joined.status_code == 303
        with (
            phone.stream("GET", f"/w/{code}/events") as stream,
            dial(server, "/_stcore/stream", cookie=get_cookie(server)),
        ):
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.iter_lines()
            next(lines)

            assert server.process is not None
            server.process.send_signal(number)
            ended = server.process.wait(timeout=20)

    assert ended == 0
    assert not (tmp_path / "data" / "server.json").exists()
    assert "Traceback" not in server.read_output()


def test_server_prints_no_english_from_start_to_stop(tmp_path: Path) -> None:
    with Server(tmp_path / "data", command=LAUNCH) as server:
        wait_for_output(server, "Ctrl+C")
        with server.facilitator() as client:
            client.get("/")
    output = re.sub(r"https?://\S+|Ctrl\+C|\bPC\b|QR|Wi-Fi|WORKSHOP_\w+", "", server.read_output())

    assert re.findall(r"[A-Za-z]{3,}", re.sub(r"\(\w+\)", "", output)) == []


def run_once(data_dir: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=make_environment(data_dir, WORKSHOP_PASSCODE=PASSCODE),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_sentence(result: subprocess.CompletedProcess[str], words: str) -> None:
    assert result.returncode == 1, result.stderr
    assert "始められませんでした" in result.stderr
    assert words in result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def wait_for_output(server: Server, words: str) -> str:
    assert server.process is not None
    for _ in range(300):
        if words in server.read_output() or server.process.poll() is not None:
            break
        os.sched_yield()
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(timeout=0.1)
    output = server.read_output()
    assert words in output
    return output
