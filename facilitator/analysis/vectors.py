"""Word vectors that come inside the optional package ja_ginza, read without spaCy.

Only three files of the package are read: the vectors, and the table from hashed words to rows.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_log = logging.getLogger(__name__)

_PACKAGE = "ja_ginza"
_MASK = (1 << 64) - 1
_MULTIPLIER = 0xC6A4A7935BD1E995  # of MurmurHash64A, by which the package numbers its words
_SHIFT = 47
_SEED = 1
_BLOCK = 8


@dataclass(frozen=True)
class Vectors:
    """A vector of length one for each known word, moved so that the mean word is zero."""

    keys: NDArray[np.uint64]  # sorted
    rows: NDArray[np.int32]
    table: Matrix

    def find(self, word: str) -> Matrix | None:
        """Return the vector of a word, or None where the word is unknown."""
        key = np.uint64(hash_word(word))
        at = int(np.searchsorted(self.keys, key))
        if at == len(self.keys) or self.keys[at] != key:
            return None
        vector: Matrix = self.table[self.rows[at]]
        return vector


@lru_cache(maxsize=1)
def load_vectors() -> Vectors | None:
    """Read the vectors, or return None where the optional package is missing or unreadable."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folders = sorted(Path(spec.origin).parent.glob(f"{_PACKAGE}-*/vocab"))
    if not folders:
        return None
    try:
        return read_vectors(folders[-1])
    except (OSError, ValueError, IndexError) as error:
        _log.warning("word vectors cannot be read: %s", error)
        return None


def read_vectors(folder: Path) -> Vectors:
    """Read vectors and their words from the `vocab` folder of a spaCy package."""
    table = np.load(folder / "vectors", allow_pickle=False).astype(np.float32)
    table -= table.mean(axis=0)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    keys, rows = _read_rows((folder / "key2row").read_bytes())
    order = np.argsort(keys)
    return Vectors(keys[order], rows[order], table)


def hash_word(word: str) -> int:
    """Return the 64-bit MurmurHash64A of a word."""
    data = word.encode()
    value = _SEED ^ (len(data) * _MULTIPLIER & _MASK)
    whole = len(data) // _BLOCK * _BLOCK
    for at in range(0, whole, _BLOCK):
        part = int.from_bytes(data[at : at + _BLOCK], "little") * _MULTIPLIER & _MASK
        part = (part ^ part >> _SHIFT) * _MULTIPLIER & _MASK
        value = (value ^ part) * _MULTIPLIER & _MASK
    if rest := data[whole:]:
        value = (value ^ int.from_bytes(rest, "little")) * _MULTIPLIER & _MASK
    value = (value ^ value >> _SHIFT) * _MULTIPLIER & _MASK
    return value ^ value >> _SHIFT


# The few marks of the MessagePack format that a table of whole numbers needs: bytes of the value.
_SIZES = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
_MAP_32, _MAP_16 = 0xDF, 0xDE


def _read_rows(data: bytes) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    if data[0] not in (_MAP_32, _MAP_16):
        raise ValueError("not a table of words")
    start = 5 if data[0] == _MAP_32 else 3
    count = int.from_bytes(data[1:start], "big")
    keys, rows = np.zeros(count, np.uint64), np.zeros(count, np.int32)
    at = start
    for number in range(count):
        keys[number], at = _read_number(data, at)
        rows[number], at = _read_number(data, at)
    return keys, rows


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    mark = data[at]
    size = _SIZES.get(mark)
    if size is None:
        return mark, at + 1  # a number below 128 is its own mark
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size
