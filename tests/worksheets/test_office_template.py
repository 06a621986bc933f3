"""One template of the office, for all workshops."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from worksheets import toolkit
from worksheets.office_template import find_template, keep_template, read_content, remove_template
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit


@pytest.fixture(autouse=True)
def box(tmp_path: Path) -> Iterator[None]:
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'workshop.db'}")
    with toolkit.use(open_toolkit(settings)):
        yield


def test_there_is_none_at_first() -> None:
    assert (find_template(), read_content()) == (None, None)


def test_later_template_takes_the_place_of_the_one_before() -> None:
    keep_template("古い.pptx", b"1", {"uses": []})
    keep_template("新しい.potx", b"PK\x00\xff", {"uses": [{"kind": "表紙"}]})

    found = find_template()

    assert found is not None
    assert (found.name, found.document) == ("新しい.potx", {"uses": [{"kind": "表紙"}]})
    assert read_content() == b"PK\x00\xff"


def test_removed_template_is_gone() -> None:
    keep_template("市.pptx", b"1", {})

    remove_template()

    assert (find_template(), read_content()) == (None, None)
