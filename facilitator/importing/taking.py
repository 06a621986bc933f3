"""Store what a preview holds, in the right teams; doing it twice stores nothing twice."""

import hashlib
import unicodedata
from collections import Counter
from dataclasses import dataclass

from facilitator.importing.preview import ImportPreview, ImportRow, RefusedRow
from programs.questions import Scope, Worksheet
from worksheets.answers import import_answers, list_answers
from worksheets.errors import BadInput, NoSuchThing, WorksheetError
from worksheets.records import Receipt, Team, Workshop
from worksheets.rooms import get_room
from worksheets.values import headline
from worksheets.workshops import get_workshop

_MOST_PER_SHEET = 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's rows; `repeated` had been taken by the same import before."""

    taken: int
    repeated: int
    refused: tuple[RefusedRow, ...]
    empty: int


@dataclass(frozen=True, slots=True)
class _Placed:
    row: ImportRow
    team: str


def import_rows(
    code: str,
    worksheet_key: str,
    preview: ImportPreview,
    *,
    team: str = "",
    spread: bool = False,
) -> Imported:
    """Store the rows. Their team: `team` for all, else their column, else evenly if `spread`."""
    workshop = get_workshop(code)
    worksheet = workshop.program.find_worksheet(worksheet_key)
    if worksheet is None:
        raise NoSuchThing("ワークシート")
    placed, refused = _place(workshop, worksheet, preview, team, spread=spread)
    before = get_room(code).sequence
    # A repeat must find its rows again: same file, sheet and way of giving teams, same order.
    way = hashlib.sha256(f"{preview.digest}\0{team}\0{spread}".encode()).hexdigest()[:24]
    receipts: list[Receipt] = []
    for key in dict.fromkeys(one.team for one in placed):
        rows = [one.row for one in placed if one.team == key]
        results = import_answers(
            code,
            worksheet_key,
            [row.values for row in rows],
            team=key,
            sent_prefix=f"import-{way}-{key}",
        )
        for row, result in zip(rows, results, strict=True):
            if isinstance(result, WorksheetError):
                refused.append(_refuse(row, str(result), worksheet))
            else:
                receipts.append(result)
    repeated = sum(receipt.revision <= before for receipt in receipts)
    everything = sorted((*preview.refused, *refused), key=lambda row: row.number)
    return Imported(len(receipts) - repeated, repeated, tuple(everything), preview.empty)


def _place(
    workshop: Workshop,
    worksheet: Worksheet,
    preview: ImportPreview,
    team: str,
    *,
    spread: bool,
) -> tuple[list[_Placed], list[RefusedRow]]:
    for_all = _get_team(workshop, team).key if team else ""
    teams = workshop.options.teams
    placed: list[_Placed] = []
    refused: list[RefusedRow] = []
    for row in preview.rows:
        try:
            if worksheet.scope is Scope.PLENARY:
                key = ""
            elif for_all:
                key = for_all
            elif row.team:
                key = _get_team(workshop, row.team).key
            else:
                key = teams[len(placed) % len(teams)].key if spread else ""
            if worksheet.scope is Scope.TEAM and not key:
                raise BadInput("どの班のものか分かりません。班の列を作るか、班を指定してください。")
            placed.append(_Placed(row, key))
        except WorksheetError as problem:
            refused.append(_refuse(row, str(problem), worksheet))
    return _leave_one_each(workshop, worksheet, placed, refused)


def _leave_one_each(
    workshop: Workshop, worksheet: Worksheet, placed: list[_Placed], refused: list[RefusedRow]
) -> tuple[list[_Placed], list[RefusedRow]]:
    """Refuse second rows where a team or the whole room has one sheet: they would replace it."""
    if worksheet.many or worksheet.scope is Scope.INDIVIDUAL:
        return placed, refused
    of_team = worksheet.scope is Scope.TEAM
    filled = Counter(a.team if of_team else "" for a in list_answers(workshop.code, worksheet.key))
    kept: list[_Placed] = []
    for one in placed:
        if filled[one.team] >= _MOST_PER_SHEET:
            whose = "班に" if of_team else "全体で"
            reason = f"このシートは{whose}1つです。もう書かれているので、取り込みません。"
            refused.append(_refuse(one.row, reason, worksheet))
        else:
            filled[one.team] += 1
            kept.append(one)
    return kept, refused


def _get_team(workshop: Workshop, name: str) -> Team:
    wanted = "".join(unicodedata.normalize("NFKC", name).casefold().split()).removeprefix("第")
    for team in workshop.options.teams:
        known = "".join(unicodedata.normalize("NFKC", team.name).casefold().split())
        if wanted in (team.key, known) or f"{wanted}班" == known:
            return team
    names = "、".join(team.name for team in workshop.options.teams)
    raise BadInput(f"「{name}」という班はありません。あるのは {names} です。")


def _refuse(row: ImportRow, reason: str, worksheet: Worksheet) -> RefusedRow:
    words = " ".join(headline(worksheet, row.values).split())
    return RefusedRow(row.number, reason, words[:60])
