"""安全対策一覧: it tells what was measured, not what was hoped."""

import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from facilitator.data_flow import TOLD, draw_flow
from facilitator.exports.safety_sheet import make_safety_sheet
from facilitator.measure import Measure, Standing
from facilitator.safekeeping import keeping
from facilitator.safety import list_measures
from facilitator.safety_facts import Facts, find_facts
from tests.facilitator.console.tabs import open_tab, read_markup
from worksheets import workshops
from worksheets.toolkit import Toolkit


def find(facts: Facts, title: str) -> Measure:
    return next(one for one in list_measures(facts) if one.title == title)


def test_machine_with_nothing_set_is_told_to_look(box: Toolkit) -> None:
    facts = find_facts(box.settings)

    look = {one.title for one in list_measures(facts) if one.standing is Standing.LOOK}
    assert {"進行役の合言葉", "自動の控え", "2つ目の場所", "通信の保護"} <= look
    assert facts.retention_days == ()


def test_what_was_set_right_is_seen_at_once(box: Toolkit, code: str, tmp_path: Path) -> None:
    assert find(find_facts(box.settings), "参加の受付").standing is Standing.LOOK
    title = workshops.get_workshop(code).title
    assert f"「{title}」" in find(find_facts(box.settings), "参加の受付").found
    second = tmp_path / "usb"
    second.mkdir()
    settings = replace(
        box.settings, passcode="ひみつの言葉", public_url="https://town.example", backup_dir=second
    )
    with keeping(settings, box) as automatic:
        automatic.want()
    options = workshops.get_workshop(code).options
    workshops.change_options(code, replace(options, joining_open=False, retention_days=45))
    facts = find_facts(settings)

    done = {one.title for one in list_measures(facts) if one.standing is Standing.DONE}
    assert {"進行役の合言葉", "自動の控え", "通信の保護", "参加の受付"} <= done
    assert "45日" in find(facts, "残す日数と消去").found
    # The same disk is no second place, however the folder is called.
    assert (facts.second_folder, find(facts, "2つ目の場所").standing) == (
        "same disk",
        Standing.LOOK,
    )


def test_stick_that_is_not_plugged_in_is_told(box: Toolkit, tmp_path: Path) -> None:
    settings = replace(box.settings, backup_dir=tmp_path / "away")

    facts = find_facts(settings)

    assert "見つかりません" in find(facts, "2つ目の場所").found


def test_data_file_that_others_may_read_is_told(box: Toolkit) -> None:
    database = box.settings.data_dir / "workshop.db"
    database.touch()
    os.chmod(database, 0o600)  # noqa: PTH101 -- plain and short
    assert find_facts(box.settings).secrets_shut
    os.chmod(database, 0o644)  # noqa: PTH101 -- same

    assert find(find_facts(box.settings), "データのファイルの権限").standing is Standing.LOOK


def test_every_line_says_what_is_so_what_to_do_and_where_it_comes_from(box: Toolkit) -> None:
    measures = list_measures(find_facts(box.settings))

    assert len({one.title for one in measures}) == len(measures)
    topics = (
        "情報資産",
        "ネットワーク",
        "アカウント",
        "記録",
        "控え",
        "事故",
        "クラウド",
        "個人情報",
    )
    for topic in topics:
        assert any(topic in one.topic for one in measures), topic
    assert all(one.found.endswith("。") and one.advice.endswith(("。", ")。")) for one in measures)
    assert "ISMAP" in "".join(one.found for one in measures)


def test_page_and_file_show_the_same_list_and_picture(box: Toolkit, code: str) -> None:  # noqa: ARG001 -- a workshop to tell of
    facts = find_facts(box.settings)
    sheet = make_safety_sheet(facts, list_measures(facts)).decode()
    page = read_markup(open_tab("safety"))

    for text in ("法的な助言ではありません", "通信の保護", "書いた言葉の流れ", TOLD[0]):
        assert text in sheet
        assert text in page
    assert "http://" not in sheet.replace("http://www.w3.org/2000/svg", "").replace(
        facts.address, ""
    )


def test_picture_is_told_in_words_too() -> None:
    picture = ET.fromstring(draw_flow())  # noqa: S314 -- our own picture

    name = "{http://www.w3.org/2000/svg}"
    assert picture.get("role") == "img"
    assert picture.findtext(f"{name}title") == "書いた言葉の流れ"
    assert picture.findtext(f"{name}desc") == "".join(TOLD)
