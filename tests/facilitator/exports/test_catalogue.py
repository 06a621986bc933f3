"""Every export can be made at any moment, twice the same."""

import io
import zipfile

import pytest

from facilitator.analysis.records import Report
from facilitator.exports.bundle import make_bundle
from facilitator.exports.catalogue import EXPORTS, Export, find_export, list_exports
from tests.facilitator.analysis.sample import make_answer, report_of
from tests.facilitator.exports.finished import make_finished, read_voices

EMPTY = report_of([])
ONE = report_of([make_answer(1, "moya", {"text": "たらい回し", "between": "inside"})])
FINISHED = make_finished(read_voices())


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


def test_contents_warn_of_names_only_where_there_are_answers() -> None:
    def read(report: Report) -> str:
        with zipfile.ZipFile(io.BytesIO(make_bundle(report, []))) as archive:
            return archive.read("目次.txt").decode("utf-8-sig")

    assert "名前を書いて出されたもの" in read(ONE)
    assert "名前を書いて出されたもの" not in read(EMPTY)
