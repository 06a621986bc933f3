"""What the form of a workshop's options and the buttons of joining call."""

from dataclasses import replace
from typing import Any

from facilitator import state
from facilitator.commands import attempt
from facilitator.parts.visitor import can, needs
from facilitator.rights import Need
from worksheets import answers, participants, workshops
from worksheets.errors import BadInput
from worksheets.records import Team, TeamChoice


@needs(Need.RUN)
def set_joining(code: str, *, is_open: bool) -> None:
    """Open or close joining."""
    options = workshops.get_workshop(code).options
    attempt(lambda: workshops.change_options(code, replace(options, joining_open=is_open)))


@needs(Need.RUN)
def renew_joining_code(code: str) -> None:
    """Replace what people type to join; those in stay in."""
    attempt(
        lambda: workshops.renew_joining_code(code),
        "参加の番号を新しくしました。投影の番号とQRコードも変わりました。",
    )


@needs(Need.RUN)
def change_options(code: str, rows: list[dict[str, Any]]) -> None:
    """Store the options form; `rows` are those the editor of the teams was drawn with."""

    def change() -> None:
        options = workshops.get_workshop(code).options
        workshops.change_options(
            code,
            replace(
                options,
                teams=_edit_teams(code, rows, state.read(state.OPTION_TEAMS) or {}),
                team_choice=TeamChoice(state.read_text(state.OPTION_TEAM_CHOICE)),
                purpose=state.read_text(state.OPTION_PURPOSE).strip() or options.purpose,
                # How long words are kept was promised to those who wrote them.
                retention_days=int(state.read(state.OPTION_RETENTION) or 0)
                if can(Need.MANAGE, code)
                else options.retention_days,
                network_name=state.read_text(state.OPTION_NETWORK).strip(),
                network_password=state.read_text(state.OPTION_NETWORK_PASSWORD).strip(),
            ),
        )

    attempt(change, "設定を保存しました。")


def _edit_teams(code: str, rows: list[dict[str, Any]], edits: dict[str, Any]) -> tuple[Team, ...]:
    """Rename, add and take away teams; a team with people or answers stays."""
    kept = [Team(row["key"], row["name"]) for row in rows]
    for index, cells in edits.get("edited_rows", {}).items():
        name = str(cells.get("name") or "").strip()
        kept[int(index)] = replace(kept[int(index)], name=name or kept[int(index)].name)
    used = {key for key, people in participants.count_by_team(code).items() if people}
    used |= {answer.team for answer in answers.list_answers(code, hidden=True)}
    for index in edits.get("deleted_rows", ()):
        if kept[int(index)].key in used:
            raise BadInput(
                f"「{kept[int(index)].name}」には人か回答があるので、なくせません。"
                "先に人を別の班へ移すか、名前だけ変えてください。"
            )
    gone = {int(index) for index in edits.get("deleted_rows", ())}
    left = [team for index, team in enumerate(kept) if index not in gone]
    for cells in edits.get("added_rows", ()):
        name = str(cells.get("name") or "").strip()
        if name:
            left.append(Team(_free_key(kept + left), name))
    return tuple(left)


def _free_key(known: list[Team]) -> str:
    taken = {team.key for team in known}
    number = 1
    while f"t{number}" in taken:
        number += 1
    return f"t{number}"
