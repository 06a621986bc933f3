"""Read every wording that told words ever had, also those taken back.

Papers need them to keep back what somebody repeats of words that may no longer be shown.
"""

import json
from collections.abc import Mapping

from sqlalchemy import select

from programs.questions import Role
from worksheets import toolkit
from worksheets.records import Values
from worksheets.tables import answers, submissions
from worksheets.workshops import get_workshop


def list_wordings(code: str) -> Mapping[str, tuple[Values, ...]]:
    """Return all values that each record and voice ever had, by answer id, the oldest first.

    Hidden and withdrawn ones are among them.
    """
    sheets = get_workshop(code).program.worksheets
    if all(sheet.role is not Role.INTERVIEWS for sheet in sheets):
        return {}
    told = [sheet.key for sheet in sheets if sheet.role in (Role.INTERVIEWS, Role.VOICES)]
    query = (
        select(submissions.c.answer, submissions.c.given)
        .join(answers, answers.c.id == submissions.c.answer)
        .where(answers.c.code == code, answers.c.worksheet.in_(told))
        .order_by(submissions.c.version)
    )
    found: dict[str, tuple[Values, ...]] = {}
    with toolkit.current().database.read() as connection:
        for row in connection.execute(query):
            found[row.answer] = (*found.get(row.answer, ()), json.loads(row.given))
    return found
