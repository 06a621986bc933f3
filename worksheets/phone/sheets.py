"""Worksheets as the page draws them: form or saved content, own answers, refusals."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from programs.questions import Option, Question, Role, Scope, Worksheet
from programs.ratings import find_rating
from worksheets.errors import BadValue, WorksheetError
from worksheets.phone.field_sheets import IN_NOTE
from worksheets.phone.fields import Choice, make_fields
from worksheets.phone.forms import write_values
from worksheets.phone.offers import Offer, find_overlap_sheet, list_offers
from worksheets.phone.rating import RatingPage, make_rating
from worksheets.phone.rendering import render
from worksheets.phone.team_sheets import FADES, find_writing
from worksheets.phone.view import View
from worksheets.phone.visitors import WHOLE
from worksheets.records import Answer
from worksheets.values import describe_values, headline

_SCOPES = {
    Scope.INDIVIDUAL: "一人ずつ書きます",
    Scope.TEAM: "班で書きます",
    Scope.PLENARY: "進行役が書きます",
}


_KIND = "kind"
_MOST_REMEMBERED = 1000
_empty_fields: dict[tuple[str, str, bool], tuple[Worksheet, Markup]] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: an own answer to correct, a proposal to take, a thing to rate."""

    edit: str = ""
    take: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted by a plain form and refused; it is shown again."""

    worksheet: str
    values: Mapping[str, Any]
    answer_id: str
    refusal: WorksheetError


@dataclass(frozen=True, slots=True)
class Own:
    """One answer already given.

    A candidate was laid out by the tool and no person has looked at it yet; `given` are the
    names and texts a form posts to leave it as it is, without its kind.
    """

    id: str
    version: int
    main: str  # its main words, and what else it says
    rest: list[str]
    lines: list[tuple[str, str]]
    hidden: bool
    lost: int
    candidate: bool
    kind: str
    given: list[tuple[str, str]]
    sent_id: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as its template draws it."""

    key: str
    title: str
    lead: str
    scope: str
    team: bool
    many: bool
    anonymous: bool
    open: bool
    plenary: bool
    most_cards: int
    own: tuple[Own, ...]
    kinds: tuple[Option, ...]
    in_note: bool  # the field note writes it better; here its form is a way without scripts
    offers: tuple[Offer, ...]
    taken: bool  # the form begins with a proposal
    fields: Markup  # empty: no form is shown
    answer_id: str
    version: str
    sent_id: str
    error: str
    writing: str  # which team-mates are at it now
    fades: int  # seconds after which the phone no longer says so
    rating: RatingPage | None


def make_sheet(view: View, sheet: Worksheet, asked: Asked, typed: Typed | None) -> Sheet:
    """Prepare one worksheet."""
    mine = view.list_own(sheet)
    refused = typed if typed is not None and typed.worksheet == sheet.key else None
    error = refused.refusal if refused is not None else None
    edited = refused.answer_id if refused is not None else asked.edit
    answer = next((answer for answer in mine if answer.id == edited), None)
    rating = make_rating(view, sheet, mine, _name_asked(sheet, asked, refused))
    if rating is not None:
        answer = _find_rated(rating, mine)
    is_open = view.is_open(sheet)
    # A sheet that is filled once shows what was saved, with a way to change it.
    drawn = is_open and (sheet.many or not mine or answer is not None or refused is not None)
    drawn = drawn and (rating is None or rating.at is not None)
    offers = list_offers(view) if sheet is find_overlap_sheet(view) else ()
    taken = next((offer for offer in offers if offer.id == asked.take and answer is None), None)
    values = next((one.values for one in (refused, answer, taken) if one is not None), {})
    if refused is not None and not sheet.many and mine:
        answer = mine[0]
    known = view.get_known(sheet) if mine else {}
    return Sheet(
        key=sheet.key,
        title=sheet.title,
        lead=(sheet.easy if view.look.easy else "") or sheet.lead,
        scope=_SCOPES[sheet.scope],
        team=sheet.scope is Scope.TEAM,
        many=sheet.many,
        anonymous=sheet.anonymous,
        open=is_open,
        plenary=sheet.scope is Scope.PLENARY,
        most_cards=sheet.most_cards,
        own=tuple(_make_own(view, sheet, given, known) for given in mine),
        kinds=_list_kinds(sheet),
        in_note=sheet.role in IN_NOTE and bool(view.field_sheets),
        offers=offers,
        taken=taken is not None and refused is None,
        fields=_draw_fields(view, sheet, values, error) if drawn else Markup(),
        answer_id=answer.id if answer else "",
        version=_get_version(sheet, answer),
        sent_id=secrets.token_hex(16),
        error=str(error) if error is not None else "",
        writing=find_writing(view.visitor, sheet),
        fades=FADES,
        rating=rating,
    )


def _name_asked(sheet: Worksheet, asked: Asked, refused: Typed | None) -> str:
    """Return the thing to rate that the address, or a form that was refused, asks for."""
    found = find_rating(sheet)
    named = refused.values.get(found.item.key) if refused is not None and found else None
    return str(named[0]) if named else asked.item


def _find_rated(rating: RatingPage, mine: tuple[Answer, ...]) -> Answer | None:
    if rating.at is None:
        return None
    key = rating.name.removeprefix("q.")
    return next((each for each in mine if rating.at.id in each.values.get(key, ())), None)


def _make_own(view: View, sheet: Worksheet, answer: Answer, known: Mapping[str, str]) -> Own:
    laid_out = answer.version == 1 and not answer.participant_id
    candidate = laid_out and sheet.role is Role.VOICES and bool(view.field_sheets)
    written = write_values(sheet, answer.values) if candidate else []
    lines = describe_values(sheet, answer.values, known=known)
    main = headline(sheet, answer.values) if candidate else next((words for _, words in lines), "")
    shown_apart = {answer.values.get("text"), _name_kind(sheet, answer)}
    return Own(
        id=answer.id,
        version=answer.version,
        main=main,
        rest=[words for _, words in lines if words not in shown_apart],
        lines=lines,
        hidden=answer.hidden,
        lost=view.count_lost(answer),
        candidate=candidate,
        kind=str(answer.values.get(_KIND, "")),
        given=[(name, text) for name, text in written if name != f"q.{_KIND}"],
        sent_id=secrets.token_hex(16),
    )


def _name_kind(sheet: Worksheet, answer: Answer) -> str:
    kind = answer.values.get(_KIND)
    return next((option.label for option in _list_kinds(sheet) if option.key == kind), "")


def _list_kinds(sheet: Worksheet) -> tuple[Option, ...]:
    return next((q.options for q in sheet.questions if q.key == _KIND), ())


def _get_version(sheet: Worksheet, answer: Answer | None) -> str:
    """Only on a team's sheet can somebody else have written in between."""
    if sheet.scope is not Scope.TEAM:
        return ""
    return str(answer.version if answer is not None else 0)


def _draw_fields(
    view: View, sheet: Worksheet, values: Mapping[str, Any], error: WorksheetError | None
) -> Markup:
    """Draw a sheet's fields; when a step begins, all phones get the same empty ones."""
    if values or error is not None or any(question.of for question in sheet.questions):
        return _render(view, sheet, values, error)
    place = (view.visitor.workshop.code, sheet.key, view.look.furigana)
    known = _empty_fields.get(place)
    # An adapted program has new worksheets: only the very same one may be used again.
    if known is None or known[0] is not sheet:
        if len(_empty_fields) >= _MOST_REMEMBERED:
            _empty_fields.clear()
        known = _empty_fields[place] = (sheet, _render(view, sheet, values, error))
    return known[1]


def _render(
    view: View, sheet: Worksheet, values: Mapping[str, Any], error: WorksheetError | None
) -> Markup:
    team = view.visitor.person.team
    rating = find_rating(sheet)
    if rating is not None:  # what is rated stands above the form's fields
        asked = [question for question in sheet.questions if question is not rating.item]
        sheet = sheet.model_copy(update={"questions": tuple(asked)})
    candidates = {
        question.key: _list_choices(view, question, team)
        for question in sheet.questions
        if question.of is not None
    }
    bad = error if isinstance(error, BadValue) else None
    visitor = view.visitor
    more = "" if visitor.whole else f"{visitor.query}{'&' if visitor.query else '?'}{WHOLE}"
    fields = make_fields(sheet, values, candidates, bad, more=more)
    return Markup(render("form_fields.html", furigana=view.look.furigana, fields=fields))  # noqa: S704 -- escaped by the template


def _list_choices(view: View, question: Question, team: str) -> list[Choice]:
    """Return what a question may name; cards under one label stand together, loners last."""
    labels = view.list_labels(question)
    order = {label: number for number, label in enumerate(dict.fromkeys(labels.values()))}
    choices = [
        Choice(
            answer.id,
            words,
            far=answer.team not in ("", team),
            under=labels.get(answer.id, ""),
        )
        for answer, words in view.list_candidates(question)
    ]
    return sorted(choices, key=lambda choice: (choice.far, order.get(choice.under, len(order))))
