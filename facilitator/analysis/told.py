"""What people of the town told, and what was made of it, as far as it may leave the room.

Records, voices, overlaps and ideas of a report, tied together by what each came from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from facilitator.analysis.records import Report, ReportedAnswer, ReportedWorksheet
from programs.questions import Role, Worksheet
from programs.roles import OVERLAP_VOICES, RECORD_LINES, WORD, WORDS

NO_KIND = ""  # of a voice nobody has put under a heading yet


@dataclass(frozen=True, slots=True)
class ToldVoice:
    """One thing somebody said; `person` is the record it comes from, else the card itself."""

    id: str
    text: str
    kind: str
    who: str
    person: str
    team: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """Somebody who was heard and let it be told, by the name the team gave them for this."""

    answer: ReportedAnswer
    who: str
    day: date | None
    voices: tuple[ToldVoice, ...]
    should_meet: str
    noticed: str
    promised: str
    return_day: date | None
    returned: str
    returned_label: str
    return_answer: str


@dataclass(frozen=True, slots=True)
class ToldOverlap:
    """A card of people who saw that things said meet, with the ideas born of it."""

    answer: ReportedAnswer
    name: str
    kind: str
    kind_label: str
    voices: tuple[ToldVoice, ...]
    reason: str
    could_do: str
    care: str
    ideas: tuple[ReportedAnswer, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """The people whose words meet, each once."""
        return tuple(dict.fromkeys(voice.person for voice in self.voices))


@dataclass(frozen=True, slots=True)
class Told:
    """Everything told that may leave the room, in the order it was given."""

    records: tuple[ToldRecord, ...]
    voices: tuple[ToldVoice, ...]
    overlaps: tuple[ToldOverlap, ...]
    kinds: Mapping[str, str]  # of voices, with their words
    overlap_kinds: Mapping[str, str]

    def list_of_kind(self, kind: str) -> tuple[ToldVoice, ...]:
        """Return the voices of one kind."""
        return tuple(voice for voice in self.voices if voice.kind == kind)

    def list_overlaps_of(self, person: str) -> tuple[ToldOverlap, ...]:
        """Return the overlaps in which this person's words are."""
        return tuple(overlap for overlap in self.overlaps if person in overlap.people)


def has_told(report: Report) -> bool:
    """Tell whether the program sends people out to listen."""
    return bool(report.list_with_role(Role.INTERVIEWS))


def read_told(report: Report) -> Told:
    """Tie together what was told."""
    records = [*_list_answers(report, Role.INTERVIEWS)]
    names = {answer.id: str(answer.values.get("who", "")) for _, answer in records}
    voices = {}
    for _, answer in _list_answers(report, Role.VOICES) if records or has_told(report) else ():
        voices[answer.id] = _read_voice(answer, names)
    with_voices = {voice.person for voice in voices.values()}
    ideas = [answer for _, answer in _list_answers(report, Role.IDEAS)]
    found = []
    for sheet, answer in records:
        own = [voice for voice in voices.values() if voice.person == answer.id]
        if answer.id not in with_voices:
            own = [*_list_lines(answer)]
            voices.update((voice.id, voice) for voice in own)
        found.append(_read_record(sheet.worksheet, answer, tuple(own)))
    return Told(
        records=tuple(found),
        voices=tuple(voices.values()),
        overlaps=_join_twins(
            _read_overlap(sheet.worksheet, answer, voices, ideas)
            for sheet, answer in _list_answers(report, Role.OVERLAPS)
        ),
        kinds=_list_labels(report, Role.VOICES, "kind"),
        overlap_kinds=_list_labels(report, Role.OVERLAPS, "kind"),
    )


def _list_answers(report: Report, role: Role) -> Iterator[tuple[ReportedWorksheet, ReportedAnswer]]:
    for sheet in report.list_with_role(role):
        for answer in sheet.answers:
            yield sheet, answer


def _read_voice(answer: ReportedAnswer, names: Mapping[str, str]) -> ToldVoice:
    record = next((key for key in answer.values.get("from", ()) if key in names), "")
    return ToldVoice(
        id=answer.id,
        text=str(answer.values.get("text", "")),
        kind=str(answer.values.get("kind", NO_KIND)),
        who=names.get(record, ""),
        person=record or answer.id,
        team=answer.team,
        suggested=answer.suggested,
    )


def _list_lines(record: ReportedAnswer) -> Iterator[ToldVoice]:
    """Yield what a record says that was not laid out as voices yet."""
    values = record.values
    lines = [
        (line.strip(), kind)
        for key, kind in RECORD_LINES.items()
        for line in str(values.get(key, "")).splitlines()
    ]
    lines += [(str(row.get(WORD, "")).strip(), NO_KIND) for row in values.get(WORDS, ())]
    seen = set()
    for number, (text, kind) in enumerate(lines):
        if text and text not in seen:
            seen.add(text)
            name = str(values.get("who", ""))
            key = f"{record.id}-{number}"
            yield ToldVoice(key, text, kind, name, record.id, record.team, suggested=False)


def _read_record(
    worksheet: Worksheet, answer: ReportedAnswer, voices: tuple[ToldVoice, ...]
) -> ToldRecord:
    values = answer.values
    return ToldRecord(
        answer=answer,
        who=str(values.get("who", "")),
        day=_day(values, "day"),
        voices=voices,
        should_meet=str(values.get("should-meet", "")),
        noticed=str(values.get("noticed", "")),
        promised=str(values.get("return-what", "")),
        return_day=_day(values, "return-day"),
        returned=str(values.get("returned", "")),
        returned_label=_label(worksheet, "returned", str(values.get("returned", ""))),
        return_answer=str(values.get("return-answer", "")),
    )


def _read_overlap(
    worksheet: Worksheet,
    answer: ReportedAnswer,
    voices: Mapping[str, ToldVoice],
    ideas: Sequence[ReportedAnswer],
) -> ToldOverlap:
    values = answer.values
    named = [key for part in OVERLAP_VOICES for key in values.get(part, ())]
    kind = str(values.get("kind", ""))
    return ToldOverlap(
        answer=answer,
        name=str(values.get("name", "")),
        kind=kind,
        kind_label=_label(worksheet, "kind", kind),
        voices=tuple(voices[key] for key in dict.fromkeys(named) if key in voices),
        reason=str(values.get("reason", "")),
        could_do=str(values.get("could-do", "")),
        care=str(values.get("care", "")),
        ideas=tuple(idea for idea in ideas if answer.id in idea.sources),
    )


def _join_twins(overlaps: Iterable[ToldOverlap]) -> tuple[ToldOverlap, ...]:
    """Show as one what a phone and the office took up of the same proposal in one moment."""
    found: dict[object, ToldOverlap] = {}
    for overlap in overlaps:
        voices = frozenset(voice.id for voice in overlap.voices)
        place = (overlap.answer.team, overlap.kind, voices or overlap.answer.id)
        known = found.get(place)
        found[place] = overlap if known is None else _join(known, overlap)
    return tuple(found.values())


def _join(one: ToldOverlap, twin: ToldOverlap) -> ToldOverlap:
    born = {idea.id for idea in one.ideas}
    return replace(
        one,
        reason=one.reason or twin.reason,
        could_do=one.could_do or twin.could_do,
        care=one.care or twin.care,
        ideas=(*one.ideas, *(idea for idea in twin.ideas if idea.id not in born)),
    )


def _list_labels(report: Report, role: Role, key: str) -> dict[str, str]:
    sheets = [sheet.worksheet for sheet in report.list_with_role(role)] if has_told(report) else []
    return {
        option.key: option.label
        for sheet in sheets
        for question in sheet.questions
        if question.key == key
        for option in question.options
    }


def _label(worksheet: Worksheet, question: str, key: str) -> str:
    options = (one.options for one in worksheet.questions if one.key == question)
    return next((o.label for found in options for o in found if o.key == key), "")


def _day(values: Mapping[str, Any], key: str) -> date | None:
    given = values.get(key)
    return date.fromisoformat(str(given)) if given else None
