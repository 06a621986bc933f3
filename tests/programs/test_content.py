"""Unit: what we ship is sound, says where it comes from, and its editor schemas are fresh."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from programs.model import Case, MeetingKind, Practice, Program, StepKind
from programs.questions import Scope, SourceKind
from programs.reading import CONTENT, program_keys, read_program
from programs.schemas import SHAPES, make_schema

YAML_FILES = sorted(CONTENT.rglob("*.yaml"))
SHARED = ("cases", "practices")
# 「（10分）」「（言い方の3つ目。10分）」「（計4分）」 at the end of something to do.
MINUTES = re.compile(r"（(?:[^（）]*。|計)?(\d+)分[）、]")
PHONE = re.compile(r"\d{2,4}-\d{2,4}-\d{3,4}|\d{10,11}")


@cache
def get_program(key: str) -> Program:
    program = read_program(key).program
    assert program is not None
    return program


def test_team_building_is_shipped() -> None:
    assert "team-building" in program_keys()


@pytest.mark.parametrize("key", program_keys())
def test_shipped_program_has_no_problems(key: str) -> None:
    assert [str(problem) for problem in read_program(key).problems] == []


@pytest.mark.parametrize("key", program_keys())
def test_shipped_program_says_that_its_course_is_ours(key: str) -> None:
    program = get_program(key)

    sourced = (*program.aims, *program.effects, *program.main_contents)

    assert "本ツール" in program.notice
    assert "原プログラム" in program.notice
    assert {statement.source.kind for statement in sourced} == {SourceKind.SOURCED}
    assert all(statement.source.file for statement in sourced)


@pytest.mark.parametrize("key", program_keys())
def test_gathering_opens_and_closes_and_can_be_shortened(key: str) -> None:
    gatherings = [m for m in get_program(key).meetings if m.kind is MeetingKind.GATHERING]

    assert gatherings
    for meeting in gatherings:
        assert meeting.steps[-1].kind is StepKind.CLOSING
        assert any(step.droppable for step in meeting.steps)
        assert meeting.main_content is not None


@pytest.mark.parametrize("key", program_keys())
def test_minutes_of_what_to_do_add_up_to_the_minutes_of_the_step(key: str) -> None:
    wrong = {
        f"{meeting.key}/{step.key}": (planned, step.minutes)
        for meeting in get_program(key).meetings
        for step in meeting.steps
        if (planned := sum(int(n) for line in step.do for n in MINUTES.findall(line)))
        and planned != step.minutes
    }

    assert wrong == {}


@pytest.mark.parametrize("key", program_keys())
def test_every_word_of_a_program_fits_its_place(key: str) -> None:
    """Nothing is left from drafting: no empty brackets, no to-do, no telephone number."""
    text = "\n".join(_list_texts(get_program(key).model_dump()))

    assert "わがまち" in text
    assert re.findall(r"TODO|FIXME|XXX|\{\{|\}\}|要確認|仮置き|ダミー", text) == []
    assert PHONE.findall(text) == []


def _list_texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    parts = part.values() if isinstance(part, dict) else part
    if isinstance(parts, Iterable) and not isinstance(part, str):
        for each in parts:
            yield from _list_texts(each)


@pytest.mark.parametrize("key", program_keys())
def test_sheets_that_can_be_written_at_home_do_not_need_a_team(key: str) -> None:
    program = get_program(key)

    homework = [sheet for sheet in program.worksheets if sheet.role == "homework"]

    assert all(sheet.scope is Scope.INDIVIDUAL for sheet in homework)


def test_case_and_practice_files_all_belong_to_a_program() -> None:
    programs = [get_program(key) for key in program_keys()]
    listed = {f"cases/{case.key}" for program in programs for case in program.cases}
    listed |= {f"practices/{p.key}" for program in programs for p in program.practices}

    shared = {
        f"{file.parent.name}/{file.stem}" for file in YAML_FILES if file.parent.name in SHARED
    }

    assert shared
    assert shared - listed == set()


def test_practices_do_not_guess_what_their_source_leaves_out() -> None:
    practices = [p for key in program_keys() for p in get_program(key).practices]

    assert len({practice.key for practice in practices}) >= 6
    assert all("人口規模" in p.source.note for p in practices if not p.population)
    assert all(p.source.kind is SourceKind.SOURCED for p in practices)


def test_sources_of_practices_exist_as_documents() -> None:
    program = get_program("team-building")
    documents = {document.key: document for document in program.sources}

    assert set(documents) == {
        "jissen-program",
        "kouhou-shien",
        "guidebook",
        "tokyo-survey",
        "kouiki-renkei",
    }
    assert all(re.fullmatch(r"00\d_[0-9a-f]{16}\.txt", d.file) for d in documents.values())


@pytest.mark.parametrize("file", YAML_FILES, ids=lambda file: file.name)
def test_yaml_file_names_the_schema_beside_it(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]

    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)

    assert found is not None
    assert (file.parent / found[1]).resolve().parent == CONTENT / "schema"
    assert (file.parent / found[1]).is_file()


@pytest.mark.parametrize("name", SHAPES)
def test_editor_schema_is_fresh(name: str) -> None:
    shipped = (CONTENT / "schema" / f"{name}.json").read_text(encoding="utf-8")

    assert shipped == make_schema(name), "python -m programs --schema で書き直してください。"


@pytest.mark.parametrize("name", SHAPES)
def test_editor_schema_speaks_japanese(name: str) -> None:
    found = list(_list_descriptions(json.loads(make_schema(name))))

    assert found
    assert [text for text in found if not re.search(r"[ぁ-んァ-ヶ一-龠]", text)] == []


def _list_descriptions(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("description", "title") and isinstance(value, str):
                yield value
            yield from _list_descriptions(value)
    elif isinstance(part, list):
        for each in part:
            yield from _list_descriptions(each)


@pytest.mark.parametrize("shape", [*SHAPES.values(), Case, Practice], ids=lambda s: s.__name__)
def test_every_field_is_described_for_the_writer(shape: type[BaseModel]) -> None:
    bare = [
        f"{model.__name__}.{name}"
        for model in _list_models(shape)
        for name, field in model.model_fields.items()
        if not field.description and name != "root"
    ]

    assert bare == []


def _list_models(shape: object, *, known: tuple[object, ...] = ()) -> Iterator[type[BaseModel]]:
    for inner in get_args(shape):
        yield from _list_models(inner, known=known)
    if isinstance(shape, type) and issubclass(shape, BaseModel) and shape not in known:
        yield shape
        for field in shape.model_fields.values():
            yield from _list_models(field.annotation, known=(*known, shape))
