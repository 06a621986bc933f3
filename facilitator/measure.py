"""One line of 安全対策一覧: what is asked, how it stands here, what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How one measure stands here; each value is the mark shown beside the words."""

    DONE = "✓"
    LOOK = "▲"
    OFFICE = "□"
    LIMIT = "◇"


WORDS = {
    Standing.DONE: "できています",
    Standing.LOOK: "確かめてください",
    Standing.OFFICE: "庁内で決めること",
    Standing.LIMIT: "この道具ではしないこと",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One line: what is asked, how it stands, what to do, and where the question comes from."""

    topic: str
    title: str
    standing: Standing
    found: str
    advice: str
    source: str
    measured: bool = False  # here and now; otherwise it lies in how the product is made
