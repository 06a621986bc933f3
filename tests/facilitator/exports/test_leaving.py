"""What may not leave the room: searched in the unpacked files of every kind."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import pytest

from facilitator.analysis.collect import collect_report
from facilitator.exports.catalogue import EXPORTS
from tests.facilitator.exports.unpacking import read_everything
from worksheets import answers, participants, rooms, toolkit, workshops
from worksheets.records import Options, Participant, Submission
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit

ROOT = Path(__file__).parents[3]
SIGNED, NAMELESS = "記名の鵜飼", "無記名の檜垣"
HIDDEN, WITHDRAWN, CORRECTED = "伏せられた銀杏の話", "取り下げた楡の話", "直す前の欅の話"
RARE = "prefecture"  # nobody else comes from there
KINDS = [export.key for export in EXPORTS]
_BUNDLE = """
import sys
from facilitator.exports.catalogue import find_export
from tests.facilitator.exports.finished import make_finished, read_voices
report = make_finished(read_voices()[:3], people=9)
sys.stdout.buffer.write(find_export("bundle").make(report))
"""


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Return all files of a workshop, unpacked, and the keys and tokens that open it."""
    folder = tmp_path_factory.mktemp("leaving")
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'test.db'}")
    with toolkit.use(open_toolkit(settings)):
        options = Options(teams=workshops.make_teams(2))
        opened = workshops.open_workshop("team-building", title="連携研修", options=options)
        code = opened.workshop.code
        signed = participants.join(code, name=SIGNED, affiliation="council", team="t1")
        nameless = participants.join(code, name=NAMELESS, affiliation=RARE, team="t2")
        _write(code, signed.participant, nameless.participant)
        report = collect_report(code, leaving=True)
        files = {one.key: read_everything(one.make(report)) for one in EXPORTS}
    keys = {
        "key of the workshop": opened.key,
        "token of a phone": signed.token,
        "id of a person": signed.participant.id,
        "code to join": code,
        "folder of the data": str(folder),
    }
    return files, keys


def _write(code: str, signed: Participant, nameless: Participant) -> None:
    numbers = count()

    def give(sheet: str, values: Mapping[str, object], who: Participant, again: str = "") -> str:
        submission = Submission(
            code=code,
            sent_id=f"sent-{next(numbers)}",
            worksheet=sheet,
            values=values,
            participant=who,
            answer_id=again or None,
        )
        return answers.save_answer(submission).answer_id

    for sheet in ("moyamoya", "survey-before"):
        rooms.open_worksheet(code, sheet)
    corrected = give("moyamoya", {"text": CORRECTED}, signed)
    give("moyamoya", {"text": "直したあとの話"}, signed, corrected)
    hidden = give("moyamoya", {"text": HIDDEN}, signed)
    withdrawn = give("moyamoya", {"text": WITHDRAWN}, signed)
    give("survey-before", {"trouble": "だれにも言えない困りごと"}, nameless)
    answers.hide_answer(code, hidden)
    answers.withdraw(code, withdrawn, participant=signed)


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_withdrawn_and_corrected_words_are_in_no_file(
    kind: str, secrets: tuple[dict[str, str], dict[str, str]]
) -> None:
    files, _ = secrets

    assert "直したあとの話" in files["answers"]  # there is something that could leak
    assert [word for word in (HIDDEN, WITHDRAWN, CORRECTED) if word in files[kind]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_who_wrote_where_nobody_signs_is_in_no_file(
    kind: str, secrets: tuple[dict[str, str], dict[str, str]]
) -> None:
    files, _ = secrets

    assert SIGNED in files["answers"]
    assert "だれにも言えない困りごと" in files["answers"]
    assert NAMELESS not in files[kind]


@pytest.mark.parametrize("kind", ["answers", "answers-csv"])
def test_where_one_alone_comes_from_does_not_stand_beside_nameless_words(
    kind: str, secrets: tuple[dict[str, str], dict[str, str]]
) -> None:
    files, _ = secrets

    # The label stands among the answers of nobody: one person of it would have a name.
    assert "社会福祉協議会" in files[kind]
    assert "都道府県" not in files[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_keys_tokens_and_folders_are_in_no_file(
    kind: str, secrets: tuple[dict[str, str], dict[str, str]]
) -> None:
    files, keys = secrets

    # The slides of a meeting show the room how to join.
    open_ = {"code to join"} if kind in ("slides", "bundle") else set()
    assert {name for name, key in keys.items() if key in files[kind]} <= open_


def test_files_tell_nothing_of_the_computer_and_are_the_same_on_every_one(tmp_path: Path) -> None:
    prints = set()
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York")):
        home = tmp_path / f"home-of-kusunoki-{seed}"
        home.mkdir()
        names = dict.fromkeys(("USER", "LOGNAME", "USERNAME", "COMPUTERNAME"), f"kusunoki{seed}")
        content = subprocess.run(
            [sys.executable, "-c", _BUNDLE],
            cwd=home,
            env={
                **os.environ,
                **names,
                "HOME": str(home),
                "TZ": zone,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": str(ROOT),
            },
            check=True,
            capture_output=True,
        ).stdout
        text = read_everything(content)
        assert "目次.txt" in text
        assert "kusunoki" not in text
        assert str(ROOT) not in text
        prints.add(hashlib.sha256(content).hexdigest())

    assert len(prints) == 1
