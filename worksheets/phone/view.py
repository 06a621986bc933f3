"""What one participant may see now: the step, its worksheets, own and shared answers."""

from dataclasses import dataclass, field

from programs.questions import Question, Role, Scope, Worksheet
from worksheets.answers import list_own
from worksheets.grouped import list_labels
from worksheets.phone.field_sheets import Note, find_field_sheets
from worksheets.phone.legibility import Legibility
from worksheets.phone.visitors import Visitor
from worksheets.promises import Reach, list_lost_roots, list_reaches, list_showable
from worksheets.ratings import keep_marked
from worksheets.records import Answer, Place, Room
from worksheets.rooms import get_place, get_room
from worksheets.staying import is_open
from worksheets.values import headline


@dataclass(slots=True)
class View:
    """One reading of a room for one person; answers are read once, when first needed."""

    visitor: Visitor
    room: Room
    place: Place
    sheets: tuple[Worksheet, ...]
    look: Legibility = field(default_factory=Legibility)
    _given: dict[str, tuple[Answer, ...]] = field(default_factory=dict)
    _own: tuple[Answer, ...] | None = None
    _lost: dict[str, int] | None = None

    def is_open(self, sheet: Worksheet) -> bool:
        """Tell whether a phone may write here; plenary sheets are the office's."""
        return is_open(self.room, sheet.key, None) and sheet.scope is not Scope.PLENARY

    def list_own(self, sheet: Worksheet) -> tuple[Answer, ...]:
        """Return this person's (or team's) answers to a worksheet."""
        if sheet.scope is Scope.PLENARY:
            return ()
        if self._own is None:
            self._own = list_own(self.visitor.person)
        own = tuple(answer for answer in self._own if answer.worksheet == sheet.key)
        if sheet.role is not Role.VOICES or not own or not self.field_sheets:
            return own
        # A voice is its teller's word: taken back, it is gone for the own team, too.
        reaches = list_reaches(self.visitor.workshop.code)
        return tuple(
            answer
            for answer in own
            if answer.hidden or reaches.get(answer.id, Reach.NONE) is not Reach.NONE
        )

    @property
    def field_sheets(self) -> dict[str, Worksheet]:
        """The worksheets of the fieldwork, by the names the field note knows them by."""
        return find_field_sheets(self.visitor.workshop.program)

    def count_lost(self, answer: Answer) -> int:
        """Count the roots of an answer that were taken back or may no longer be shown."""
        if self._lost is None:
            code = self.visitor.workshop.code
            roots = list_lost_roots(code) if self.field_sheets else ()
            self._lost = {root.answer.id: root.lost for root in roots}
        return self._lost.get(answer.id, 0)

    def make_note(self) -> Note | None:
        """Count what the card of the field note tells; None before there is anything to write."""
        sheets = self.field_sheets
        known = {*self.room.open_worksheets, *self.room.late_worksheets}
        if not any(sheet.key in known for sheet in sheets.values()):
            return None
        visits = [a.values for a in self.list_own(sheets["visits"])] if "visits" in sheets else []
        records = [answer.values for answer in self.list_own(sheets["records"])]
        promised = [values for values in records if values.get("return-what")]
        return Note(
            visits=len(visits),
            met=sum(1 for values in visits if values.get("state") == "met"),
            records=len(records),
            promised=sum(1 for values in promised if values.get("returned") != "done"),
        )

    def list_given(self, key: str) -> tuple[Answer, ...]:
        """Return everybody's answers that this person may see, hidden ones left out."""
        sheet = self.find_sheet(key)
        if key not in self._given and sheet is not None:
            person = self.visitor.person
            self._given[key] = list_showable(person.code, sheet, team=person.team)
        return self._given.get(key, ())

    def find_sheet(self, key: str) -> Worksheet | None:
        """Return a worksheet of the program."""
        return self.visitor.workshop.program.find_worksheet(key)

    def list_candidates(self, question: Question) -> tuple[tuple[Answer, str], ...]:
        """Return the answers a reference or rank may name, with words; the own team's first."""
        sheet = self.find_sheet(question.of) if question.of else None
        if sheet is None:
            return ()
        team = self.visitor.person.team
        given = sorted(self.list_given(sheet.key), key=lambda answer: answer.team != team)
        words = {answer.id: headline(sheet, answer.values) for answer in given}
        kept = set(keep_marked(question, words))
        return tuple((answer, words[answer.id]) for answer in given if answer.id in kept)

    def list_labels(self, question: Question) -> dict[str, str]:
        """Return the label that each answer a question may name lies under, if it was grouped."""
        sheet = self.find_sheet(question.of) if question.of else None
        return list_labels(self.visitor.workshop, sheet) if sheet is not None else {}

    def get_known(self, sheet: Worksheet) -> dict[str, str]:
        """Return the words of all answers that answers to this sheet may point at, as written."""
        known: dict[str, str] = {}
        for question in sheet.questions:
            target = self.find_sheet(question.of) if question.of else None
            if target is not None:
                given = self.list_given(target.key)
                known.update((answer.id, headline(target, answer.values)) for answer in given)
        return known


def read_view(visitor: Visitor, look: Legibility | None = None) -> View:
    """Read the room: the step's worksheets first, then other open ones and those voted on."""
    look = look or Legibility()
    code = visitor.workshop.code
    room = get_room(code)
    place = get_place(code, room)
    keys = (*place.step.worksheets, *room.open_worksheets, *place.step.votes_on, *room.open_votes)
    program = visitor.workshop.program
    if visitor.plain:
        return View(visitor, room, place, tuple(find_field_sheets(program).values()), look)
    found = (program.find_worksheet(key) for key in dict.fromkeys(keys))
    return View(visitor, room, place, tuple(sheet for sheet in found if sheet is not None), look)
