"""A long list that several questions of a sheet offer is sent once, and in full where asked."""

from programs.questions import QuestionKind, Worksheet
from tests.samples import make_question, make_sheet
from worksheets.phone.fields import Choice, Field, make_fields
from worksheets.phone.rendering import render


def make_two_voices() -> Worksheet:
    voices = (make_question(key, QuestionKind.REFERENCE, of="voices") for key in ("a", "b"))
    return make_sheet("overlaps", *voices)


def list_choices(number: int) -> list[Choice]:
    return [Choice(f"id{n}", f"言葉{n}") for n in range(number)]


def draw(number: int, values: dict[str, list[str]], *, more: str) -> tuple[str, tuple[Field, ...]]:
    choices = list_choices(number)
    fields = make_fields(make_two_voices(), values, {"a": choices, "b": choices}, more=more)
    return render("form_fields.html", fields=fields), fields


def test_long_list_is_sent_once_with_the_way_to_all_and_what_was_chosen() -> None:
    page, fields = draw(70, {"b": ["id9"]}, more="?lists=all")

    assert [field.like for field in fields] == ["", "q.a"]
    assert page.count("<span>言葉8</span>") == 1
    assert 'name="q.b" value="id9" checked' in page
    assert 'href="?lists=all"' in page
    assert "選ぶ（69件）" in page


def test_list_is_in_every_field_where_all_is_asked_for_or_it_is_short() -> None:
    whole, _ = draw(70, {}, more="")
    short, _ = draw(20, {}, more="?lists=all")

    assert (whole.count("<span>言葉8</span>"), short.count("<span>言葉8</span>")) == (2, 2)
