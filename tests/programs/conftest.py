"""A fresh content folder for each test."""

from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.programs.breaking", "tests.programs.mistake")

from tests.programs.tiny import Content, write_content  # noqa: E402 -- asserts are rewritten first


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return write_content(tmp_path / "content")
