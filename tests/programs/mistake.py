"""A mistake in the shape or syntax of a file, and the one problem it must give."""

import re
from dataclasses import dataclass

from programs.problems import ContentProblem
from tests.programs.tiny import SHORT, Content


@dataclass(frozen=True)
class Mistake:
    """A change to the tiny program and the one problem it must give."""

    file: str
    old: str
    new: str
    place: str
    line: int | None
    message: str
    advice: str

    @property
    def told(self) -> tuple[str, str, int | None, str, str]:
        return SHORT[self.file], self.place, self.line, self.message, self.advice


def tell(problem: ContentProblem) -> tuple[str, str, int | None, str, str]:
    """Leave out the end of the advice that repeats the field's description."""
    advice = problem.advice.split("(この欄")[0]
    return problem.file, problem.place, problem.line, problem.message, advice


def check(mistake: Mistake, content: Content) -> None:
    """Make the mistake; it is told once, in Japanese, with place, line and advice."""
    content.change(mistake.file, mistake.old, mistake.new)

    problems = content.problems()

    assert [tell(problem) for problem in problems] == [mistake.told]
    english = [p for p in problems if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", p.message + p.advice)]
    assert english == []
