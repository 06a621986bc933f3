"""Chance that comes out the same for the same words, so that a rehearsal can be repeated."""

from random import Random


def draw(*words: object) -> Random:
    """Return a source of chance named by these words."""
    return Random("/".join(str(word) for word in words))  # noqa: S311 -- a rehearsal keeps no secrets
