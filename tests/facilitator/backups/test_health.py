import sqlite3
from contextlib import closing

import pytest

from facilitator import health
from facilitator.health import Level
from worksheets import toolkit
from worksheets.answers import import_answers
from worksheets.settings import Settings
from worksheets.toolkit import Toolkit, open_toolkit


def test_changed_answer_that_sqlite_does_not_notice_is_found(
    settings: Settings, box: Toolkit, code: str
) -> None:
    import_answers(code, "cards", [{"text": "会議が長い"}, {"text": "返事がない"}])
    box.close()
    with closing(sqlite3.connect(settings.data_dir / "workshop.db")) as raw:
        raw.execute("UPDATE answers SET given = replace(given, '長い', '短い')")
        raw.commit()
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    with toolkit.use(open_toolkit(settings)) as opened:
        finding = health.check_data(opened.database)

    assert finding.level is Level.PROBLEM
    assert finding.sentences[0].startswith("回答1件の文が、保存したときと違います")


def test_sound_data_is_told_with_what_it_holds(box: Toolkit, code: str) -> None:
    import_answers(code, "cards", [{"text": "会議が長い"}])

    finding = health.check_data(box.database)

    assert (finding.level, finding.sentences) == (Level.OK, ("壊れていません(研修1件、回答1件)。",))


def test_public_address_of_the_settings_is_told(settings: Settings) -> None:
    outside = Settings(settings.data_dir, settings.database_url, "https://workshop.example.jp")

    finding = health.check_addresses(outside)

    assert finding.level is Level.OK
    assert "https://workshop.example.jp/j" in finding.sentences[0]


def test_machine_without_fonts_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(health, "_FONT_FOLDERS", ("/nowhere",))

    finding = health.check_fonts()

    assert finding.level is Level.NOTE
    assert "BIZ UDゴシック" in finding.sentences[0]


def test_disk_is_looked_at_even_before_the_data_folder_exists(settings: Settings) -> None:
    later = Settings(settings.data_dir / "not" / "yet", settings.database_url)

    assert health.check_disk(later).sentences[0].startswith("データの置き場所の空きは")
