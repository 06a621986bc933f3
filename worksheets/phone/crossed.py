"""Four fields on a phone: two pairs of buttons in a form, one choice in what is stored."""

from collections.abc import Iterator

from programs.crossings import Crossing

OTHER = "="  # before the key of an option that stands outside of the four fields
_HALF = "×"  # what was chosen on one side only: no option's key, so it is refused and shown again


def join_crossed(crossing: Crossing, row: str, column: str) -> str:
    """Return the option's key for what a form posts; half an answer stays as it was given."""
    if row.startswith(OTHER):
        return row.removeprefix(OTHER)
    option = crossing.options.get((row, column))
    if option is not None:
        return option.key
    return f"{row}{_HALF}{column}" if row or column else ""


def split_crossed(crossing: Crossing, value: object) -> tuple[str, str]:
    """Return the words of both sides that a value stands for, empty where it has none."""
    for (row, column), option in crossing.options.items():
        if option.key == value:
            return row, column
    if isinstance(value, str) and _HALF in value:
        row, _, column = value.partition(_HALF)
        return row, column
    return "", ""


def write_crossed(crossing: Crossing, name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what a form would post for a value."""
    row, column = split_crossed(crossing, value)
    if row or column:
        yield f"{name}.row", row
        yield f"{name}.column", column
    else:
        yield f"{name}.row", f"{OTHER}{value}"
