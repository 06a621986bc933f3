"""Uploads are parsed by a child that may not take the machine with it."""

import io
import os
import stat
import sys
import zipfile

import pytest

from facilitator.safe_parsing import MOST_PARTS, Parsed, check_archive, parse_apart
from worksheets.errors import BadInput


def count_letters(content: bytes, *, twice: bool = False) -> Parsed:
    return Parsed({"letters": len(content) * (2 if twice else 1)}, content[::-1])


def refuse(_content: bytes) -> Parsed:
    raise BadInput("この形のファイルは読めません。")


def stumble(_content: bytes) -> Parsed:
    raise KeyError("part")


def talk(_content: bytes) -> Parsed:
    sys.stdout.write("a library talks\n")
    sys.stdout.flush()
    return Parsed("heard")


def look_around(_content: bytes) -> Parsed:
    return Parsed(sorted(os.environ))


def take_memory(_content: bytes) -> Parsed:
    return Parsed(len(bytearray(2 * 1024**3)))


def never_end(_content: bytes) -> Parsed:
    while True:
        pass


def test_parser_answers_from_a_process_of_its_own() -> None:
    assert parse_apart(count_letters, b"abc", {"twice": True}) == Parsed({"letters": 6}, b"cba")


def test_what_the_parser_says_to_people_arrives() -> None:
    with pytest.raises(BadInput, match="この形のファイルは読めません"):
        parse_apart(refuse, b"")


def test_parser_that_stumbles_gives_a_sentence() -> None:
    with pytest.raises(BadInput, match="壊れているかもしれません"):
        parse_apart(stumble, b"")


def test_words_of_a_library_do_not_get_into_the_answer() -> None:
    assert parse_apart(talk, b"").document == "heard"


def test_child_does_not_see_the_passcode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_PASSCODE", "open-sesame")

    assert "WORKSHOP_PASSCODE" not in parse_apart(look_around, b"").document


def test_file_that_never_ends_is_stopped() -> None:
    with pytest.raises(BadInput, match="時間がかかりすぎた"):
        parse_apart(never_end, b"", seconds=1.5)


def test_file_that_takes_all_memory_is_stopped() -> None:
    if sys.platform == "win32":
        assert parse_apart(take_memory, b"").document  # no bounds there: docs/templates.md
        return
    with pytest.raises(BadInput, match="大きすぎます"):
        parse_apart(take_memory, b"")


def _pack(*parts: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("ppt/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_archive_of_ordinary_parts_is_let_through() -> None:
    check_archive(_pack(("[Content_Types].xml", b"<Types/>"), ("ppt/media/image1.png", b"1")))


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "C:/evil", "ppt\\evil", "ppt/../../evil"]
)
def test_archive_with_a_name_that_leads_outside_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="取り扱えない名前"):
        check_archive(_pack((name, b"1")))


def test_archive_with_a_link_is_refused() -> None:
    with pytest.raises(BadInput, match="取り扱えない名前"):
        check_archive(_pack((_link(), b"/etc/passwd")))


def test_archive_with_two_parts_of_one_name_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = _pack(("ppt/a.xml", b"1"), ("ppt/a.xml", b"2"))

    with pytest.raises(BadInput, match="取り扱えない名前"):
        check_archive(content)


def test_archive_that_unpacks_to_too_much_is_refused_whatever_it_says() -> None:
    content = bytearray(_pack(("ppt/a.xml", bytes(101 * 1024 * 1024))))
    told = content.rfind(b"PK\x01\x02") + 24  # the size unpacked, in the list of contents

    with pytest.raises(BadInput, match="大きすぎます"):
        check_archive(bytes(content))
    content[told : told + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(BadInput):
        check_archive(bytes(content))


def test_archive_of_too_many_parts_is_refused() -> None:
    with pytest.raises(BadInput, match="大きすぎます"):
        check_archive(_pack(*((f"ppt/{number}", b"") for number in range(MOST_PARTS + 1))))


def test_no_archive_is_refused() -> None:
    with pytest.raises(BadInput, match="壊れているかもしれません"):
        check_archive(b"PK\x03\x04 and no more")
