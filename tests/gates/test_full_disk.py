"""L8: the disk becomes full in the middle of a workshop: no false promise, and a way back.

A small disk of its own (tmpfs) in a namespace where the system lets us have one, and
everywhere a limit on the size of files, which the system answers with another error.
"""

import json
import resource
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.gates.conftest import Note
from tests.server import ROOT, make_environment

_STORY = textwrap.dedent("""
    import json, os, resource, sqlite3, sys
    from pathlib import Path
    from starlette.testclient import TestClient
    from tests.samples import make_program
    from tests.worksheets.phone.phones import Phone
    from worksheets import ballast, rooms, toolkit, workshops
    from worksheets.phone.app import make_phone_app
    from worksheets.records import Options
    from worksheets.settings import Settings
    from worksheets.storage_health import get_storage_health, keep_reserve

    folder, how, with_reserve = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "reserve"
    ballast.SIZE = 2 * 1024 * 1024
    filler = folder / "filler"
    told = {"promised": {}, "refused": [], "states": []}

    def narrow():
        if how == "limit":
            most = sum(f.stat().st_size for f in folder.glob("workshop.db*"))
            resource.setrlimit(resource.RLIMIT_FSIZE, (most + 65536, resource.RLIM_INFINITY))
            return
        with filler.open("wb") as file:  # leave a little room
            free = os.statvfs(folder)
            file.write(bytes(free.f_bavail * free.f_frsize - 100_000))

    def widen():
        if how == "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        else:
            filler.unlink()

    def send(number):
        text = f"{number} " + "う" * 1500
        reply = phone.post("/answers", {"sent_id": f"s{number}", "worksheet": "note",
                                        "values": {"text": text}})
        if reply.status_code == 200:
            told["promised"][f"s{number}"] = reply.json()["revision"]
        else:
            told["refused"].append([reply.status_code, reply.json()["message"],
                                    reply.headers.get("retry-after")])
        return reply.status_code

    settings = Settings(folder, f"sqlite:///{folder / 'workshop.db'}")
    with toolkit.use(toolkit.open_toolkit(settings)):
        if with_reserve:
            keep_reserve()
        opened = workshops.open_workshop(make_program(), title="研修",
                                         options=Options(teams=workshops.make_teams(1)))
        code = opened.workshop.code
        rooms.go_to(code, "meeting-1", "write")
        phone = Phone(TestClient(make_phone_app(), follow_redirects=False), code)
        assert phone.join(team="t1").status_code == 303
        assert send(0) == 200
        narrow()
        number = 1
        while send(number) == 200 and number < 2000:
            number += 1
            health = get_storage_health()
            if health.message and [health.writable, health.message] not in told["states"]:
                told["states"].append([health.writable, health.message])
        health = get_storage_health()
        told["states"].append([health.writable, health.message])
        told["reads"] = phone.get("/state").status_code
        widen()
        told["again"] = send(number)
        told["after"] = get_storage_health().writable
    with sqlite3.connect(folder / "workshop.db") as connection:
        told["stored"] = dict(connection.execute("SELECT sent_id, revision FROM submissions"))
        told["whole"] = connection.execute("PRAGMA integrity_check").fetchone()[0]
    print(json.dumps(told))
""")


def tell_story(folder: Path, how: str, *, reserve: bool, prefix: tuple[str, ...] = ()) -> Any:
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [
            *prefix,
            *(sys.executable, "-c", _STORY, str(folder), how, "reserve" if reserve else "none"),
        ],
        cwd=ROOT,
        env={**make_environment(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def check(told: Any) -> None:
    """Whatever happened: honest refusals, nothing promised missing, and it works again."""
    [(status, message, retry)] = told["refused"]
    assert status == 503
    assert "この端末に残っています" in message
    assert retry == "10"
    assert told["reads"] == 200
    assert told["states"][-1][0] is False
    assert told["states"][-1][1] != ""
    assert (told["again"], told["after"], told["whole"]) == (200, True, "ok")
    assert told["stored"] == told["promised"]


def small_disk(folder: Path) -> tuple[str, ...]:
    """Return a command's beginning that gives `folder` 16 MB of its own, or skip."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare がないため、小さなディスクを作れません(Linux だけの試験)")
    folder.mkdir()
    mount = 'mount -t tmpfs -o size=16m none "$0" && exec "$@"'
    prefix = (unshare, "--mount", "--user", "--map-root-user", "sh", "-c", mount, str(folder))
    tried = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("この機械では小さなディスクを作れません(unshare が許されていません)")
    return prefix


def test_full_disk_refuses_honestly_and_recovers(tmp_path: Path, note: Note) -> None:
    folder = tmp_path / "disk"
    prefix = small_disk(folder)

    told = tell_story(folder, "disk", reserve=False, prefix=prefix)

    check(told)
    assert "いっぱい" in told["refused"][0][1]
    note("L8 ディスクがいっぱい", f"回答{len(told['promised'])}件", lost=0, duplicated=0)


def test_reserve_lets_writing_go_on_and_facilitators_know(tmp_path: Path, note: Note) -> None:
    without = tmp_path / "without"
    prefix = small_disk(without)
    bare = tell_story(without, "disk", reserve=False, prefix=prefix)
    folder = tmp_path / "disk"

    told = tell_story(folder, "disk", reserve=True, prefix=small_disk(folder))

    check(told)
    more = len(told["promised"]) - len(bare["promised"])
    assert more > 20
    assert any(writable and "予備" in message for writable, message in told["states"])
    note(
        "L8 予備の空き",
        f"いっぱいになってから、予備のおかげでさらに{more}件(予備2MBで)",
        lost=0,
        duplicated=0,
        planted="予備なしでは止まる",
    )


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="この機械には大きさの制限がない")
def test_limit_on_file_size_refuses_honestly_and_recovers(tmp_path: Path, note: Note) -> None:
    told = tell_story(tmp_path / "data", "limit", reserve=False)

    check(told)
    note("L8 ファイルの大きさの制限", f"回答{len(told['promised'])}件", lost=0, duplicated=0)
