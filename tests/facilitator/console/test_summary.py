"""The summary page, the guide, and the pages' texts."""

from uuid import uuid4

from facilitator import state
from tests.facilitator.console.tabs import open_tab, read_markup, read_texts
from worksheets import answers, participants, rooms, votes
from worksheets.records import Participant, Submission


def join(code: str, *, team: str = "t1", affiliation: str = "office") -> Participant:
    return participants.join(code, name="田中", affiliation=affiliation, team=team).participant


def give(person: Participant, sheet: str, **values: object) -> str:
    """Store an answer and return its id."""
    return answers.save_answer(
        Submission(
            code=person.code,
            sent_id=uuid4().hex,
            worksheet=sheet,
            values=values,
            participant=person,
        )
    ).answer_id


def test_summary_counts_what_was_given(code: str) -> None:
    rooms.go_next(code)
    give(join(code), "cards", text="移動手段がない")
    give(join(code), "cards", text="担当が決まらない")

    tab = open_tab("summary", code)

    assert "参加 2人 ・ 回答 2件" in read_markup(tab)
    assert "<b>2枚</b>" in read_markup(tab)
    assert {"移動手段がない", "担当が決まらない"} <= set(read_texts(tab))


def test_summary_puts_cards_with_most_votes_first(code: str) -> None:
    rooms.go_next(code)
    person = join(code)
    give(person, "cards", text="票のないカード")
    chosen = give(person, "cards", text="票のあるカード")
    rooms.open_votes(code, "cards")
    votes.cast(code, person, sent_id="v1", worksheet="cards", choices={chosen: 2})

    rooms.close_votes(code, "cards")
    tab = open_tab("summary", code)

    words = [text for text in read_texts(tab) if text.endswith("カード")]
    assert words == ["票のあるカード", "票のないカード"]


def test_summary_narrows_to_one_affiliation(code: str) -> None:
    rooms.go_next(code)
    give(join(code, affiliation="office"), "cards", text="行政の声")
    give(join(code, affiliation="partner"), "cards", text="委託先の声")
    tab = open_tab("summary", code)

    tab.selectbox(key="summary_affiliation-cards").set_value("委託先").run()

    assert "行政の声" not in read_texts(tab)
    assert "委託先の声" in read_texts(tab)
    assert "<span>絞りこむ前</span><b>2枚</b>" in read_markup(tab)


def test_summary_shows_no_marks_of_few_people_on_anonymous_sheets(code: str) -> None:
    rooms.go_next(code)
    give(join(code, affiliation="office"), "secret", text="行政の声")
    give(join(code, affiliation="partner", team="t2"), "secret", text="委託先の声")

    tab = open_tab("summary", code)

    assert {"行政の声", "委託先の声"} <= set(read_texts(tab))
    assert not any(text.startswith("田中") or text == "委託先" for text in read_texts(tab))
    assert [box.key for box in tab.selectbox if "summary_affiliation" in str(box.key)] == []


def test_summary_shows_what_was_written_before(code: str) -> None:
    rooms.go_next(code)
    person = join(code)
    give(person, "note", text="はじめの文")
    give(person, "note", text="直した文")

    tab = open_tab("summary", code)

    assert "直した文" in read_texts(tab)
    assert "1回目：問い text：はじめの文" in read_texts(tab)


def test_guide_shows_the_frozen_program_with_its_sources(code: str) -> None:
    tab = open_tab("guide", code)
    about = read_markup(tab)
    tab.segmented_control(key="guide_part-tiny").set_value("meeting-1").run()
    meeting = read_markup(tab)

    assert "本ツールの進行例" in about
    assert "始めます。" in meeting
    assert "ワークシート「シート cards」" in meeting


def test_guide_reads_a_program_before_a_workshop_is_opened(box: object) -> None:  # noqa: ARG001 -- the toolkit in use
    tab = open_tab("guide", program="team-building")

    assert tab.selectbox(key="guide_program").value == "team-building"
    assert "期待される効果" in read_markup(tab)


def test_address_names_the_workshop_so_that_reloading_keeps_it(code: str) -> None:
    tab = open_tab("run", code)

    assert tab.query_params[state.CODE] == code
