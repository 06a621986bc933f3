"""Four fields on a phone: two pairs of buttons become one choice, halves are asked again."""

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from programs.crossings import cross_options
from programs.questions import Option, Question, QuestionKind
from tests.samples import make_question, make_sheet
from tests.worksheets.phone.phones import Phone
from tests.worksheets.rated_town import RatedTown
from worksheets import rooms
from worksheets.answers import list_answers
from worksheets.phone.forms import read_values, write_values
from worksheets.toolkit import Toolkit

SHEET = "stocktake-systems"
PLACE = make_question(
    "place",
    QuestionKind.CHOICE,
    options=[
        Option(key=f"o{number}", label=label)
        for number, label in enumerate(("官×見", "官×防", "民×見", "民×防", "分からない"))
    ],
)


@pytest.fixture
def phone(app: ASGIApp, box: Toolkit) -> Phone:  # noqa: ARG001 -- the workshop lives in it
    town = RatedTown("community-building", "choose")
    rooms.go_to(town.code, "meeting-3", "stocktake")
    phone = Phone(TestClient(app, follow_redirects=False), town.code)
    assert phone.join(name="はな", affiliation="council", team="t1").status_code == 303
    return phone


def _send(phone: Phone, **place: str) -> int:
    given = {f"q.place.{side}": words for side, words in place.items()}
    form = {"worksheet": SHEET, "sent_id": f"sent-{len(place)}", "q.name": "縁台", **given}
    return phone.fill("/answers", form).status_code


def test_page_offers_two_pairs_and_what_fits_none(phone: Phone) -> None:
    page = phone.page()

    assert page.count('name="q.place.row" value="専門の機関"') == 1
    assert page.count('name="q.place.column" value="解決・予防"') == 1
    assert page.count('name="q.place.row" value="=unclear"') == 1


@pytest.mark.parametrize(
    ("place", "stored"),
    [
        ({"row": "住民", "column": "気づく"}, "informal-find"),
        ({"row": "=unclear"}, "unclear"),
        ({"row": "=unclear", "column": "気づく"}, "unclear"),
        ({"row": "", "column": ""}, None),
    ],
)
def test_both_buttons_become_one_choice(
    phone: Phone, place: dict[str, str], stored: str | None
) -> None:
    assert _send(phone, **place) == 303

    (answer,) = list_answers(phone.code, SHEET)
    assert answer.values.get("place") == stored


def test_one_button_of_two_is_refused_and_stays_chosen(phone: Phone) -> None:
    given = {"worksheet": SHEET, "sent_id": "half", "q.name": "縁台", "q.place.row": "住民"}

    reply = phone.fill("/answers", given)

    assert reply.status_code == 400
    assert "「位置」は二つの組から1つずつ選んでください。" in reply.text
    assert 'name="q.place.row" value="住民" checked' in reply.text


def test_choice_sent_by_a_program_is_its_key_as_ever(phone: Phone) -> None:
    reply = phone.send(SHEET, {"name": "縁台", "place": "formal-solve"})

    assert reply.status_code == 200


@pytest.mark.parametrize("key", [option.key for option in PLACE.options])
def test_what_is_written_into_a_form_is_read_back(key: str) -> None:
    sheet = make_sheet("systems", PLACE)

    form = {name: [text] for name, text in write_values(sheet, {"place": key})}

    assert read_values(sheet, form) == {"place": key}


def test_usual_choice_crosses_nothing() -> None:
    plain: Question = make_question(
        "a", QuestionKind.CHOICE, options=[Option(key="x", label="あ"), Option(key="y", label="い")]
    )

    assert cross_options(plain) is None
