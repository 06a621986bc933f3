"""A backup handed over in the app takes the place of the data at the next start."""

import pytest

from facilitator import restoring
from facilitator.backups import make_backup
from tests.samples import make_program
from worksheets import toolkit, workshops
from worksheets.answers import import_answers
from worksheets.errors import BadInput
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit


@pytest.fixture
def backup(settings: Settings) -> bytes:
    """A backup of one workshop with one answer; afterwards there are two workshops."""
    with toolkit.use(open_toolkit(settings)):
        code = workshops.open_workshop(make_program(), title="前").workshop.code
        import_answers(code, "cards", [{"text": "会議が長い"}])
        content, _ = make_backup()
        workshops.open_workshop(make_program(), title="後")
    return content


def list_titles(settings: Settings) -> list[str]:
    with toolkit.use(open_toolkit(settings)):
        return sorted(workshop.title for workshop in workshops.list_workshops())


def test_backup_waits_for_the_start_and_takes_the_place_then(
    settings: Settings, backup: bytes
) -> None:
    waiting = restoring.schedule(backup, settings)
    assert waiting.rows["answers"] == 1
    assert restoring.find_waiting(settings) == waiting
    assert list_titles(settings) == ["前", "後"]

    said = restoring.restore_waiting(settings)

    assert "回答1件" in said
    assert "前のデータは" in said
    assert list_titles(settings) == ["前"]
    assert restoring.find_waiting(settings) is None
    assert restoring.restore_waiting(settings) == ""


def test_called_off_backup_changes_nothing(settings: Settings, backup: bytes) -> None:
    restoring.schedule(backup, settings)

    restoring.call_off(settings)

    assert restoring.restore_waiting(settings) == ""
    assert list_titles(settings) == ["前", "後"]


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda b: b[: len(b) // 2], lambda _: b"PK"])
def test_broken_file_is_refused_at_once_and_leaves_nothing(
    settings: Settings, backup: bytes, spoil: "object"
) -> None:
    assert callable(spoil)
    with pytest.raises(BadInput):
        restoring.schedule(spoil(backup), settings)

    assert restoring.find_waiting(settings) is None
    assert not list(settings.data_dir.glob("*.part"))


def test_backup_damaged_while_it_waited_leaves_the_data_and_is_put_aside(
    settings: Settings, backup: bytes
) -> None:
    restoring.schedule(backup, settings)
    waiting = settings.data_dir / "restore-next.zip"
    waiting.write_bytes(waiting.read_bytes()[:-200])

    said = restoring.restore_waiting(settings)

    assert "いまのデータのまま始めます" in said
    assert list_titles(settings) == ["前", "後"]
    assert not waiting.exists()
    assert (settings.data_dir / "restore-refused.zip").exists()
