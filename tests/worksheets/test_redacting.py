from functools import partial

import pytest
from sqlalchemy import select

from worksheets import answers, clusters, rooms, toolkit
from worksheets.boards import BoardKey, group
from worksheets.codes import hash_values
from worksheets.database import Database
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput, NoSuchThing
from worksheets.records import Submission
from worksheets.redacting import MARK, is_redacted, list_redactions, redact
from worksheets.tables import answers as answer_table
from worksheets.tables import board_changes, boards, redactions, submissions

WHY = "個人の名前が書かれていたため"


def write(code: str, text: str, *, answer_id: str | None = None, sheet: str = "cards") -> str:
    number = len(text)
    sent = f"sent-{number}-{abs(hash((text, answer_id, sheet)))}"
    return answers.save_answer(
        Submission(code, sent, sheet, {"text": text}, participant=None, answer_id=answer_id)
    ).answer_id


def read(code: str, answer_id: str) -> str:
    found = answers.list_answers(code, hidden=True)
    return str(next(one for one in found if one.id == answer_id).values["text"])


def list_everything() -> str:
    tables = (answer_table, submissions, boards, board_changes, redactions)
    with toolkit.current().database.read() as connection:
        return repr([connection.execute(select(table)).all() for table in tables])


def test_words_leave_every_answer_and_every_earlier_version(code: str) -> None:
    first = write(code, "山田太郎さんが遅い")
    write(code, "山田太郎さんは忙しい", answer_id=first)
    second = write(code, "窓口の山田太郎さんへ")
    third = write(code, "道が狭い")

    changed = redact(code, first, words="山田太郎", why=WHY, by="進行役")

    assert changed == 2
    assert read(code, first) == f"{MARK}さんは忙しい"
    assert read(code, second) == f"窓口の{MARK}さんへ"
    assert read(code, third) == "道が狭い"
    assert [one["text"] for one in answers.list_versions(code, first)] == [
        f"{MARK}さんが遅い",
        f"{MARK}さんは忙しい",
    ]
    assert "山田太郎" not in list_everything()


def test_words_leave_the_names_of_clusters_and_what_undo_would_bring_back(code: str) -> None:
    ids = [write(code, "山田太郎さん"), write(code, "道")]
    board = BoardKey(code, "cards", "")
    grouping = partial(group, cards=ids, label="山田太郎さんのこと")
    clusters.change_board(board, grouping, sent_id="group-0001", participant=None)

    redact(code, ids[0], words="山田太郎", why=WHY, by="進行役")

    assert "山田太郎" not in list_everything()
    assert MARK in list_everything()


def test_whole_answer_is_covered_and_others_stay(code: str) -> None:
    first, second = write(code, "だれかの病気のこと"), write(code, "だれかの病気のこと、別")

    redact(code, first, words="", why=WHY, by="進行役")

    assert read(code, first) == MARK
    assert read(code, second) == "だれかの病気のこと、別"


def test_trace_tells_who_when_where_and_why_never_the_words(code: str) -> None:
    answer = write(code, "山田太郎さん")

    redact(code, answer, words="山田太郎", why=WHY, by="副進行役(佐藤)")

    (trace,) = list_redactions(code)
    assert (trace.answer, trace.worksheet, trace.whole) == (answer, "cards", False)
    assert (trace.by, trace.why) == ("副進行役(佐藤)", WHY)
    assert "山田太郎" not in repr(trace)


def test_covered_answer_keeps_a_hash_that_fits(code: str) -> None:
    answer = write(code, "山田太郎さん")

    redact(code, answer, words="山田太郎", why=WHY, by="進行役")

    with toolkit.current().database.read() as connection:
        rows = [*connection.execute(select(answer_table)), *connection.execute(select(submissions))]
    assert all(row.hash == hash_values(row.given) for row in rows)


def test_everybody_reads_again_at_once(code: str) -> None:
    answer = write(code, "山田太郎さん")
    before = rooms.get_room(code)

    redact(code, answer, words="山田太郎", why=WHY, by="進行役")

    after = rooms.get_room(code)
    assert after.sequence > before.sequence
    assert after.woken == after.sequence


@pytest.mark.parametrize(
    ("words", "why", "told"),
    [
        ("佐藤", WHY, "見つかりません"),
        ("山", WHY, "2文字以上"),
        ("山田太郎", " ", "理由を入れて"),
        ("山田太郎", "山田太郎さんの名前のため", "理由に書かないで"),
    ],
)
def test_what_cannot_be_covered_is_told_and_changes_nothing(
    code: str, words: str, why: str, told: str
) -> None:
    answer = write(code, "山田太郎さん")
    before = list_everything()

    with pytest.raises(BadInput, match=told):
        redact(code, answer, words=words, why=why, by="進行役")

    assert list_everything() == before


def test_answer_of_nobody_is_refused(code: str) -> None:
    with pytest.raises(NoSuchThing):
        redact(code, "no-such-answer", words="", why=WHY, by="進行役")


def test_words_with_quotes_and_signs_are_covered(code: str) -> None:
    words = '「"山\\田"」%_*'
    answer = write(code, f"あ{words}い")

    redact(code, answer, words=words, why=WHY, by="進行役")

    assert read(code, answer) == f"あ{MARK}い"


def test_nothing_of_the_words_is_left_in_the_file(code: str) -> None:
    answer = write(code, "山田太郎さんのこと")
    redact(code, answer, words="山田太郎", why=WHY, by="進行役")
    box = toolkit.current()

    box.database.close()  # brings the log into the file
    box.database = Database(box.settings.database_url)

    stored = (box.settings.data_dir / "workshop.db").read_bytes()
    assert "山田太郎".encode() not in stored
    assert MARK.encode() in stored


def test_deleted_workshop_leaves_no_trace_of_covering(code: str) -> None:
    redact(code, write(code, "山田太郎さん"), words="山田太郎", why=WHY, by="進行役")

    delete_workshop(code)

    assert list_redactions(code) == ()


def test_covered_answer_is_known_by_its_mark() -> None:
    assert is_redacted({"text": [{"a": MARK}]})
    assert not is_redacted({"text": "伏せました"})
