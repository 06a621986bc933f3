"""Every export can be made at any moment, twice the same."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from facilitator.analysis.records import Report
from facilitator.exports.catalogue import EXPORTS, Export, find_export, list_exports
from tests.facilitator.analysis.sample import make_answer, report_of
from tests.facilitator.exports.finished import make_finished, read_voices

ROOT = Path(__file__).parents[3]
EMPTY = report_of([])
ONE = report_of([make_answer(1, "moya", {"text": "たらい回し", "between": "inside"})])
FINISHED = make_finished(read_voices())
_FINGERPRINT = """
import hashlib
from facilitator.exports.catalogue import find_export
from tests.facilitator.exports.finished import make_finished, read_voices
report = make_finished(read_voices()[:3], people=9)
print(hashlib.sha256(find_export("bundle").make(report)).hexdigest())
"""


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
@pytest.mark.parametrize("report", [EMPTY, ONE, FINISHED], ids=["empty", "one", "finished"])
def test_export_can_be_made(export: Export, report: Report) -> None:
    content = export.make(report)

    assert content
    assert content == export.make(report)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_export_names_its_file(export: Export) -> None:
    name = export.file_name(FINISHED)

    assert name.startswith("みなと市_包括的な支援体制を考える多機関連携研修_")
    assert name.endswith((".pptx", ".xlsx", ".docx", ".csv", ".ics", ".json", ".zip"))


def test_contract_kinds_are_there() -> None:
    kinds = ("deck", "plan", "slides", "sheets", "answers", "bundle")

    assert all(find_export(kind) for kind in kinds)
    assert find_export("poster") is None


def test_papers_of_visits_are_not_listed_where_nobody_is_sent_out() -> None:
    assert {one.key for one in EXPORTS} - {one.key for one in list_exports(FINISHED)} >= {
        "visits",
        "thanks",
    }


def test_bundle_holds_all_files_and_a_list_of_them() -> None:
    bundle = find_export("bundle")
    assert bundle is not None

    with zipfile.ZipFile(io.BytesIO(bundle.make(FINISHED))) as archive:
        names = set(archive.namelist())
        contents = archive.read("目次.txt").decode("utf-8-sig")

    expected = {one.file_name(FINISHED) for one in list_exports(FINISHED) if one.key != "bundle"}
    assert names == {*expected, "目次.txt"}
    assert all(name in contents for name in expected)


def test_files_of_another_process_have_the_same_bytes() -> None:
    prints = {
        subprocess.run(
            [sys.executable, "-c", _FINGERPRINT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(prints) == 1
    assert len(prints.pop().strip()) == hashlib.sha256().digest_size * 2
