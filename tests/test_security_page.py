"""What docs/security.md promises is kept by tests that exist."""

import re
from pathlib import Path

from facilitator.rights import GRANTED, LABELS, Standing

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_test_named_there_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", PAGE))

    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_table_of_roles_is_the_one_in_the_code() -> None:
    head, *rows = re.findall(r"^\| .*(?:\|$)", PAGE.partition("## 何から")[0], re.MULTILINE)
    roles = [cell.strip() for cell in head.split("|")[2:-2]]
    assert roles == [LABELS[standing] for standing in Standing]
    rights = [row for row in rows if "○" in row][:5]  # the last row is the participants' own

    marked = [[cell.strip() == "○" for cell in row.split("|")[2:7]] for row in rights]
    counted = [sum(row[place] for row in marked) for place in range(5)]

    assert counted == [len(GRANTED[standing]) for standing in Standing]
