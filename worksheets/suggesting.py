"""What a suggestion of clusters looks like; whoever starts the product says how they are found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggested:
    """Texts that may belong together, by their numbers, with a label and the reason in words."""

    label: str
    members: tuple[int, ...]
    reason: str


Suggest = Callable[[Sequence[str]], tuple[Suggested, ...]]
