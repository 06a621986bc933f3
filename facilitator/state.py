"""Every key of Streamlit's session state, nowhere else, and the workshop named in the address.

What matters lies in the database: here is only what one browser tab is looking at.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import streamlit as st

from facilitator.seating.proposing import Proposal
from worksheets.codes import normalise_code
from worksheets.errors import WorkshopNotFound
from worksheets.records import Workshop
from worksheets.workshops import find_workshop, get_workshop

CODE = "code"  # in the address: /run?code=ABCDEF, so that reloading and bookmarks work
PROGRAM = "program"
SHEET = "sheet"

# Keys of widgets that commands and tests touch.
NEXT = "next_step"
BACK = "back_step"
BEGIN = "begin_meeting"
CATCH_UP = "catch_up_now"
UNDO = "undo_order"
SHOW_READY = "show_ready"
LAST_MINUTE = "last_minute"
ORDER_MEETING = "order_meeting"
NOTICE_TEXT = "notice_text"
NEW_PROGRAM = "new_program"
NEW_TITLE = "new_title"
NEW_MUNICIPALITY = "new_municipality"
NEW_TEAMS = "new_teams"
NEW_TEAM_CHOICE = "new_team_choice"
NEW_PURPOSE = "new_purpose"
NEW_RETENTION = "new_retention"
NEW_NETWORK = "new_network"
NEW_NETWORK_PASSWORD = "new_network_password"  # noqa: S105 -- the name of a field
OPTION_TEAMS = "option_teams"
OPTION_TEAM_CHOICE = "option_team_choice"
OPTION_PURPOSE = "option_purpose"
OPTION_RETENTION = "option_retention"
OPTION_NETWORK = "option_network"
OPTION_NETWORK_PASSWORD = "option_network_password"  # noqa: S105 -- the name of a field
MOVE_WHO = "people_move_who"
MOVE_TO = "people_move_to"
SEAT_SIZE = "seat_size"
SEAT_COUNT = "seat_count"
SEAT_STAY = "seat_stay"
SEAT_FIXED = "seat_fixed"
SEAT_ONE = "seat_one"
SEAT_OTHER = "seat_other"
SEAT_HOW = "seat_how"
LIST_FILE = "list_file"
LIST_COLUMN = "list_column"
LIST_HEADING = "list_heading"
LIST_MEANT = "list_meant"
HOST_WHO = "people_host_who"
ENTER_SHEET = "enter_sheet"
ENTER_PERSON = "enter_person"
ENTER_TEAM = "enter_team"
ENTER_ANSWER = "enter_answer"
ADD_NAME = "enter_add_name"
ADD_AFFILIATION = "enter_add_affiliation"
ADD_FIELD = "enter_add_field"
ADD_TEAM = "enter_add_team"
IMPORT_SHEET = "import_sheet"
IMPORT_FILE = "import_file"
IMPORT_COLUMN = "import_column"
IMPORT_TEAM = "import_team"
TAKE_TEAM = "take_team"
TAKE_NAME = "take_name"
OWN_VOICES = "own_voices"
OWN_NAME = "own_name"
OWN_KIND = "own_kind"
OWN_REASON = "own_reason"
OWN_TEAM = "own_team"
NEW_NAME = "new_name"
ERASE_TITLE = "erase_title"
PREVIEW = "preview"
RESTORE_FILE = "restore_file"
TEMPLATE_FILE = "template_file"
TEMPLATE_SAMPLE = "template_sample"
TEMPLATE_LOOK = "template_look"
DECK_FILE = "deck_file"
LIVE = "live"

_WORKSHOP = "workshop_code"
_NOTICE = "notice"
_KEYS = "new_facilitator_keys"
_BEGUN = "new_begun"
_FILLINGS = "fillings"
_DESKS = "seating_desks"
_PREFILLED = "prefilled"

_WARNING_SECONDS = 60.0  # a warning outlives redrawing by live ticks


class Tone(StrEnum):
    """How a notice looks."""

    DONE = "done"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the facilitator about what was just done or refused."""

    tone: Tone
    text: str
    left_at: float


def start() -> None:
    """Set what every run relies on, and keep the chosen workshop in the address."""
    st.session_state.setdefault(_KEYS, {})
    st.session_state.setdefault(_FILLINGS, {})
    named = normalise_code(st.query_params.get(CODE, ""))
    if named:
        st.session_state[_WORKSHOP] = named
    elif find_code():
        st.query_params[CODE] = find_code()


def get_prefix() -> str:
    """Return what a proxy puts before our addresses, as the browser sees it; mostly nothing."""
    path = urlsplit(st.context.url or "").path
    return path.rstrip("/").rpartition("/")[0]


def find_code() -> str:
    """Return the code of the workshop this tab looks at, empty when there is none."""
    code: str = st.session_state.get(_WORKSHOP, "")
    return code


def choose(code: str) -> None:
    """Look at this workshop from now on."""
    st.session_state[_WORKSHOP] = code
    st.query_params[CODE] = code


def find_chosen() -> Workshop | None:
    """Return the workshop this tab looks at, if there is one."""
    code = find_code()
    return find_workshop(code) if code else None


def get_chosen() -> Workshop:
    """Return the workshop this tab looks at."""
    code = find_code()
    if not code:
        raise WorkshopNotFound(code)
    return get_workshop(code)


# --- notices --------------------------------------------------------------------------------


def leave_notice(tone: Tone, text: str) -> None:
    """Leave a sentence for the next drawing; it takes the place of the one before."""
    st.session_state[_NOTICE] = Notice(tone, text, time.monotonic())


def clear_notice() -> None:
    """Forget the notice: a new command begins."""
    st.session_state.pop(_NOTICE, None)


def find_notice() -> Notice | None:
    """Return the notice to show; good news is told once, warnings stay for a while."""
    notice: Notice | None = st.session_state.get(_NOTICE)
    if notice is None:
        return None
    if notice.tone is Tone.DONE or time.monotonic() - notice.left_at > _WARNING_SECONDS:
        clear_notice()
    return notice


def mark_begun(*, begun: bool) -> None:
    """Remember whether the page for new workshops shows the one just made."""
    st.session_state[_BEGUN] = begun


def has_begun() -> bool:
    """Tell whether this tab has just made a workshop."""
    return bool(st.session_state.get(_BEGUN)) and bool(find_code())


def prefill(values: Mapping[str, object]) -> None:
    """Let fields start with these values, also when another program brings others."""
    before: Mapping[str, object] = st.session_state.get(_PREFILLED, {})
    for key, value in values.items():
        if key not in st.session_state or st.session_state[key] == before.get(key):
            st.session_state[key] = value
    st.session_state[_PREFILLED] = dict(values)


# --- the facilitator key, shown once --------------------------------------------------------


def keep_new_key(code: str, key: str) -> None:
    """Keep a facilitator key just made until it has been written down."""
    st.session_state.setdefault(_KEYS, {})[code] = key


def find_new_key(code: str) -> str:
    """Return the key just made, empty when it was put away."""
    key: str = st.session_state.get(_KEYS, {}).get(code, "")
    return key


def forget_new_key(code: str) -> None:
    """Put the key away."""
    st.session_state.get(_KEYS, {}).pop(code, None)


# --- filling a worksheet for someone --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filling:
    """One sheet of paper: its fields' keys, and the id that makes a double click harmless."""

    sent_id: str

    def field_key(self, *parts: str) -> str:
        """Return the widget key of a field."""
        return "-".join(("field", self.sent_id, *parts))


def get_filling(name: str) -> Filling:
    """Return the sheet being filled under this name, a new one if there is none."""
    fillings: dict[str, Filling] = st.session_state.setdefault(_FILLINGS, {})
    return fillings.setdefault(name, Filling(f"office-{uuid4().hex}"))


def finish_filling(name: str) -> None:
    """Take a new sheet for the next answer."""
    st.session_state.get(_FILLINGS, {}).pop(name, None)


# --- sharing people out over teams ----------------------------------------------------------


@dataclass(slots=True)
class Desk:
    """What one tab has in hand for seating; who shall sit apart is told nobody, so not stored."""

    proposal: Proposal | None = None
    together: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    meant: dict[str, str] = field(default_factory=dict)  # words of a list -> affiliations
    lists: int = 0  # read so far; each starts with an empty field for the file
    file: str = ""  # the file whose columns are being asked about


def get_desk(code: str) -> Desk:
    """Return this tab's desk for a workshop, an empty one if there is none."""
    desks: dict[str, Desk] = st.session_state.setdefault(_DESKS, {})
    return desks.setdefault(code, Desk())


# --- widgets --------------------------------------------------------------------------------


def read(key: str) -> Any:  # noqa: ANN401 -- whatever the widget holds
    """Return what a widget holds."""
    return st.session_state.get(key)


def show_in_field(key: str, value: object) -> None:
    """Let a field show what is stored; call it before the field is drawn."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def read_text(key: str) -> str:
    """Return the text of a widget, empty when there is none."""
    return str(st.session_state.get(key) or "")


def write(key: str, value: Any) -> None:  # noqa: ANN401 -- whatever the widget takes
    """Set a widget's value; only before it is drawn, so from callbacks."""
    st.session_state[key] = value
