"""Colours after デジタル庁's design tokens, chosen to stay apart for every kind of colour vision.

Colour never speaks alone: whatever uses these also shows a symbol or words.
"""

INK = "#1a1a1a"  # solid-gray-900, 17.4:1 on white
MUTED = "#666666"  # solid-gray-600, 5.7:1: the smallest text still passes
LINE = "#949494"  # solid-gray-420, 3.0:1: borders and quiet bars, never text
SOFT = "#f2f2f2"  # solid-gray-50
WHITE = "#ffffff"
MAIN = "#0017c1"  # blue-900, 11.1:1
MAIN_MID = "#4979f5"  # blue-500
MAIN_SOFT = "#e8f1fe"  # blue-50
ACCENT = "#c74700"  # orange-800, 4.9:1
ACCENT_SOFT = "#ffeee2"  # orange-50

# Dark, middle and light differ also in grey; the symbols follow the same order.
SERIES = (MAIN, "#fb5b01", "#57b8ff", "#666666")
SYMBOLS = ("circle", "square", "triangle-up", "diamond")
SYMBOL_WORDS = ("●", "■", "▲", "◆")

# From the end of a scale to its middle; the steps picked for few steps lie far apart.
_LOW = ("#ac3e00", "#ff8d44", "#ffc199", "#ffdfca")
_HIGH = ("#0017c1", "#7096f8", "#c5d7fb", "#e8f1fe")
_MIDDLE = "#e6e6e6"
_PICKS = {1: (0,), 2: (0, 2), 3: (0, 1, 2), 4: (0, 1, 2, 3)}
_DARK = {"#ac3e00", "#0017c1"}


def list_step_colours(steps: int) -> tuple[str, ...]:
    """Return a colour for every step of a scale: orange is low, blue is high."""
    half = steps // 2
    picks = _PICKS.get(half) or tuple(n * len(_LOW) // half for n in range(half))
    low = [_LOW[pick] for pick in picks]
    high = [_HIGH[pick] for pick in reversed(picks)]
    return (*low, *([_MIDDLE] if steps % 2 else []), *high) if half else (_HIGH[0],) * steps


def text_on(colour: str) -> str:
    """Return the text colour that is readable on `colour`."""
    return WHITE if colour in _DARK else INK
