"""A rectangle on a slide."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.top + self.height

    def part(self, left: float, width: float) -> "Box":
        """Return a part of the same height, both in shares of the width."""
        return Box(self.left + self.width * left, self.top, self.width * width, self.height)

    def lower(self, top: float) -> "Box":
        """Return what is below a share of the height."""
        return Box(self.left, self.top + self.height * top, self.width, self.height * (1 - top))
