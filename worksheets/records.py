"""What crosses the border of this package: frozen records, no rows and no dicts of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from programs.model import Meeting, Program, Step
from programs.questions import Worksheet
from worksheets.frozen import Frozen
from worksheets.orders import Orders
from worksheets.vote_ways import Ways

# Values are JSON: text, option key, list of option keys, number, date, {"x","y"}, rows.
Values = Mapping[str, Any]


class StageView(StrEnum):
    """What the wall screen shows."""

    JOIN = "join"
    STEP = "step"
    READY = "ready"
    ANSWERS = "answers"
    ORDER = "order"
    BLANK = "blank"


class TeamChoice(StrEnum):
    """How people come to a team when they join."""

    CHOOSE = "choose"
    ASSIGN = "assign"


class Change(StrEnum):
    """The closed list of what screens are told; the last three reach no phone (live.py)."""

    STEP = "step"
    WORKSHEET = "worksheet"
    TIMER = "timer"
    SHARED = "shared"
    NOTICE = "notice"
    ORDER = "order"
    READY = "ready"
    ANSWERS = "answers"


class Reach(StrEnum):
    """How far told words may go: to nobody else, to the own team, or into papers too."""

    NONE = "none"
    TEAM = "team"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Team:
    """A table."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Options:
    """What a facilitator sets for one workshop."""

    teams: tuple[Team, ...]
    team_choice: TeamChoice = TeamChoice.CHOOSE
    purpose: str = ""
    retention_days: int = 90
    joining_open: bool = True
    network_name: str = ""
    network_password: str = ""
    joining_code: str = ""  # replaces the workshop's own for joining


@dataclass(frozen=True, slots=True)
class Workshop:
    """One town's run of a program, with its frozen copy of the program."""

    code: str
    title: str
    municipality: str
    program: Program
    options: Options
    created_at: datetime

    @property
    def joining_code(self) -> str:
        """What people type to join; all else goes by `code`, which never changes."""
        return self.options.joining_code or self.code

    def find_team(self, key: str | None) -> Team | None:
        """Return the team with this key, if there is one."""
        return next((team for team in self.options.teams if team.key == key), None)


@dataclass(frozen=True, slots=True)
class WorkshopSummary:
    """One line of the list of workshops."""

    code: str
    title: str
    municipality: str
    program_title: str
    created_at: datetime
    participants: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A workshop just made; `key` is shown once and kept only as a hash."""

    workshop: Workshop
    key: str


@dataclass(frozen=True, slots=True)
class Timer:
    """The step's clock, in server time. Running: `ends_at`. Paused: `seconds_left`.

    `total` is how many seconds were given in all, so that every screen agrees on
    when little is left.
    """

    ends_at: datetime | None = None
    seconds_left: float | None = None
    total: float = 0.0

    @property
    def paused(self) -> bool:
        """Tell whether the clock was set and stands still."""
        return self.seconds_left is not None


@dataclass(frozen=True, slots=True)
class Room:
    """The small versioned document all screens follow.

    `sequence` rises with every accepted answer, vote and change; `revision` is the one at the
    last change of this document: a command given for it or later still holds. `woken` is the
    sequence at which all phones last had to read again though the room stayed as it was.
    `late_worksheets` were left by moving on, yet take what people had begun to write.
    `vote_ways` were changed for this room; votes are public only of the `shown_votes`.
    """

    code: str
    sequence: int
    revision: int
    meeting_key: str
    step_key: str
    woken: int = 0
    open_worksheets: tuple[str, ...] = ()
    late_worksheets: tuple[str, ...] = ()
    open_votes: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    spotlight: str | None = None
    stage_view: StageView = StageView.JOIN
    timer: Timer = field(default_factory=Timer)
    ready_shown: bool = False  # how many are ready, as a sum on the wall
    quoted: tuple[str, ...] = ()  # homework picked for the wall while a meeting opens
    notice: str = ""
    step_started_at: datetime | None = None
    orders: Orders = ()  # the running orders of its meetings
    frozen: Frozen | None = None  # the wall stands still
    online: bool = False  # the wall is seen in an online meeting
    vote_ways: Ways = ()
    shown_votes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a room is in its program, with the neighbours."""

    meeting: Meeting
    step: Step
    worksheets: tuple[Worksheet, ...]
    next: tuple[Meeting, Step] | None
    back: tuple[Meeting, Step] | None
    number: int  # of the step in its meeting, from 1


@dataclass(frozen=True, slots=True)
class Given:
    """The step and revision a command was given for; None means whatever is current."""

    step: str | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """One person, or one shared terminal of a team.

    `entered_by` is the participant whose device writes for this person (代理入力).
    """

    id: str
    code: str
    name: str
    affiliation: str
    field: str
    team: str
    shared_device: bool
    entered_by: str | None
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """A participant just joined; `token` goes into the phone's cookie, only its hash is kept."""

    participant: Participant
    token: str


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer on its way in. `sent_id` is made by the phone and makes repeats harmless.

    `version` is the version the writer saw; None means "do not check". `begun` is the room's
    sequence then; with it, what was begun before the room moved on is still taken.
    `participant` None means the facilitator writes (plenary sheets, imports).
    """

    code: str
    sent_id: str
    worksheet: str
    values: Values
    participant: Participant | None
    answer_id: str | None = None
    version: int | None = None
    begun: int | None = None
    team: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The reply to a submission, the same however often it is sent."""

    answer_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was given to a worksheet, as readers may see it.

    On anonymous worksheets `participant_id` and `name` are empty for everybody, and
    team, affiliation and field only remain where five or more people share them.
    """

    id: str
    worksheet: str
    values: Values
    participant_id: str
    name: str
    team: str
    affiliation: str
    field: str
    version: int
    revision: int
    hidden: bool
    given_at: datetime


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """How far one team is with one worksheet."""

    team: Team
    joined: int
    answered: int
    answers: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the room is with one worksheet."""

    worksheet: str
    joined: int
    answered: int
    answers: int
    teams: tuple[TeamProgress, ...]
