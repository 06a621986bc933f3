"""Editor schemas made from the models, so that an editor helps while YAML is written."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from programs.furigana import Readings
from programs.lexicon import Lexicon
from programs.model import Case, Meeting, Practice, ProgramFile, SourceDocuments

SHAPES: dict[str, type[BaseModel]] = {
    "program": ProgramFile,
    "meeting": Meeting,
    "case": Case,
    "practice": Practice,
    "sources": SourceDocuments,
    "lexicon": Lexicon,
    "readings": Readings,
}


class _JapaneseSchema(GenerateJsonSchema):
    """Leave out titles and class sentences, which pydantic would take from the English code."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 -- pydantic's own signature
        return False


def make_schema(name: str) -> str:
    """Return the JSON schema of one kind of file, as text."""
    schema = SHAPES[name].model_json_schema(schema_generator=_JapaneseSchema)
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
        part.pop("description", None)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write all schemas into the folder and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in SHAPES:
        file = folder / f"{name}.json"
        file.write_text(make_schema(name), encoding="utf-8", newline="\n")
        files.append(file)
    return tuple(files)
