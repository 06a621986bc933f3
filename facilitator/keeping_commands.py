"""What the buttons of the page of backups and deletion call."""

from datetime import date
from pathlib import Path

from facilitator import state
from facilitator.analysis.wording import day_words
from facilitator.backups import check_backup
from facilitator.commands import attempt
from facilitator.parts.visitor import needs
from facilitator.restoring import call_off as call_off_restoring
from facilitator.restoring import schedule as schedule_restoring
from facilitator.rights import Need
from facilitator.state import Tone
from worksheets import retention, toolkit
from worksheets.deleting import delete_workshop
from worksheets.errors import BadInput
from worksheets.workshops import get_workshop


@needs(Need.MANAGE)
def postpone(code: str, until: date) -> None:
    """Keep a workshop longer."""
    attempt(
        lambda: retention.postpone(code, until=until),
        done=f"{day_words(until)}まで残します。",
    )


@needs(Need.MANAGE)
def erase(code: str) -> None:
    """Delete a workshop whose title was typed as it stands."""
    typed = str(state.read(f"{state.ERASE_TITLE}_{code}") or "")

    def do() -> None:
        workshop = get_workshop(code)
        if typed.strip() != workshop.title:
            raise BadInput("消していません。研修の名前を、そのまま書いてください。")
        delete_workshop(code)

    attempt(
        do,
        done="研修を消しました。前に作った控えには、まだ残っています。",
    )


@needs(Need.OFFICE)
def check_newest(path: str) -> None:
    """Read a backup to its last byte and say whether it is whole."""
    attempt(
        lambda: check_backup(Path(path)),
        done="控えを最後まで読みました。壊れていません。",
    )


@needs(Need.OFFICE)
def schedule() -> None:
    """Keep the uploaded backup for the next start."""
    uploaded = state.read(state.RESTORE_FILE)
    if uploaded is None:
        state.leave_notice(Tone.WARNING, "控えのファイルを選んでください。")
        return
    settings = toolkit.current().settings
    attempt(lambda: schedule_restoring(uploaded.getvalue(), settings))


@needs(Need.OFFICE)
def call_off() -> None:
    """Leave the data as it is at the next start."""
    settings = toolkit.current().settings
    attempt(lambda: call_off_restoring(settings), done="控えから戻すのをやめました。")
