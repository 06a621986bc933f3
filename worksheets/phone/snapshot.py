"""The JSON snapshot of a room for one phone. Its keys are a contract: add, never rename."""

from typing import Any

from programs.questions import Question, QuestionKind, Worksheet
from programs.ratings import find_rating
from worksheets.checking import get_length, get_range
from worksheets.documents import now
from worksheets.participants import list_people
from worksheets.phone.ballots import make_votes
from worksheets.phone.offers import Offer, find_overlap_sheet, list_offers
from worksheets.phone.rating import list_sums
from worksheets.phone.ready import make_signal
from worksheets.phone.team_sheets import find_writing
from worksheets.phone.view import View
from worksheets.ready import Unit
from worksheets.records import Answer, Participant, Timer
from worksheets.values import describe_values

_TEXTS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)
_RANGES = (QuestionKind.SCALE, QuestionKind.NUMBER, QuestionKind.POSITION)


def make_snapshot(view: View) -> dict[str, Any]:
    """Write down everything a phone needs to show the present step."""
    room, step, meeting = view.room, view.place.step, view.place.meeting
    snapshot = {
        "revision": room.sequence,
        "server_time": now().astimezone().isoformat(timespec="milliseconds"),
        "meeting": meeting.key,
        "meeting_title": f"{meeting.label} {meeting.title}",
        "step": {"key": step.key, "title": step.title, "instruction": step.instruction},
        "timer": _make_timer(room.timer),
        "worksheets": [_make_worksheet(view, sheet) for sheet in view.sheets],
        "shared": [_make_shared(view, key) for key in room.shared],
        "people": _make_people(view),
        "notice": room.notice,
        "votes": [make_votes(view, key) for key in room.open_votes],
        "ready": _make_ready(view),
    }
    if find_overlap_sheet(view) is not None:
        snapshot["proposals"] = [_make_offer(offer) for offer in list_offers(view)]
    return snapshot


def get_seconds_left(timer: Timer) -> float | None:
    """Return how long the clock still runs; None when none is set."""
    if timer.ends_at is not None:
        return max(0.0, round((timer.ends_at - now()).total_seconds(), 1))
    return None if timer.seconds_left is None else round(timer.seconds_left, 1)


def _make_ready(view: View) -> dict[str, Any]:
    signal = make_signal(view)
    if signal is None:
        return {"asked": False}
    unit = Unit.TEAM if signal.for_team else Unit.PERSON
    return {"asked": True, "step": signal.step, "for": unit.value, "mine": signal.ready}


def _make_timer(timer: Timer) -> dict[str, Any]:
    return {
        "ends_at": timer.ends_at.astimezone().isoformat() if timer.ends_at else None,
        "paused": timer.paused,
        "seconds_left": get_seconds_left(timer),
        "total": timer.total,
    }


def _make_worksheet(view: View, sheet: Worksheet) -> dict[str, Any]:
    return {
        "key": sheet.key,
        "title": sheet.title,
        "lead": sheet.lead,
        "scope": sheet.scope.value,
        "many": sheet.many,
        "anonymous": sheet.anonymous,
        "open": view.is_open(sheet),
        "questions": [_make_question(view, sheet, question) for question in sheet.questions],
        "mine": [make_own(view, answer) for answer in view.list_own(sheet)],
        "writing": find_writing(view.visitor, sheet),
    }


def make_own(view: View, answer: Answer) -> dict[str, Any]:
    """Write down an answer for those who may correct it."""
    own: dict[str, Any] = {
        "answer_id": answer.id,
        "values": dict(answer.values),
        "version": answer.version,
        "hidden": answer.hidden,
    }
    lost = view.count_lost(answer)
    return own | {"lost_roots": lost} if lost else own


def _make_offer(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "kind": offer.kind,
        "kind_label": offer.kind_label,
        "reason": offer.reason,
        "voices": [
            {"answer_id": voice.id, "text": voice.text, "who": voice.who} for voice in offer.voices
        ],
        "accepted": offer.accepted,
    }


def _make_question(view: View, sheet: Worksheet, question: Question) -> dict[str, Any]:
    described = describe_question(question)
    rating = find_rating(sheet)
    if rating is not None and question is rating.item:
        described["limits"] = {"max": 1}
    if question.of and not question.options:
        labels = view.list_labels(question)
        described["options"] = [
            {"key": answer.id, "label": words}
            | ({"cluster": labels[answer.id]} if answer.id in labels else {})
            for answer, words in view.list_candidates(question)
        ]
    return described


def describe_question(question: Question) -> dict[str, Any]:
    """Write down a question without the answers it may point at."""
    described: dict[str, Any] = {
        "key": question.key,
        "kind": question.kind.value,
        "label": question.label,
        "required": question.required,
    }
    if question.help:
        described["help"] = question.help
    if question.options:
        described["options"] = [
            {"key": option.key, "label": option.label} for option in question.options
        ]
    limits = _make_limits(question)
    if limits:
        described["limits"] = limits
    return described


def _make_limits(question: Question) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if question.kind in _TEXTS:
        limits["max_length"] = get_length(question)
    if question.kind in _RANGES:
        ends = zip(("min", "max"), get_range(question), strict=True)
        limits |= {name: value for name, value in ends if value is not None}
    if question.kind is QuestionKind.CHOICES and question.most is not None:
        limits["max"] = question.most
    if question.labels:
        limits["labels"] = list(question.labels)
    for name, axis in (("x", question.x), ("y", question.y)):
        if axis is not None:
            limits[name] = {"label": axis.label, "low": axis.low, "high": axis.high}
    if question.kind is QuestionKind.TABLE:
        limits["columns"] = [
            column.model_dump(mode="json", exclude_defaults=True) | {"kind": column.kind.value}
            for column in question.columns
        ]
        limits["rows"] = question.max_rows
    return limits


def _make_shared(view: View, key: str) -> dict[str, Any]:
    sheet = view.find_sheet(key)
    if sheet is None:
        return {"key": key, "title": "", "answers": []}
    sums = list_sums(view, sheet)
    if sums is not None:
        rated = [
            {"answer_id": one.id, "team": "", "spotlight": False, "lines": [(one.words, one.said)]}
            for one in sums
        ]
        return {"key": key, "title": sheet.title, "answers": rated}
    known = view.get_known(sheet)
    return {
        "key": key,
        "title": sheet.title,
        "answers": [
            {
                "answer_id": answer.id,
                "team": answer.team,
                "spotlight": answer.id == view.room.spotlight,
                "lines": describe_values(sheet, answer.values, known=known),
            }
            for answer in view.list_given(key)
        ],
    }


def _make_people(view: View) -> list[dict[str, Any]]:
    device, person = view.visitor.device, view.visitor.person
    return [
        {
            "id": other.id,
            "name": name_person(other, device),
            "writing": other.id == person.id,
        }
        for other in list_people(device)
    ]


def name_person(person: Participant, device: Participant) -> str:
    """Return what to call somebody on this device."""
    if person.id == device.id and device.shared_device:
        return person.name or "班の端末"
    return person.name or ("わたし" if person.id == device.id else "名前なしの人")
