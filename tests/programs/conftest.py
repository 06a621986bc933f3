"""A fresh content folder for each test."""

from pathlib import Path

import pytest

from tests.programs.tiny import Content, write_content


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return write_content(tmp_path / "content")
