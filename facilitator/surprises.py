"""Note what we did not expect under a number, without anybody's words.

A problem's message may quote an answer; only its kind and the places go into the log.
"""

import logging
import secrets
import traceback

_log = logging.getLogger(__name__)


def note_surprise(problem: BaseException) -> str:
    """Write the problem into the log and return the number people can tell us."""
    number = secrets.token_hex(3).upper()
    where = "".join(traceback.format_tb(problem.__traceback__))
    _log.error("problem %s: %s\n%s", number, type(problem).__qualname__, where)
    return number


def is_free_of_answers(record: logging.LogRecord) -> bool:
    """Filter log records of others that would write a page's problem with its message.

    Mistakes in our own code's grammar pass: they quote the code, and nothing else reports them.
    """
    return record.exc_info is None or isinstance(record.exc_info[1], SyntaxError)
