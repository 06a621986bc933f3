"""Break one rule of the tiny program, and see that it is told once, with line and advice."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.programs.tiny import SHORT, Content

SCALE = "        labels: [いいえ, どちらかといえばいいえ, どちらかといえばはい, はい]\n"
NEXT = "- {key: next, kind: long_text, label: 次にすること}"
NEXT_PLACE = "worksheets[2].questions[0]"


@dataclass(frozen=True)
class Broken:
    """A change that breaks one rule, and the places and messages that must be told."""

    rule: str
    file: str
    old: str
    new: str
    told: tuple[tuple[str, str], ...]
    nth: int = 1

    def check(self, content: Content) -> None:
        content.change(self.file, self.old, self.new, nth=self.nth)

        problems = content.problems()

        assert [(p.file, p.place, p.message) for p in problems] == [
            (SHORT[self.file], *told) for told in self.told
        ]
        assert [p.message for p in problems if p.line is None] == []
        assert [p.advice for p in problems if not p.advice.endswith(("。", "。)"))] == []


def broken(
    rule: str, file: str, old: str, new: str, *told: tuple[str, str], nth: int = 1
) -> Broken:
    return Broken(rule, file, old, new, told, nth)


def text(more: str) -> str:
    """A short text question with something that does not belong to it."""
    return f"- {{key: next, kind: short_text, label: 次にすること, {more}}}"


def name_rules(rules: Iterable[object]) -> set[str]:
    """Return the names of rule functions."""
    return {getattr(rule, "__name__", "") for rule in rules}
