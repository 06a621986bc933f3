"""Read a program from its YAML files: the whole program, or all its problems at once.

A program that is returned has passed every check; callers need not look again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from programs.checks import check_case, check_meeting, check_meeting_parts, check_practice
from programs.mistakes import list_mistakes, name_nearest
from programs.model import (
    Case,
    Meeting,
    Practice,
    Program,
    ProgramFacts,
    ProgramFile,
    SourceDocuments,
)
from programs.problems import ContentProblem, Place
from programs.program_checks import check_facts, check_program
from programs.questions import KEY_PATTERN
from programs.yaml_files import YamlFile, read_yaml

CONTENT = Path(__file__).parent / "content"

Shape = TypeVar("Shape", bound=BaseModel)

_KEY = re.compile(KEY_PATTERN)


@dataclass(frozen=True, slots=True)
class Reading:
    """The program, or None and everything that keeps it from being read."""

    program: Program | None
    problems: tuple[ContentProblem, ...]


def program_keys(root: Path = CONTENT) -> tuple[str, ...]:
    """Return the keys of the programs in the content folder, in order of name."""
    return tuple(sorted(file.parent.name for file in root.glob("*/program.yaml")))


def read_program(key: str, *, root: Path = CONTENT) -> Reading:
    """Read one program; mistakes in its content never raise."""
    keys = program_keys(root)
    if key in keys:
        return _Reader(root, key).read()
    advice = f"いまあるのは {'、'.join(keys)} です。" if keys else "program.yaml を作ってください。"
    problem = ContentProblem("", "", f"「{key}」というプログラムはありません。", advice)
    return Reading(None, (problem,))


class _Reader:
    """Reads the files of one program and gathers what is wrong with them."""

    def __init__(self, root: Path, key: str) -> None:
        self._root = root
        self._key = key
        self._main = f"{key}/program.yaml"
        self._files: dict[str, YamlFile] = {}
        self._contents: dict[str, BaseModel] = {}
        self._problems: list[ContentProblem] = []

    def read(self) -> Reading:
        documents = self._read_file("sources.yaml", SourceDocuments)
        facts = self._read_file(self._main, ProgramFile, key=self._key)
        meetings = self._read_parts("meetings", Meeting, folder=f"{self._key}/meetings")
        cases = self._read_parts("cases", Case, folder="cases")
        practices = self._read_parts("practices", Practice, folder="practices")
        self._find_forgotten_meetings()
        if facts is None or documents is None or self._problems:
            self._check_sound_parts()
            return self._finish(None)
        program = Program.model_validate(
            {name: getattr(facts, name) for name in ProgramFacts.model_fields}
            | {"sources": documents.root, "meetings": meetings}
            | {"cases": cases, "practices": practices}
        )
        self._note(check_program(program))
        return self._finish(program)

    def _read_file(self, name: str, shape: type[Shape], *, key: str | None = None) -> Shape | None:
        file = self._files[name] = read_yaml(self._root, name)
        self._problems += file.problems
        if file.data is None:
            return None
        if isinstance(file.data, dict) and key is not None and file.data.get("key", key) != key:
            place = Place(name, ("key",))
            self._problems.append(
                place.problem("key が置き場所の名前と違います。", f"key: {key} と書いてください。")
            )
        try:
            content = self._contents[name] = shape.model_validate(file.data)
        except ValidationError as error:
            self._note(list_mistakes(error, shape=shape, file=name))
            return None
        return content

    def _read_parts(self, field: str, shape: type[Shape], *, folder: str) -> tuple[Shape, ...]:
        found = (
            self._read_file(f"{folder}/{key}.yaml", shape, key=key)
            for key in self._list_names(field)
            if self._is_there(field, folder, key)
        )
        return tuple(part for part in found if part is not None)

    def _list_names(self, field: str) -> list[str]:
        """Return the names program.yaml gives, even where the rest of it is wrong."""
        data = self._files[self._main].data
        names = data.get(field) if isinstance(data, dict) else None
        if not isinstance(names, list):
            return self._list_meeting_files() if field == "meetings" else []
        return [name for name in names if isinstance(name, str) and _KEY.fullmatch(name)]

    def _list_meeting_files(self) -> list[str]:
        files = (self._root / self._key / "meetings").glob("*.yaml")
        return sorted(file.stem for file in files if _KEY.fullmatch(file.stem))

    def _is_there(self, field: str, folder: str, key: str) -> bool:
        if (self._root / folder / f"{key}.yaml").is_file():
            return True
        place = Place(self._main, (field, self._list_names(field).index(key)))
        others = sorted(file.stem for file in (self._root / folder).glob("*.yaml"))
        message = f"「{folder}/{key}.yaml」がありません。"
        self._problems.append(place.problem(message, name_nearest(key, others)))
        return False

    def _find_forgotten_meetings(self) -> None:
        listed = self._list_names("meetings")
        for name in self._list_meeting_files():
            if name not in listed:
                message = f"「meetings/{name}.yaml」が並びに入っていません。"
                advice = f"「- {name}」を進める順に書き足すか、ファイルを消してください。"
                self._problems.append(Place(self._main, ("meetings",)).problem(message, advice))

    def _check_sound_parts(self) -> None:
        """Check what can be checked while other parts are still wrong."""
        for name, file in self._files.items():
            content, place = self._contents.get(name), Place(name)
            if isinstance(content, ProgramFile):
                self._note(check_facts(content, place))
            elif isinstance(content, Meeting):
                self._note(check_meeting(content, place))
            elif isinstance(content, Case):
                self._note(check_case(content, place))
            elif isinstance(content, Practice):
                self._note(check_practice(content, place))
            elif name.startswith(f"{self._key}/meetings/"):
                self._note(check_meeting_parts(file.data, place))

    def _note(self, problems: Iterable[ContentProblem]) -> None:
        self._problems += problems

    def _finish(self, program: Program | None) -> Reading:
        """Give the problems their lines, each once, in the order of files and lines."""
        found = dict.fromkeys(
            self._files[problem.file].add_line(problem) if problem.line is None else problem
            for problem in self._problems
        )
        order = list(self._files)
        problems = sorted(found, key=lambda p: (order.index(p.file), p.line or 0))
        return Reading(None if problems else program, tuple(problems))
