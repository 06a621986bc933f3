"""Reading word vectors from the files of a spaCy package, without spaCy."""

from pathlib import Path

import numpy as np
import pytest

from facilitator.analysis.japanese import split_by_dictionary
from facilitator.analysis.similarity import Means, compare
from facilitator.analysis.vectors import Vectors, hash_word, load_vectors, read_vectors

WORDS = {
    "野菜": [1.0, 0.1, 0.0],
    "大根": [0.9, 0.2, 0.0],
    "漫画": [-1.0, 0.0, 0.4],
    "鉄": [0.0, -1.0, 0.0],
}


@pytest.fixture
def vectors(tmp_path: Path) -> Vectors:
    """Write a tiny package in the format of the real one, and read it."""
    with (tmp_path / "vectors").open("wb") as file:
        np.save(file, np.array(list(WORDS.values()), np.float32))
    table = b"".join(
        b"\xcf" + hash_word(word).to_bytes(8, "big") + bytes([row])
        for row, word in enumerate(WORDS)
    )
    (tmp_path / "key2row").write_bytes(b"\xdf" + len(WORDS).to_bytes(4, "big") + table)
    return read_vectors(tmp_path)


def test_hash_is_the_one_the_package_was_made_with() -> None:
    """The first two entries of the package's own table, in its order: 「の」 and 「、」."""
    assert hash_word("の") == 0x287EA677BCBABF52
    assert hash_word("、") == 0x02CDEAAAF33AC41C


def test_known_word_has_a_vector_of_length_one(vectors: Vectors) -> None:
    found = vectors.find("野菜")

    assert found is not None
    assert np.isclose(np.linalg.norm(found), 1.0)


def test_unknown_word_has_none(vectors: Vectors) -> None:
    assert vectors.find("存在しない言葉") is None


def test_words_of_near_meaning_bring_texts_together(vectors: Vectors) -> None:
    texts = ("野菜", "大根", "漫画")

    near = compare(texts, Means(split_by_dictionary, vectors))

    assert near[0, 1] > near[0, 2]


def test_folder_of_another_format_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "vectors").open("wb") as file:
        np.save(file, np.zeros((1, 3), np.float32))
    (tmp_path / "key2row").write_bytes(b"\x00")

    with pytest.raises(ValueError, match="table"):
        read_vectors(tmp_path)


@pytest.mark.parametrize("has_files", [False, True])
def test_package_that_cannot_be_read_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_files: bool
) -> None:
    package = tmp_path / "ja_ginza"
    vocab = package / "ja_ginza-0.0" / "vocab"
    vocab.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('never run')", encoding="utf-8")
    if has_files:
        (vocab / "vectors").write_bytes(b"no vectors")
        (vocab / "key2row").write_bytes(b"")
    monkeypatch.syspath_prepend(str(tmp_path))
    load_vectors.cache_clear()

    found = load_vectors()
    load_vectors.cache_clear()

    assert found is None
