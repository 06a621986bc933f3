"""What the guide of a team sees: aim, counts and hints, and no words of others."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from tests.worksheets.phone.phones import Phone
from worksheets import hosts, participants, rooms, workshops
from worksheets.records import Team
from worksheets.toolkit import Toolkit

Make = Callable[..., Phone]


def _find(phone: Phone, name: str) -> str:
    people = participants.list_participants(phone.code)
    return next(one.id for one in people if one.name == name)


def _claim(phone: Phone) -> int:
    return phone.fill("/table", {}).status_code


def test_guide_sees_aim_and_counts_and_others_see_nothing_of_it(make_phone: Make) -> None:
    guide, mate = make_phone(name="はな"), make_phone(name="ゆう")
    hosts.mark_host(guide.code, _find(guide, "はな"))
    mate.send("note", {"text": "ひみつの言葉"})
    mate.send("cards", {"text": "カード"})
    mate.send("together", {"text": "班の言葉"})

    page, other = guide.page(), mate.page()

    assert "1班の進行役のあなたへ" in page
    assert "ねらい" in page
    assert "1 / 2人・1枚" in page
    assert "✓ 保存しました" in page
    assert "ひみつの言葉" not in page
    assert "進行役のあなたへ" not in other


def test_guide_reads_what_to_say_when_the_talk_stops(make_phone: Make, box: Toolkit) -> None:  # noqa: ARG001 -- the workshop lives in it
    code = workshops.open_workshop("team-building", title="研修").workshop.code
    rooms.go_to(code, "meeting-1", "moyamoya")
    guide, mate = make_phone(code=code, name="はな"), make_phone(code=code, name="ゆう")
    hosts.mark_host(code, _find(guide, "はな"))
    step = rooms.get_place(code).step

    assert escape(step.aim) in guide.page()
    assert all(escape(trouble.remedy) in guide.page() for trouble in step.troubles)
    assert not any(escape(trouble.remedy) in mate.page() for trouble in step.troubles)
    assert not any(escape(line) in guide.page() for line in step.do)


def test_counts_are_read_again_without_the_page(make_phone: Make) -> None:
    guide, mate = make_phone(name="はな"), make_phone(name="ゆう")
    hosts.mark_host(guide.code, _find(guide, "はな"))
    first = guide.get("/table")
    mate.send("note", {"text": "ひみつの言葉"})

    second = guide.get("/table")

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.text.count("1 / 2人") == 0
    assert second.text.count("1 / 2人") == 1
    assert "ひみつ" not in second.text
    assert "<html" not in second.text


def test_who_guides_no_team_is_told_nothing(make_phone: Make, stranger: Phone) -> None:
    phone = make_phone(name="はな")

    assert phone.get("/table").status_code == 404
    assert stranger.get("/table").status_code == 401


def test_phone_becomes_the_guide_where_there_is_none(make_phone: Make) -> None:
    first, second = make_phone(name="はな"), make_phone(name="ゆう")
    offered = "班の進行役になる" in first.page()

    taken, refused = _claim(first), _claim(second)

    assert offered
    assert (taken, refused) == (303, 409)
    assert "進行役のあなたへ" in first.page()
    assert "班の進行役になる" not in first.page()
    assert "進行役のあなたへ" not in second.page()


def test_terminal_is_not_asked_to_guide(make_phone: Make) -> None:
    terminal = make_phone(shared="1")

    assert "班の進行役になる" not in terminal.page()
    assert _claim(terminal) == 400


def test_names_of_teams_stay_words(make_phone: Make) -> None:
    guide = make_phone(name="はな")
    hosts.mark_host(guide.code, _find(guide, "はな"))
    options = workshops.get_workshop(guide.code).options
    workshops.change_options(guide.code, replace(options, teams=(Team("t1", "<b>さくら"),)))

    assert "&lt;b&gt;さくらの進行役のあなたへ" in guide.page()
