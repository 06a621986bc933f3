"""Start the product with a bug planted: `python -m tests.gates.planted BUG run app.py …`.

A gate that cannot catch its planted bug would say nothing when it lets everything pass.
"""

import runpy
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from worksheets import saving, writing

_SLOW_DISK = 0.05  # seconds a commit takes, so that a kill falls between promise and commit


def _acknowledge_before_commit() -> None:
    def transact(_self: Any, connection: Connection, pieces: list[Any]) -> writing.Work:
        work = writing.Work(connection)
        with connection.begin():
            for handler, group in groupby(pieces, key=lambda piece: piece.handler):
                same = list(group)
                results = handler(work, [piece.payload for piece in same])
                for piece, result in zip(same, results, strict=True):
                    piece.result = result
            writing._answer(pieces)
            time.sleep(_SLOW_DISK)
        return work

    writing.Writer._transact = transact  # type: ignore[method-assign] -- the bug


def _forget_the_key() -> None:
    save = saving._Batch.save

    def save_always(self: Any, item: saving.Item) -> Any:
        other = f"{item.submission.sent_id}-{secrets.token_hex(4)}"
        return save(self, replace(item, submission=replace(item.submission, sent_id=other)))

    saving._Batch.save = save_always  # type: ignore[method-assign] -- the bug


def _leak_a_handle() -> None:
    save = saving._Batch.save
    kept: list[Any] = []

    def save_and_keep(self: Any, item: saving.Item) -> Any:
        kept.append(open(__file__, "rb"))  # noqa: SIM115, PTH123 -- the bug
        return save(self, item)

    saving._Batch.save = save_and_keep  # type: ignore[method-assign] -- the bug


BUGS: dict[str, Callable[[], None]] = {
    "leak": _leak_a_handle,
    "ack-before-commit": _acknowledge_before_commit,
    "no-unique-key": _forget_the_key,
}

if __name__ == "__main__":
    BUGS[sys.argv[1]]()
    sys.argv = ["streamlit", *sys.argv[2:]]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
