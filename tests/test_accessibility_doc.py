"""The table of accessibility names every criterion once, and the statement counts as it does."""

import re
from collections import Counter

from tests.server import ROOT

DOC = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
ROWS = re.findall(
    r"^\| (\d\.\d\.\d+) \| [^|]+ \| (A|AA) \| [○－] \| ([^|]+) \| ([^|]+) \|$", DOC, re.MULTILINE
)
# How many criteria of levels A and AA each guideline of WCAG 2.2 has; 4.1.1 is of WCAG 2.0 only.
GUIDELINES = {
    "1.1": 1,
    "1.2": 5,
    "1.3": 5,
    "1.4": 9,
    "2.1": 3,
    "2.2": 2,
    "2.3": 1,
    "2.4": 8,
    "2.5": 6,
    "3.1": 2,
    "3.2": 5,
    "3.3": 6,
    "4.1": 3,
}


def test_every_criterion_stands_once_with_a_result_and_how_it_was_checked() -> None:
    numbers = [number for number, *_ in ROWS]

    assert len(set(numbers)) == len(numbers)
    assert Counter(number.rsplit(".", 1)[0] for number in numbers) == GUIDELINES
    assert {result for _, _, result, _ in ROWS} <= {"適合", "一部", "未確認", "該当なし", "例外"}
    assert all(how.strip() for *_, how in ROWS)


def test_statement_counts_as_the_table_does_and_tells_what_is_not_done() -> None:
    counted = Counter(result for _, _, result, _ in ROWS)
    statement = DOC[DOC.index("## 公表用の文案") :]

    assert f"{counted['適合']}項目に適合、{counted['該当なし']}項目は該当なし" in statement
    assert "読み上げソフトの実機での確認は未実施" in statement


def test_checks_that_the_table_names_exist() -> None:
    tests = "".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("*.py"))

    for name in set(re.findall(r"`((?:test_|list_)\w+)`", DOC)):
        assert f"def {name}(" in tests, name
