import pytest
from sqlalchemy import select

from worksheets import passes, toolkit, workshops
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput, NoSuchThing
from worksheets.passes import PassRole
from worksheets.tables import passes as table


def test_key_is_found_by_whom_it_was_made_for_until_it_ends(code: str) -> None:
    key = passes.make_pass(code, PassRole.VIEWER, " 〇〇 課長 ")

    found = passes.find_pass(key)
    assert found is not None
    assert (found.code, found.role, found.name) == (code, PassRole.VIEWER, "〇〇 課長")
    passes.end_pass(code, found.id)
    assert passes.find_pass(key) is None
    assert [one.ended_at is None for one in passes.list_passes(code)] == [False]


def test_key_is_long_and_kept_as_a_hash_only(code: str) -> None:
    keys = [passes.make_pass(code, PassRole.HELPER, "副") for _ in range(3)]

    with toolkit.current().database.read() as connection:
        stored = repr(connection.execute(select(table)).all())
    assert len(set(keys)) == 3
    assert all(len(key) == 32 and key not in stored for key in keys)


def test_key_needs_a_name(code: str) -> None:
    with pytest.raises(BadInput, match="だれに"):
        passes.make_pass(code, PassRole.HELPER, "  ")


def test_key_of_another_workshop_cannot_be_ended_from_here(code: str) -> None:
    other = workshops.open_workshop(workshops.get_workshop(code).program, title="別").workshop
    passes.make_pass(other.code, PassRole.VIEWER, "課長")
    (given,) = passes.list_passes(other.code)

    with pytest.raises(NoSuchThing):
        passes.end_pass(code, given.id)
    assert passes.list_passes(other.code)[0].ended_at is None


def test_ending_all_leaves_other_workshops_alone(code: str) -> None:
    other = workshops.open_workshop(workshops.get_workshop(code).program, title="別").workshop
    mine = [passes.make_pass(code, role, "人") for role in PassRole]
    theirs = passes.make_pass(other.code, PassRole.VIEWER, "人")

    passes.end_all(code)

    assert [passes.find_pass(key) for key in mine] == [None] * 3
    assert passes.find_pass(theirs) is not None


def test_those_who_watch_are_told_when_keys_end(code: str) -> None:
    told: list[str] = []
    toolkit.current().after_keys.append(told.append)
    passes.make_pass(code, PassRole.VIEWER, "人")

    passes.end_all(code)
    workshops.renew_key(code)
    delete_workshop(code)

    assert told == [code] * 3


def test_deleted_workshop_leaves_no_key(code: str) -> None:
    key = passes.make_pass(code, PassRole.VIEWER, "人")

    delete_workshop(code)

    assert passes.find_pass(key) is None
