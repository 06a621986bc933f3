"""Covering words from the console, and where they may stand no longer."""

import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from facilitator import state
from facilitator.analysis.collect import collect_report
from facilitator.exports.catalogue import find_export
from facilitator.redacting_commands import WHOLE
from facilitator.stage.snapshots import make_stage_state
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_texts, read_warnings
from worksheets import answers, participants, rooms
from worksheets.phone.app import make_phone_app
from worksheets.records import Submission
from worksheets.redacting import MARK, list_redactions

_FILES = ("deck", "answers", "bundle")


@pytest.fixture
def given(code: str) -> tuple[str, str]:
    """A shared card that names a person, and the token of the phone it came from."""
    rooms.go_next(code)
    rooms.share(code, "cards", on=True)
    joined = participants.join(code, name="花", affiliation="office", team="t1")
    submission = Submission(
        code, "sent-00000001", "cards", {"text": "山田太郎さんは遅い"}, joined.participant
    )
    return answers.save_answer(submission).answer_id, joined.token


@pytest.fixture
def answer_id(given: tuple[str, str]) -> str:
    return given[0]


def _cover(tab: AppTest, answer_id: str, words: str = "山田太郎") -> AppTest:
    press(tab, f"redact-{answer_id}")
    tab.text_input(key=state.REDACT_WORDS).set_value(words)
    tab.text_input(key=state.REDACT_WHY).set_value("個人の名前のため")
    return press(tab, "redact_now")


@pytest.mark.parametrize("page", ["run", "summary"])
def test_words_are_covered_from_the_page_they_are_read_on(
    code: str, answer_id: str, page: str
) -> None:
    tab = open_tab(page, code)
    assert "山田太郎さんは遅い" in read_texts(tab)
    press(tab, f"redact-{answer_id}")
    assert "もとに戻せません" in read_markup(tab)

    press(tab, f"redact-{answer_id}")
    tab = _cover(tab, answer_id)

    assert "山田太郎" not in "".join(read_texts(tab)) + read_markup(tab)
    assert f"{MARK}さんは遅い" in read_texts(tab)
    (trace,) = list_redactions(code)
    assert (trace.by, trace.why) == ("事務局", "個人の名前のため")
    assert "個人の名前のため" in read_markup(open_tab("passes", code))


def test_whole_answer_is_covered(code: str, answer_id: str) -> None:
    tab = press(open_tab("run", code), f"redact-{answer_id}")
    tab.radio(key=state.REDACT_WHOLE).set_value(WHOLE)
    tab.text_input(key=state.REDACT_WHY).set_value("病気のことのため")
    press(tab, "redact_now")

    assert [one.values["text"] for one in answers.list_answers(code)] == [MARK]


def test_what_was_not_covered_is_told_and_the_form_stays(code: str, answer_id: str) -> None:
    tab = _cover(open_tab("run", code), answer_id, words="佐藤")

    assert "見つかりません" in "".join(read_warnings(tab))
    assert tab.text_input(key=state.REDACT_WORDS).value == "佐藤"


def test_covered_words_stand_on_no_wall_phone_remote_report_or_file(
    code: str, given: tuple[str, str]
) -> None:
    answer_id, token = given

    assert all(find_export(key) for key in _FILES)

    def list_places() -> dict[str, str]:
        phone = TestClient(make_phone_app(), cookies={f"phone-{code}": token})
        report = collect_report(code)
        wall = json.dumps(make_stage_state(code), ensure_ascii=False, default=str)
        shown = {"wall": wall, "report": repr(report)}
        shown |= {path: phone.get(f"/w/{code}{path}").text for path in ("", "/state")}
        files = {key: _unpack(one.make(report)) for key in _FILES if (one := find_export(key))}
        return {**shown, **files}

    before = list_places()
    assert [name for name, text in before.items() if "山田太郎" not in text] == []

    _cover(open_tab("run", code), answer_id)

    assert [name for name, text in list_places().items() if "山田太郎" in text] == []


def _unpack(content: bytes) -> str:
    """Return all the text of a file of files, those within as well."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(_unpack(archive.read(name)) for name in archive.namelist())
