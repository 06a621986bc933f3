"""Look into the write-ahead log for damage that SQLite would pass over in silence.

SQLite stops reading the log at the first frame whose checksum is wrong: after a power cut
that is the unfinished end. But a commit begins only when the one before is on the disk, so
two more commits behind a wrong frame mean that what was once saved has been damaged.
"""

import struct
from pathlib import Path

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682  # its last bit says how the checksums read their words
_PAGES = tuple(2**power for power in range(9, 17))
_COMMITS = 2
_WORD = 0xFFFFFFFF

Sums = tuple[int, int]


def is_damaged(path: Path) -> bool:
    """Tell whether commits lie behind a place that cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return False
    if len(data) < _HEADER.size + _FRAME.size:
        return False
    magic, _version, page, _number, salt_1, salt_2, *sums = _HEADER.unpack_from(data)
    words = ">2I" if magic & 1 else "<2I"
    chain = _add((0, 0), data[: _HEADER.size - 8], words)
    good = magic & ~1 == _MAGIC and page in _PAGES and chain == tuple(sums)
    if not good:
        # The header fits into one sector, so no power cut leaves half of it: take the frames'
        # own word for which of them belong together.
        page = page if page in _PAGES else 4096
        salt_1, salt_2 = _FRAME.unpack_from(data, _HEADER.size)[2:4]
    behind = 0
    step = _FRAME.size + page
    for start in range(_HEADER.size, len(data) - step + 1, step):
        _number, size, salt_a, salt_b, *sums = _FRAME.unpack_from(data, start)
        ours = (salt_a, salt_b) == (salt_1, salt_2)
        if good and ours:
            chain = _add(chain, data[start : start + 8], words)
            chain = _add(chain, data[start + _FRAME.size : start + step], words)
            good = chain == tuple(sums)
        elif good:
            good = False  # older frames, or a frame whose salts were hit
        elif ours and size > 0:
            behind += 1
    return behind >= _COMMITS


def _add(chain: Sums, data: bytes, words: str) -> Sums:
    first, second = chain
    for one, two in struct.iter_unpack(words, data):
        first = (first + one + second) & _WORD
        second = (second + two + first) & _WORD
    return first, second
