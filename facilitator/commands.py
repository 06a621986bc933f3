"""What buttons of the console call: do one thing through worksheets, leave a notice.

A command carries the step and revision its page was drawn for. Where they no longer hold,
nothing is done and the page says so.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from facilitator import importing, state
from facilitator.importing import ImportPreview
from facilitator.parts.visitor import needs
from facilitator.rights import Need
from facilitator.stage.stills import stop_wall
from facilitator.state import Tone
from programs.questions import Worksheet
from worksheets import answers, participants, projecting, rooms, workshops
from worksheets.errors import BadInput, WorksheetError
from worksheets.records import (
    Given,
    Options,
    Receipt,
    Room,
    StageView,
    Submission,
    TeamChoice,
)


def attempt(action: Callable[[], object], done: str = "") -> bool:
    """Do it and tell whether it worked; what went wrong becomes a notice."""
    state.clear_notice()
    try:
        action()
    except WorksheetError as problem:
        state.leave_notice(Tone.WARNING, str(problem))
        return False
    if done:
        state.leave_notice(Tone.DONE, done)
    return True


# --- the room -------------------------------------------------------------------------------


@needs(Need.RUN)
def go(code: str, direction: str, given: Given) -> None:
    """Go to the "next" step or "back"."""
    move = rooms.go_next if direction == "next" else rooms.go_back
    attempt(lambda: move(code, given=given))


@needs(Need.RUN)
def go_by_key(code: str) -> None:
    """Go where a key press in the browser says, for the step that was on its screen."""
    pressed: dict[str, Any] | None = state.read(state.LIVE)["go"]
    if pressed:
        given = Given(step=str(pressed["step"]), revision=int(pressed["revision"]))
        go(code, str(pressed["direction"]), given)


@needs(Need.RUN)
def jump(code: str, meeting_key: str, step_key: str, given: Given) -> None:
    """Go to any step."""
    attempt(lambda: rooms.go_to(code, meeting_key, step_key, given=given))


@needs(Need.RUN)
def change_room(change: Callable[..., Room], code: str, *args: Any, given: Given) -> None:  # noqa: ANN401 -- passed on to the function of rooms
    """Run one of the simple changes of a room: worksheets, votes, stage, clock."""
    attempt(lambda: change(code, *args, given=given))


@needs(Need.RUN)
def share(code: str, sheet_key: str, given: Given, *, on: bool) -> None:
    """Show a worksheet's answers on stage and phones, or take them back."""
    attempt(lambda: rooms.share(code, sheet_key, on=on, given=given))


@needs(Need.RUN)
def spotlight(code: str, sheet_key: str, answer_id: str, given: Given) -> None:
    """Show one card large; its worksheet is shared with it."""

    def change() -> None:
        room = rooms.get_room(code)
        if sheet_key not in room.shared or room.stage_view is not StageView.ANSWERS:
            given_now = rooms.share(code, sheet_key, on=True, given=given)
            rooms.spotlight(code, answer_id, given=Given(revision=given_now.revision))
        else:
            rooms.spotlight(code, answer_id, given=given)

    attempt(change)


@needs(Need.RUN)
def show_ready(code: str, given: Given, *, on: bool) -> None:
    """Show how many are ready on the wall, or take it away."""
    attempt(lambda: rooms.show_ready(code, on=on, given=given))


@needs(Need.RUN)
def quote(code: str, answer_id: str, given: Given, *, on: bool) -> None:
    """Put words of the homework on the wall beside the opening step, or take them away."""
    attempt(lambda: rooms.quote(code, answer_id, on=on, given=given))


@needs(Need.RUN)
def end_spotlight(code: str, given: Given) -> None:
    """Show all cards again instead of one."""
    attempt(lambda: rooms.spotlight(code, None, given=given))


@needs(Need.RUN)
def freeze_wall(code: str, given: Given) -> None:
    """Keep on the wall what it shows; the room may be moved behind it."""
    attempt(lambda: stop_wall(code, given=given))


@needs(Need.RUN)
def release_wall(code: str, given: Given) -> None:
    """Let the wall follow the room again."""
    attempt(lambda: projecting.release(code, given=given))


@needs(Need.RUN)
def show_online(code: str, given: Given, *, on: bool) -> None:
    """Make the wall fit for an online meeting, or for the hall alone."""
    attempt(lambda: projecting.show_online(code, on=on, given=given))


@needs(Need.RUN)
def post_notice(code: str, given: Given) -> None:
    """Show what was typed on all phones."""
    text = state.read_text(state.NOTICE_TEXT)
    if attempt(lambda: rooms.post_notice(code, text, given=given)):
        state.write(state.NOTICE_TEXT, "")


# --- answers --------------------------------------------------------------------------------


@needs(Need.RUN)
def hide_answer(code: str, answer_id: str) -> None:
    """Keep an answer from stage, phones and files."""
    attempt(lambda: answers.hide_answer(code, answer_id))


@needs(Need.RUN)
def restore_answer(code: str, answer_id: str) -> None:
    """Show a hidden answer again."""
    attempt(lambda: answers.restore_answer(code, answer_id))


@needs(Need.RUN)
def enter_answer(
    submission: Submission, sheet: Worksheet, read: Callable[[], dict[str, Any]], filling: str
) -> None:
    """Store what was typed for somebody; the sheet is only cleared once it is durable."""

    def save() -> Receipt:
        return answers.save_answer(replace(submission, values=read()))

    if attempt(save, f"「{sheet.title}」を保存しました。"):
        state.finish_filling(filling)


@needs(Need.RUN)
def import_rows(code: str, sheet_key: str, preview: ImportPreview) -> None:
    """Take the rows of a file as the office's answers."""
    state.clear_notice()
    team = state.read_text(state.IMPORT_TEAM)
    try:
        done = importing.import_rows(code, sheet_key, preview, team=team)
    except WorksheetError as problem:
        state.leave_notice(Tone.WARNING, str(problem))
        return
    told = f"{done.taken}行を取り込みました。"
    if done.repeated:
        told += f"{done.repeated}行は、前に取り込んであります。"
    if done.refused:
        told += f"{len(done.refused)}行は取り込めませんでした({done.refused[0].reason})"
    state.leave_notice(Tone.WARNING if done.refused else Tone.DONE, told)


# --- people ---------------------------------------------------------------------------------


@needs(Need.RUN)
def add_person(code: str) -> None:
    """Add somebody without a phone and choose them for writing."""

    def add() -> None:
        name = state.read_text(state.ADD_NAME).strip()
        if not name:
            raise BadInput("お名前かニックネームを入れてください。")
        person = participants.add_absent(
            code,
            name=name,
            affiliation=state.read_text(state.ADD_AFFILIATION),
            field=state.read_text(state.ADD_FIELD),
            team=state.read_text(state.ADD_TEAM),
        )
        state.write(state.ADD_NAME, "")
        state.write(state.ENTER_PERSON, person.id)

    attempt(add, "追加しました。この人の分を書けます。")


@needs(Need.MANAGE)
def renew_key(code: str) -> None:
    """Replace the facilitator key; it is shown until it is put away."""
    attempt(lambda: state.keep_new_key(code, workshops.renew_key(code)))


# --- workshops ------------------------------------------------------------------------------


@needs(Need.OFFICE)
def open_workshop() -> None:
    """Start a workshop from the form."""

    def begin() -> None:
        opened = workshops.open_workshop(
            state.read_text(state.NEW_PROGRAM),
            title=state.read_text(state.NEW_TITLE),
            municipality=state.read_text(state.NEW_MUNICIPALITY),
            options=Options(
                teams=workshops.make_teams(int(state.read(state.NEW_TEAMS) or 0)),
                team_choice=TeamChoice(state.read_text(state.NEW_TEAM_CHOICE)),
                purpose=state.read_text(state.NEW_PURPOSE).strip(),
                retention_days=int(state.read(state.NEW_RETENTION) or 0),
                network_name=state.read_text(state.NEW_NETWORK).strip(),
                network_password=state.read_text(state.NEW_NETWORK_PASSWORD).strip(),
            ),
        )
        state.choose(opened.workshop.code)
        state.mark_begun(begun=True)
        state.keep_new_key(opened.workshop.code, opened.key)

    attempt(begin)
