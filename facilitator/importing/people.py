"""Read a list of people who are expected: who, from where, and what cannot be taken as it is."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.importing.cells import plain
from facilitator.importing.preview import RefusedRow
from facilitator.importing.tables import Table, TableRow, read_table
from programs.questions import Option
from worksheets.errors import BadInput, WorksheetError
from worksheets.expected import MOST, Expected, plain_name
from worksheets.people_rows import clean_name
from worksheets.records import Team, Workshop

_BRACKETS = re.compile(r"[（(].*?[）)]")
_LONGEST_SHOWN = 60


class Part(StrEnum):
    """What a column of the list may hold."""

    NAME = "name"
    AFFILIATION = "affiliation"
    FIELD = "field"
    TEAM = "team"


PART_NAMES = {
    Part.NAME: "名前",
    Part.AFFILIATION: "所属",
    Part.FIELD: "分野",
    Part.TEAM: "班",
}
# Headings as people write them, without brackets; a longer one may hold one of these.
_HEADINGS = {
    Part.NAME: ("氏名", "名前", "お名前", "参加者名", "参加者氏名", "参加者", "name"),
    Part.AFFILIATION: (
        *("所属区分", "所属の区分", "所属", "所属先", "所属機関", "所属団体", "所属部署", "勤務先"),
        *("勤め先", "職場", "事業所", "団体名", "機関名", "立場", "affiliation"),
    ),
    Part.FIELD: ("担当分野", "担当業務", "担当", "分野", "領域", "専門", "field"),
    Part.TEAM: ("班名", "班", "チーム名", "チーム", "グループ", "テーブル", "team", "group"),
}
_CORES = {Part.NAME: "氏名", Part.AFFILIATION: "所属", Part.FIELD: "分野"}
_LONGEST_HEADING = 10  # letters; what is longer may be a person's own words


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person as the list has them; marks that no option knows are left empty."""

    number: int
    person: Expected


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a file holds. `columns` says where each part stands, `unused` names other headings.

    `unknown` are words for affiliations, fields and teams that this workshop does not have, with
    how often they stand there; `repeated` are names that stand there more than once.
    """

    rows: tuple[ListRow, ...]
    titles: tuple[str, ...]
    columns: Mapping[Part, int]
    unused: tuple[str, ...]
    refused: tuple[RefusedRow, ...]
    unknown: Mapping[Part, Mapping[str, int]]
    repeated: tuple[str, ...]
    empty: int
    has_heading: bool  # as far as headings were recognised

    @property
    def people(self) -> tuple[Expected, ...]:
        """Return everybody who can be taken."""
        return tuple(row.person for row in self.rows)


@dataclass(slots=True)
class _Reading:
    workshop: Workshop
    columns: Mapping[Part, int]
    meant: Mapping[str, str]
    unknown: dict[Part, Counter[str]] = field(default_factory=dict)


def read_people(
    data: bytes,
    file_name: str,
    workshop: Workshop,
    *,
    columns: Mapping[Part, int | None] | None = None,
    heading: bool = False,
    meant: Mapping[str, str] | None = None,
) -> PeopleList:
    """Read the list; raise BadInput where the file as a whole is of no use.

    `columns` are places of columns a person has named, None for "not in the file"; `heading` says
    that the first row is one, though nothing in it was recognised; `meant` says which affiliation
    a word of the file stands for.
    """
    table = read_table(data, file_name)
    titles, recognised = _find_titles(table)
    rows = table.rows[1:] if recognised or heading else table.rows
    if not rows:
        raise BadInput(f"「{file_name}」には見出しの行しかありません。")
    if len(rows) > MOST:
        raise BadInput(
            f"「{file_name}」には{len(rows):,}人分の行があります。一度に取り込めるのは{MOST:,}人までです。"
            "この研修に来る人だけの名簿にしてください。"
        )
    found = _find_columns(titles, columns or {})
    reading = _Reading(workshop, found, meant or {})
    taken, refused = _read_rows(rows, reading)
    return PeopleList(
        rows=taken,
        titles=titles,
        columns=found,
        unused=tuple(t for n, t in enumerate(titles) if t and n not in found.values()),
        refused=refused,
        unknown=reading.unknown,
        repeated=_list_repeated(taken),
        empty=table.empty,
        has_heading=recognised,
    )


# --- which column is what -------------------------------------------------------------------


def _find_titles(table: Table) -> tuple[tuple[str, ...], bool]:
    """Return what to call the columns, and whether the first row is a heading we know."""
    width = max(len(row.cells) for row in table.rows)
    first = tuple(cell.strip() for cell in table.rows[0].cells)
    first += ("",) * (width - len(first))
    if any(_find_part(title) for title in first):
        return first, True
    return tuple(f"{number}列目（{cell[:10]}）" for number, cell in enumerate(first, 1)), False


def _find_part(title: str) -> Part | None:
    wanted = plain(_BRACKETS.sub("", title))
    exact = next((part for part, words in _HEADINGS.items() if wanted in words), None)
    if exact is not None or len(wanted) > _LONGEST_HEADING:
        return exact
    near = [part for part, core in _CORES.items() if core in wanted]
    return near[0] if len(near) == 1 else None


def _find_columns(titles: Sequence[str], named: Mapping[Part, int | None]) -> dict[Part, int]:
    found: dict[Part, int] = {}
    for number, title in enumerate(titles):
        part = _find_part(title)
        if part is not None and part not in found:
            found[part] = number
    for part, place in named.items():
        found = {other: number for other, number in found.items() if other is not part}
        if place is not None and 0 <= place < len(titles):
            found = {other: number for other, number in found.items() if number != place}
            found[part] = place
    if Part.NAME not in found and len(titles) == 1 and Part.NAME not in named:
        found[Part.NAME] = 0
    if Part.NAME not in found:
        known = "、".join(f"「{title}」" for title in titles if title)
        raise NameColumnUnknown(titles, known)
    return found


class NameColumnUnknown(BadInput):
    """The file has no column that is known to hold names; `titles` are those it has."""

    def __init__(self, titles: Sequence[str], known: str) -> None:
        self.titles = tuple(titles)
        super().__init__(
            f"名前の列が分かりません。あるのは {known} です。名前の列を選んでください。"
        )


# --- rows -----------------------------------------------------------------------------------


def _read_rows(
    rows: Sequence[TableRow], reading: _Reading
) -> tuple[tuple[ListRow, ...], tuple[RefusedRow, ...]]:
    taken: list[ListRow] = []
    refused: list[RefusedRow] = []
    for row in rows:
        try:
            taken.append(ListRow(row.number, _read_row(row, reading)))
        except WorksheetError as problem:
            words = " / ".join(cell.strip() for cell in row.cells if cell.strip())
            refused.append(RefusedRow(row.number, str(problem), words[:_LONGEST_SHOWN]))
    return tuple(taken), tuple(refused)


def _read_row(row: TableRow, reading: _Reading) -> Expected:
    cells = {
        part: " ".join(row.cells[place].split()) if place < len(row.cells) else ""
        for part, place in reading.columns.items()
    }
    name = clean_name(cells[Part.NAME])
    if not name:
        raise BadInput("名前が書かれていません。")
    program = reading.workshop.program
    affiliations = (*program.affiliations,)
    return Expected(
        name=name,
        affiliation=_find_mark(Part.AFFILIATION, cells, affiliations, reading),
        field=_find_mark(Part.FIELD, cells, program.fields, reading),
        team=_find_team(cells.get(Part.TEAM, ""), reading),
    )


def _find_mark(
    part: Part, cells: Mapping[Part, str], options: Sequence[Option], reading: _Reading
) -> str:
    text = cells.get(part, "")
    wanted = plain(text)
    if not wanted:
        return ""
    for option in options:
        if wanted in (option.key, plain(option.label), plain(_BRACKETS.sub("", option.label))):
            return option.key
    # "高齢" is meant for 「高齢・介護」, where only one label has it.
    near = [option.key for option in options if wanted in plain(option.label)]
    if len(near) == 1:
        return near[0]
    reading.unknown.setdefault(part, Counter())[text] += 1
    return reading.meant.get(text, "") if part is Part.AFFILIATION else ""


def _find_team(text: str, reading: _Reading) -> str:
    wanted = plain(text).removeprefix("第")
    if not wanted:
        return ""
    team = next((t for t in reading.workshop.options.teams if _is_team(t, wanted)), None)
    if team is None:
        reading.unknown.setdefault(Part.TEAM, Counter())[text] += 1
    return team.key if team is not None else ""


def _is_team(team: Team, wanted: str) -> bool:
    return plain(team.name) in (wanted, f"{wanted}班") or team.key == wanted


def _list_repeated(rows: Sequence[ListRow]) -> tuple[str, ...]:
    """Return each name that stands there twice with one affiliation, and in which rows."""
    same: dict[tuple[str, str], list[ListRow]] = {}
    for row in rows:
        same.setdefault((plain_name(row.person.name), row.person.affiliation), []).append(row)
    return tuple(
        f"{group[0].person.name}（{'、'.join(f'{row.number}行目' for row in group)}）"
        for group in same.values()
        if len(group) > 1
    )
