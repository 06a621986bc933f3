"""The office's part in a rehearsal: plenary sheets, written from what the room has given."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from facilitator.rehearsal.answering import fill
from facilitator.rehearsal.asked import Asked, read_content
from facilitator.rehearsal.bank import Entry, bare
from facilitator.rehearsal.chance import draw
from facilitator.rehearsal.saying import Writer
from facilitator.rehearsal.story import Story
from facilitator.tasks.asking import TaskRefused

# Asks the server for a task by name, and waits.
Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
Answers = Sequence[Mapping[str, Any]]

_MOST_ADOPTED = 3


class Office:
    """Writes what only the office may write."""

    def __init__(self, ask: Ask, code: str, story: Story, refusals: Counter[str]) -> None:
        self._ask = ask
        self._refusals = refusals
        self._code = code
        self._story = story

    def fill_sheets(self, step: str) -> int:
        """Write the plenary sheets of a step that are still empty; return how many."""
        written = 0
        for sheet in self._story.find_step(step)["worksheets"]:
            facts = self._story.facts["sheets"][sheet]
            if facts["scope"] != "plenary" or self._list_answers(sheet):
                continue
            values = self._make_values(sheet, facts, step)
            if values:
                written += self._write(sheet, values)
        return written

    def show_results(self, step: str) -> None:
        """Make public what a step voted on; until then no file may hold it."""
        for sheet in self._story.find_step(step)["votes"]:
            self._ask("rehearsal-result", {"code": self._code, "worksheet": sheet})

    def _write(self, sheet: str, values: Mapping[str, Any]) -> bool:
        try:
            arguments = {"code": self._code, "worksheet": sheet, "values": values}
            self._ask("rehearsal-plenary", arguments)
        except TaskRefused as refusal:
            self._refusals[str(refusal)] += 1
            return False
        return True

    def learn_plans(self) -> list[Mapping[str, Any]]:
        """Return the plans written so far, with whose they are."""
        sheets = self._story.facts["sheets"]
        keys = [key for key, sheet in sheets.items() if sheet["role"] == "plan"]
        return [answer for key in keys for answer in self._list_answers(key)]

    def _list_answers(self, sheet: str) -> Answers:
        arguments = {"code": self._code, "worksheet": sheet}
        answers: Answers = self._ask("rehearsal-answers", arguments)["answers"]
        return answers

    def _make_values(self, sheet: str, facts: Mapping[str, Any], step: str) -> dict[str, Any]:
        questions = [self._read(question) for question in facts["questions"]]
        entries = self._story.bank.list_entries(sheet, f"{facts['role']}-plenary")
        entry = entries[self._story.seed % len(entries)] if entries else Entry({}, known=False)
        composed = {
            key: _COMPOSERS[value](self)
            for key, value in entry.values.items()
            if isinstance(value, str) and value in _COMPOSERS
        }
        writer = Writer(
            rng=draw(f"{self._story.seed}/{sheet}/office"),
            stable=f"{self._story.seed}/office",
            tokens=self._story.list_tokens(step, 0),
        )
        left = [question for question in questions if question.key not in composed]
        values = fill(left, entry, writer) if left else {}
        for question in questions:
            if question.kind == "rank" and question.key in values:
                self._note_adopted(question, values[question.key])
        return values | {key: value for key, value in composed.items() if value}

    def _read(self, question: Mapping[str, Any]) -> Asked:
        if not question.get("of"):
            return read_content(question)
        answers = sorted(self._list_answers(question["of"]), key=_by_points)
        options = tuple((answer["id"], _say(answer)) for answer in answers)
        return read_content(question, options)

    def _note_adopted(self, question: Asked, keys: Sequence[str]) -> None:
        labels = dict(question.options)
        self._story.adopted = [labels[key] for key in keys if key in labels]

    # --- rows made of what people wrote -------------------------------------------------------

    def choose_ideas(self) -> list[str]:
        """Choose the ideas with the most votes; the words go into the story."""
        ideas = self._rank_ideas()
        # An idea that was told to its end can be planned, so it goes before one that was not.
        ideas.sort(key=lambda answer: not self._story.bank.is_told(_say(answer)))
        chosen = list({_say(idea): idea["id"] for idea in reversed(ideas)}.items())[::-1]
        self._story.adopted = [words for words, _ in chosen[:_MOST_ADOPTED]]
        return [answer_id for _, answer_id in chosen[:_MOST_ADOPTED]]

    def name_kept(self) -> str:
        """Name the ideas that were not chosen but stay."""
        kept = [_say(idea) for idea in self._rank_ideas() if _say(idea) not in self._story.adopted]
        return "\n".join(list(dict.fromkeys(kept))[:4])

    def _rank_ideas(self) -> list[Mapping[str, Any]]:
        return sorted(self.list_role("ideas"), key=_by_points)

    def list_teams(self) -> list[dict[str, str]]:
        """Write one row for each team from its strongest voice and its finding."""
        voices, cases = self.list_role("voices"), self.list_role("case")
        rows = []
        for key, name in self._story.names.items():
            own = [voice for voice in voices if voice["team"] == key]
            if not own:
                continue
            strongest = max(
                own, key=lambda voice: (voice["values"].get("strength", 0), _say(voice))
            )
            case = next(
                (one for one in cases if one["team"] == key and "finding" in one["values"]), None
            )
            row = {"team": name, "moyamoya": _say(strongest)}
            if case is not None:
                row["finding"] = str(case["values"]["finding"])[:180]
                row["effort"] = str(case["values"].get("one-thing", ""))
            rows.append({key: text for key, text in row.items() if text})
        return rows

    def list_declarations(self) -> list[dict[str, str]]:
        """Write one row for each plan, as its team declared it."""
        rows = []
        for plan in self._story.plans:
            effort = self._story.bank.find_effort(plan.name)
            if effort is None:
                continue
            steps = effort.plan.get("first-steps", ())
            rows.append(
                {
                    "effort": plan.name,
                    "owner": str(effort.plan["who"]),
                    "first-step": str(steps[0]["task"]) if steps else "",
                    "three-months": effort.three_months,
                }
            )
        return rows

    def list_role(self, role: str) -> list[Mapping[str, Any]]:
        """Return what stands on all worksheets of a role."""
        sheets = self._story.facts["sheets"]
        keys = [key for key, sheet in sheets.items() if sheet["role"] == role]
        return [answer for key in keys for answer in self._list_answers(key)]


_COMPOSERS: dict[str, Callable[[Office], Any]] = {
    "@teams": Office.list_teams,
    "@declarations": Office.list_declarations,
    "@chosen": Office.choose_ideas,
    "@kept": Office.name_kept,
}


def _by_points(answer: Mapping[str, Any]) -> tuple[int, str]:
    return -int(answer["points"]), _say(answer)


def _say(answer: Mapping[str, Any]) -> str:
    return bare(str(answer["words"]))
