"""Search the voices for overlaps and put what was found before people."""

from facilitator.analysis.overlaps import Statement, find_overlaps
from facilitator.fieldwork.bringing import is_suggested
from programs.questions import Role, Worksheet
from worksheets.promises import list_showable
from worksheets.proposals import Found, keep_proposals
from worksheets.reading_answers import list_answers
from worksheets.records import Answer, Values
from worksheets.workshops import get_workshop


def search_overlaps(code: str) -> int:
    """Renew the proposals from the voices that the room may see; return how many there are."""
    found = find_overlaps(list_statements(code))
    keep_proposals(
        code,
        (
            Found(overlap.statements, overlap.kind, overlap.reason, overlap.strength)
            for overlap in found
        ),
    )
    return len(found)


def list_statements(code: str) -> tuple[Statement, ...]:
    """Return the voices of all who were heard, as the search reads them."""
    program = get_workshop(code).program
    people = _list_people(code, program.worksheets)
    return tuple(
        _make_statement(voice, people)
        for sheet in program.worksheets
        if sheet.role is Role.VOICES
        for voice in list_showable(code, sheet)
    )


def _list_people(code: str, sheets: tuple[Worksheet, ...]) -> dict[str, str]:
    """Return who was heard for each record: two records of one visit are one person's."""
    return {
        record.id: next(iter(record.values.get("visit", ())), record.id)
        for sheet in sheets
        if sheet.role is Role.INTERVIEWS
        for record in list_answers(code, sheet.key)
    }


def _make_statement(voice: Answer, people: dict[str, str]) -> Statement:
    # Place, time, tool and field weigh much where people put them, so guesses are left out.
    values = voice.values
    marks: Values = {} if is_suggested(voice) else values
    record = next(iter(values.get("from", ())), voice.id)
    return Statement(
        id=voice.id,
        person=people.get(record, record),
        text=str(values.get("text", "")),
        kind=str(values.get("kind", "")),
        place=str(marks.get("place", "")),
        time=str(marks.get("time", "")),
        tool=str(marks.get("tool", "")),
        fields=tuple(marks.get("field", ())),
    )
