"""A workshop of the real program at the step where ideas are rated, for tests."""

from itertools import count

from programs.reading import read_program
from worksheets import rooms, workshops
from worksheets.answers import save_answer
from worksheets.participants import join
from worksheets.records import Options, Participant, Submission, Values

SHEET, IDEAS = "idea-rating", "ideas"


class RatedTown:
    """Three teams, ideas with and without a star, and whoever rates them."""

    def __init__(self, program: str = "team-building", step: str = "rating") -> None:
        found = read_program(program).program
        assert found is not None
        opened = workshops.open_workshop(
            found,
            title="アイデアの研修",
            municipality="みどり町",
            options=Options(teams=workshops.make_teams(3)),
        )
        self.code = opened.workshop.code
        self.workshop = opened.workshop
        self._numbers = count()
        self.step = step

    def take_person(self, name: str = "はな", team: str = "t1") -> Participant:
        return join(self.code, name=name, affiliation="council", team=team).participant

    def write_ideas(self, *texts: str) -> list[str]:
        """Write ideas as somebody of team 1, then move the room to the rating."""
        rooms.go_to(self.code, "meeting-2", "ideas")
        writer = self.take_person("書く人")
        ids = [self.save(IDEAS, {"idea": text}, writer) for text in texts]
        rooms.go_to(self.code, "meeting-2", self.step)
        return ids

    def rate(self, who: Participant, idea: str, place: tuple[int, int] | None, **more: str) -> str:
        """Rate an idea, or pass it with None."""
        values: dict[str, object] = {"idea": [idea]}
        if place is not None:
            values["place"] = {"x": place[0], "y": place[1]}
        return self.save(SHEET, values, who, **more)

    def save(self, sheet: str, values: Values, who: Participant, **more: str) -> str:
        sent_id = f"sent-{next(self._numbers)}"
        submission = Submission(self.code, sent_id, sheet, values, who, **more)
        return save_answer(submission).answer_id
