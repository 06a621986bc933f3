import json
from dataclasses import replace

import pytest

from facilitator.access import Access, Badge
from worksheets.errors import StartProblem
from worksheets.settings import Settings


@pytest.fixture
def access(settings: Settings) -> Access:
    made = Access(settings)
    made.open()
    return made


def test_passcode_is_made_at_the_first_start_only(settings: Settings) -> None:
    first = Access(settings).open()
    second = Access(settings).open()

    assert first is not None
    assert len(first) == 14
    assert second is None


def test_passcode_is_kept_as_a_hash_for_the_owner_only(settings: Settings) -> None:
    passcode = Access(settings).open()

    file = settings.data_dir / "access.json"
    kept = json.loads(file.read_text())
    assert kept["passcode_hash"].startswith("$argon2id$")
    assert passcode is not None
    assert passcode not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_passcode_made_here_is_taken_and_others_are_not(settings: Settings) -> None:
    access = Access(settings)
    passcode = access.open()
    assert passcode is not None

    taken = [access.is_passcode(word) for word in (passcode, f" {passcode} ", "", "wrong")]

    assert taken == [True, True, False, False]


def test_passcode_typed_in_full_width_letters_is_taken(settings: Settings) -> None:
    access = Access(replace(settings, passcode="midori-2026"))
    access.open()

    assert access.is_passcode("ｍｉｄｏｒｉ－２０２６")


def test_passcode_setting_overrides_the_stored_one(settings: Settings) -> None:
    stored = Access(settings).open()
    assert stored is not None
    access = Access(replace(settings, passcode="from-settings"))
    access.open()

    assert (access.is_passcode("from-settings"), access.is_passcode(stored)) == (True, False)


def test_badge_survives_a_restart(access: Access, settings: Settings) -> None:
    cookie = access.sign(access.make_badge())
    again = Access(settings)
    again.open()

    found = again.find_badge(cookie)

    assert found is not None
    assert found.everything


def test_badge_that_was_changed_is_not_taken(access: Access) -> None:
    cookie = access.sign(access.make_badge())
    assert access.find_badge(cookie) is not None

    changed = ["", "x", f"x{cookie}", cookie.swapcase(), cookie[::-1], cookie.rpartition(".")[0]]

    assert [access.find_badge(text) for text in changed] == [None] * len(changed)


def test_badge_ends_with_a_new_passcode(access: Access) -> None:
    cookie = access.sign(access.make_badge())
    assert access.find_badge(cookie) is not None

    access.renew_passcode()

    assert access.find_badge(cookie) is None


def test_badge_signed_out_stays_out_after_a_restart(access: Access, settings: Settings) -> None:
    badge = access.make_badge()
    cookie = access.sign(badge)

    access.sign_out(badge)
    again = Access(settings)
    again.open()

    assert (access.find_badge(cookie), again.find_badge(cookie)) == (None, None)


def test_badge_watchers_are_told_when_it_ends(access: Access) -> None:
    badge, other = access.make_badge(), access.make_badge()
    told: list[str] = []
    access.watch(badge, lambda: told.append("mine"))
    access.watch(other, lambda: told.append("other"))
    stop = access.watch(badge, lambda: told.append("stopped"))
    stop()

    access.sign_out(badge)

    assert told == ["mine"]


def test_badge_collects_keys_of_workshops(access: Access) -> None:
    first = access.make_badge(code="abc-234", key="one")

    second = access.make_badge(first, code="XYZ789", key="two")

    assert second == Badge(first.id, keys={"ABC234": "one", "XYZ789": "two"})


def test_badge_keeps_only_the_latest_keys(access: Access) -> None:
    badge: Badge | None = None
    for number in range(30):
        badge = access.make_badge(badge, code=f"CODE{number}", key="k" * 32)
    assert badge is not None

    assert "CODE29" in badge.keys
    assert len(access.sign(badge)) < 3_000


def test_badge_for_everything_keeps_being_that_with_a_key_more(access: Access) -> None:
    badge = access.make_badge(access.make_badge(), code="ABC234", key="k")

    assert badge.everything


def test_device_is_known_again_and_not_a_badge(access: Access) -> None:
    cookie = access.sign_device()

    assert access.find_device(cookie) is not None
    assert access.find_badge(cookie) is None
    assert access.find_device(access.sign(access.make_badge())) is None


def test_admin_token_is_new_at_every_start(settings: Settings) -> None:
    one, two = Access(settings), Access(settings)

    assert one.is_admin(one.admin_token)
    assert not one.is_admin(two.admin_token)
    assert not one.is_admin("")


def test_secrets_that_cannot_be_read_say_what_to_do(settings: Settings) -> None:
    (settings.data_dir / "access.json").write_text("{damaged")

    with pytest.raises(StartProblem, match="新しい合言葉を作ります"):
        Access(settings).open()
