"""What a rehearsal knows of the whole program: steps, visits, before and after, the plans made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitator.rehearsal.bank import Bank, Effort, bare
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.town import Coding, Neighbour, read_town

_LATE = (0.2, 0.8)  # homework: a few do it at once, most before the next meeting


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan a team has written: its id, whose it is and its name."""

    id: str
    team: str
    name: str


@dataclass(slots=True)
class Story:
    """The program's course, and what has come of it so far."""

    facts: Mapping[str, Any]
    seed: int
    bank: Bank
    whole: bool  # the whole program is rehearsed, so what can wait may wait
    names: Mapping[str, str] = field(default_factory=dict)  # of teams
    plans: list[MadePlan] = field(default_factory=list)
    adopted: list[str] = field(default_factory=list)  # words of the ideas chosen, the first first
    neighbours: Mapping[str, Sequence[Neighbour]] = field(default_factory=dict)  # by team
    codings: Mapping[str, Coding] = field(default_factory=dict)  # of voices, by their plain words

    def __post_init__(self) -> None:
        town = read_town(self.bank)
        self.codings = {words: code for one in town for words, code in one.codings.items()}

    def get_role(self, sheet: str) -> str:
        """Return what a worksheet is for."""
        return str(self.facts["sheets"][sheet]["role"])

    def get_phase(self, sheet: str) -> str:
        """Tell which of several surveys this is: before, after or later."""
        role = self.get_role(sheet)
        alike = [key for key, one in self.facts["sheets"].items() if one["role"] == role]
        if role != "survey" or len(alike) == 1:
            return ""
        place = alike.index(sheet)
        if place == 0:
            return "before"
        return "later" if place == len(alike) - 1 and place > 1 else "after"

    def list_visits(self, sheet: str) -> list[str]:
        """Return the names of the steps that open this worksheet, in order."""
        return [step["name"] for step in self.facts["steps"] if sheet in step["worksheets"]]

    def find_step(self, name: str) -> Mapping[str, Any]:
        """Return the step with this MEETING/STEP name."""
        found: Mapping[str, Any] = next(one for one in self.facts["steps"] if one["name"] == name)
        return found

    def is_turn(self, sheet: str, step: str, number: int) -> bool:
        """Tell whether this person writes a sheet now; one open in several steps may wait."""
        visits = self.list_visits(sheet)
        if not self.whole or len(visits) < 2 or step not in visits:  # noqa: PLR2004 -- one visit leaves no choice
            return True
        apart = visits[0].partition("/")[0] != visits[-1].partition("/")[0]
        weights = _LATE if apart and len(visits) == len(_LATE) else (1,) * len(visits)
        rng = draw(f"{self.seed}/{sheet}/{number}/visit")
        chosen = rng.choices(range(len(visits)), weights)[0]
        return visits.index(step) >= chosen

    def list_steps(self, role: str) -> list[str]:
        """Return the names of the steps that open a worksheet with this role, in order."""
        return [
            step["name"]
            for step in self.facts["steps"]
            if any(self.get_role(sheet) == role for sheet in step["worksheets"])
        ]

    def get_passed(self, step: str) -> float:
        """Return how much of the weeks in the town has passed in this step, from 0 to 1."""
        order = [one["name"] for one in self.facts["steps"]]
        laid_out = self.list_steps("voices")
        end = order.index(laid_out[0]) if laid_out else len(order)
        plans = self.list_steps("visits")
        weeks = [
            name
            for name in self.list_steps("interviews")
            if name in plans and order.index(name) < end
        ]
        if not weeks or order.index(step) < order.index(weeks[0]):
            return 0.0
        if not self.whole or step not in weeks:
            return 1.0
        return (weeks.index(step) + 1) / len(weeks)

    def is_returning(self, step: str) -> bool:
        """Tell whether people say here what came back when they went to tell."""
        visits = self.list_steps("interviews")
        return self.list_steps("voices") != [] and visits[-1:] == [step]

    def get_share(self, sheet: str, step: str) -> float:
        """Return how much of a team's sheet is written in this step, from 0 to 1."""
        visits = [
            name
            for name in self.list_visits(sheet)
            if name.partition("/")[0] == step.partition("/")[0]
        ]
        if not self.whole or step not in visits:
            return 1.0
        return (visits.index(step) + 1) / len(visits)

    def list_tokens(self, step: str, number: int) -> dict[str, str]:
        """Return what @case and the like mean for the person or team with this number."""
        here = self.find_step(step)
        tokens = {}
        for token, known in (
            ("@case", here["cases"]),
            ("@practice", here["practices"]),
            ("@hint", here["hints"]),
            ("@plan", [plan.name for plan in self.plans]),
        ):
            if known:
                tokens[token] = _shorten(known[number % len(known)])
        return tokens

    def choose_effort(self, number: int, ideas: Sequence[str]) -> Effort | None:
        """Return the effort the team with this number plans: adopted ones first, then others."""
        efforts = {str(effort.idea["idea"]): effort for effort in self.bank.efforts}
        named = [bare(words) for words in (*self.adopted, *sorted(ideas))]
        wanted = [words for words in named if words in efforts]
        order = list(dict.fromkeys((*wanted, *efforts)))
        return efforts[order[number % len(order)]] if order else None


def _shorten(title: str) -> str:
    """Return what people call a thing: 「母と長男…（Aさん世帯）」 is 「Aさん世帯」."""
    inside = title.rpartition("（")[2].removesuffix("）")
    return inside if title.endswith("）") and "（" in title else title
