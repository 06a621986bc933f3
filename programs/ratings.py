"""Find what a worksheet for rating asks: which thing, and where it lies on two axes."""

from dataclasses import dataclass

from programs.questions import Question, QuestionKind, Role, Worksheet


@dataclass(frozen=True, slots=True)
class Rating:
    """The two questions by which things are rated one by one."""

    item: Question
    place: Question

    @property
    def may_pass(self) -> bool:
        """Whether a thing may be left unrated; then only the item is answered."""
        return not self.place.required


def find_rating(worksheet: Worksheet) -> Rating | None:
    """Return what is rated, where each answer of a worksheet places one thing on two axes."""
    if worksheet.role is not Role.RATING or not worksheet.many:
        return None
    items = [each for each in worksheet.questions if each.kind is QuestionKind.REFERENCE]
    places = [each for each in worksheet.questions if each.kind is QuestionKind.POSITION]
    if len(items) != 1 or len(places) != 1 or not items[0].required:
        return None
    return Rating(items[0], places[0])
