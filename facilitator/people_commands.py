"""What buttons of the page 参加者 call: move people, share them out over teams, take it back."""

from dataclasses import replace

from facilitator import state
from facilitator.analysis.seating import Wishes, suggest_count
from facilitator.commands import attempt
from facilitator.importing.people import PeopleList
from facilitator.parts.visitor import needs
from facilitator.rights import Need
from facilitator.seating.guests import list_guests
from facilitator.seating.proposing import Proposal, Wanted, propose
from facilitator.state import Tone
from worksheets import assignments, expected, hosts, teams
from worksheets.assignments import Outcome
from worksheets.errors import BadInput
from worksheets.workshops import get_workshop

TOGETHER, APART = "同じ班に", "別の班に"


@needs(Need.RUN)
def move_people(code: str) -> None:
    """Put the chosen people in the chosen team."""
    who: list[str] = state.read(state.MOVE_WHO) or []
    team = state.read_text(state.MOVE_TO)

    def move() -> None:
        if not who or not team:
            raise BadInput("移す人と、移す先の班を選んでください。")
        teams.move_people(code, who, team)

    if attempt(move, f"{len(who)}人の班を変えました。"):
        state.write(state.MOVE_WHO, [])


@needs(Need.RUN)
def mark_host(code: str) -> None:
    """Let the chosen person guide their team."""
    who = state.read_text(state.HOST_WHO)

    def mark() -> None:
        if not who:
            raise BadInput("班の進行役にする人を選んでください。")
        hosts.mark_host(code, who)

    if attempt(mark, "班の進行役にしました。その人のスマホに、進行役の欄が出ます。"):
        state.write(state.HOST_WHO, None)


@needs(Need.RUN)
def drop_host(code: str, team: str) -> None:
    """Let nobody guide this team."""
    attempt(lambda: hosts.drop_host(code, team), "班の進行役を外しました。")


# --- what is wanted -------------------------------------------------------------------------


@needs(Need.RUN)
def suggest_teams(people: int) -> None:
    """Set the number of teams that fits the chosen size of a team."""
    size = state.read(state.SEAT_SIZE)
    if size:
        state.write(state.SEAT_COUNT, suggest_count(people, int(size)))


@needs(Need.RUN)
def add_pair(code: str) -> None:
    """Note that two people shall sit together or apart."""
    one, other = state.read_text(state.SEAT_ONE), state.read_text(state.SEAT_OTHER)
    apart = state.read(state.SEAT_HOW) == APART
    desk = state.get_desk(code)

    def add() -> None:
        if not one or not other:
            raise BadInput("二人を選んでから、加えてください。")
        if one == other:
            raise BadInput("同じ人が二度選ばれています。もう一人は、別の人にしてください。")
        pairs = desk.apart if apart else desk.together
        if not any({one, other} == set(pair) for pair in pairs):
            pairs.append((one, other))
        state.write(state.SEAT_ONE, None)
        state.write(state.SEAT_OTHER, None)

    attempt(add)


@needs(Need.RUN)
def drop_pair(code: str, pair: tuple[str, str], *, apart: bool) -> None:
    """Forget a pair."""
    desk = state.get_desk(code)
    pairs = desk.apart if apart else desk.together
    if pair in pairs:
        pairs.remove(pair)


# --- the proposal ---------------------------------------------------------------------------


@needs(Need.RUN)
def try_seating(code: str) -> None:
    """Work out a proposal from what the page says."""
    _propose(code, _read_wanted(code))


@needs(Need.RUN)
def try_other_seating(code: str) -> None:
    """Work out another proposal for the same wishes."""
    before = state.get_desk(code).proposal
    if before is not None:
        _propose(code, replace(_read_wanted(code), seed=before.wanted.seed + 1))


def _read_wanted(code: str) -> Wanted:
    desk = state.get_desk(code)
    fixed = {str(one) for one in state.read(state.SEAT_FIXED) or ()}
    if state.read(state.SEAT_STAY):
        fixed |= {guest.id for guest in list_guests(get_workshop(code)) if guest.team}
    return Wanted(
        count=int(state.read(state.SEAT_COUNT) or 0),
        wishes=Wishes(tuple(desk.together), tuple(desk.apart)),
        fixed=frozenset(fixed),
    )


def _propose(code: str, wanted: Wanted) -> None:
    desk = state.get_desk(code)

    def work_out() -> None:
        desk.proposal = propose(get_workshop(code), wanted)

    attempt(work_out)


@needs(Need.RUN)
def drop_proposal(code: str) -> None:
    """Put the proposal away; nothing was changed by it."""
    state.get_desk(code).proposal = None


@needs(Need.RUN)
def take_seating(code: str, proposal: Proposal) -> None:
    """Let the proposal become the teams."""
    outcomes: list[Outcome] = []
    if attempt(lambda: outcomes.append(assignments.assign(code, proposal.plan))):
        drop_proposal(code)
        _tell(outcomes[0], "班を決めました。", "班を変えたので、その班のままです。")


@needs(Need.RUN)
def undo_seating(code: str) -> None:
    """Take the last sharing out back."""
    outcomes: list[Outcome] = []
    if attempt(lambda: outcomes.append(assignments.undo_assignment(code))):
        drop_proposal(code)
        _tell(outcomes[0], "元に戻しました。", "班を変えたので、いまの班のままです。")


def _tell(outcome: Outcome, done: str, why: str) -> None:
    told = f"{done}{outcome.moved}人の班が変わりました。"
    if outcome.stayed:
        told += f"{outcome.stayed}人は、そのあいだに別の人が{why}"
    state.leave_notice(Tone.WARNING if outcome.stayed else Tone.DONE, told)


# --- the list of who is expected ------------------------------------------------------------


@needs(Need.RUN)
def mean(code: str, word: str, key: str) -> None:
    """Note which affiliation a word of the list stands for."""
    meant = state.get_desk(code).meant
    chosen = state.read(key)
    if chosen:
        meant[word] = str(chosen)
    else:
        meant.pop(word, None)


@needs(Need.RUN)
def take_list(code: str, found: PeopleList) -> None:
    """Let what the file holds become the list."""
    told = f"{len(found.rows)}人を名簿にしました。"
    if attempt(lambda: expected.replace_expected(code, found.people), told):
        drop_proposal(code)
        state.get_desk(code).lists += 1


@needs(Need.RUN)
def delete_list(code: str) -> None:
    """Forget the list."""
    if attempt(lambda: expected.delete_expected(code), "名簿を消しました。"):
        drop_proposal(code)
