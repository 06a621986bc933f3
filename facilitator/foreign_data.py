"""Look into a database that came from elsewhere, in a process that can do no harm."""

from pathlib import Path

from facilitator.safe_parsing import Parsed, parse_apart
from worksheets.inspecting import Inspection, inspect_copy, list_tables

_PATIENCE = 120.0  # seconds


def inspect_foreign(path: Path) -> Inspection:
    """Look into it as `inspect_copy` does; raise BadInput where it takes too much."""
    options = {"path": str(path.resolve()), "tables": list_tables()}
    found = parse_apart(look_into, b"", options, seconds=_PATIENCE).document
    return Inspection(found["schema"], found["rows"], tuple(found["damage"]))


def look_into(_content: bytes, *, path: str, tables: list[str]) -> Parsed:
    """Do it: what the child process calls."""
    found = inspect_copy(Path(path), tables)
    return Parsed({"schema": found.schema, "rows": dict(found.rows), "damage": list(found.damage)})
