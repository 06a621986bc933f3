"""Know who looks at a page, and refuse what they may not do: hiding a button stops nobody.

The gate says with each connection who comes; a key is looked up anew each time it counts.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from facilitator import state
from facilitator.access import Badge
from facilitator.gate import BADGE_HEADER
from facilitator.rights import LABELS, Need, Standing, find_standing, may
from facilitator.state import Tone
from worksheets.errors import WorksheetError
from worksheets.passes import find_pass
from worksheets.records import Submission

P = ParamSpec("P")

_REFUSED = (
    "この操作はできません。あなたのキーでは見ることだけができます。"
    "操作が要るときは、この研修の進行役に頼んでください。"
)
_NOT_YOURS = "この画面はひらけません。要るときは、この研修の進行役か事務局に頼んでください。"

_inside: Badge | None = None


class NotAllowed(WorksheetError):
    """Somebody asked for what their key does not give."""


@contextmanager
def stand_in(badge: Badge | None) -> Iterator[None]:
    """Let pages that run without a server, so without a gate, be seen by this badge."""
    global _inside  # noqa: PLW0603 -- pages run in threads of their own
    before, _inside = _inside, badge
    try:
        yield
    finally:
        _inside = before


def find_badge() -> Badge | None:
    """Return the badge of whoever looks at this page; nobody's page has none."""
    carried = st.context.headers.get(BADGE_HEADER.decode("ascii"))
    return Badge.load(carried) if carried else _inside


def can(need: Need, code: str = "") -> bool:
    """Tell whether whoever looks may do that in this workshop, or without a code in any."""
    return may(find_badge(), need, code)


def demand(need: Need, code: str = "") -> None:
    """Raise NotAllowed where whoever looks may not do that."""
    if not can(need, code):
        raise NotAllowed(_NOT_YOURS if need in (Need.SEE, Need.TOTALS) else _REFUSED)


def name_visitor(code: str) -> str:
    """Return in a few words who acts, for traces: the role, and whom the key was given to."""
    badge = find_badge()
    standing = find_standing(badge, code)
    if badge is None or standing is None:
        return ""
    given = find_pass(badge.keys.get(code, "")) if standing is Standing.HELPER else None
    return f"{LABELS[standing]}({given.name})" if given else LABELS[standing]


def needs(need: Need) -> Callable[[Callable[P, object]], Callable[P, None]]:
    """Make a command that only does its work for those who may; others get a notice.

    The workshop it is about is its first argument.
    """

    def wrap(command: Callable[P, object]) -> Callable[P, None]:
        @wraps(command)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                demand(need, _find_code(args))
            except NotAllowed as refusal:
                state.leave_notice(Tone.WARNING, str(refusal))
            else:
                _run(command, *args, **kwargs)

        guarded.__dict__["need"] = need  # what tests list commands by
        return guarded

    return wrap


def _run(command: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    command(*args, **kwargs)


def _find_code(args: tuple[object, ...]) -> str:
    first = args[0] if args else ""
    if isinstance(first, Submission):
        return first.code
    return first if isinstance(first, str) else ""
