"""Know who may come in: the passcode, the signed badges, the admin token.

Putting a door in front of the pages is gate.py's work.
"""

import hashlib
import hmac
import json
import secrets
import threading
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadSignature, URLSafeTimedSerializer

from facilitator.running import write_secretly
from worksheets.codes import normalise_code
from worksheets.errors import StartProblem
from worksheets.settings import Settings

BADGE_SECONDS = 12 * 3600
DEVICE_SECONDS = 365 * 24 * 3600

_FILE = "access.json"
_MOST_KEYS = 10  # a cookie holds 4 KB
# No i, l, o, 0, 1: the passcode is read from a screen and typed.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# OWASP's minimum for argon2id: 19 MiB, two passes; about 20 ms.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class Badge:
    """What somebody at the door may do.

    `keys` holds facilitator keys by join code; they are compared with the database on every
    use, so a renewed key shuts the old badge out at once.
    """

    id: str
    everything: bool = False
    admin: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)

    def dump(self) -> str:
        """Write it for the gate to hand on to the pages behind it."""
        body = {"id": self.id, "all": self.everything, "admin": self.admin, "keys": dict(self.keys)}
        return json.dumps(body)

    @classmethod
    def load(cls, text: str) -> "Badge":
        """Read back what the gate wrote."""
        body = json.loads(text)
        return cls(body["id"], everything=body["all"], admin=body["admin"], keys=body["keys"])


class Access:
    """The secrets of one data folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._secrets: dict[str, Any] = {}  # the JSON file: text, and times by badge id
        self._watchers: dict[str, set[Callable[[], object]]] = {}
        self._watched: dict[str, Badge] = {}
        self.admin_token = secrets.token_urlsafe(32)

    def open(self) -> str | None:
        """Read the secrets, make what is missing; return a passcode only when just made."""
        try:
            self._secrets = json.loads(self._read() or "{}")
        except ValueError as problem:
            raise StartProblem(
                f"合言葉のファイル「{self._settings.data_dir / _FILE}」が読めません。"
                "このファイルを消してから始めると、新しい合言葉を作ります。"
            ) from problem
        self._secrets.setdefault("signing_key", secrets.token_hex(32))
        self._secrets.setdefault("signed_out", {})
        if self._settings.passcode or self._secrets.get("passcode_hash"):
            self._store()
            return None
        return self.renew_passcode()

    def renew_passcode(self) -> str:
        """Replace the passcode; everybody who came in with the old one is out at once."""
        groups = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)]
        passcode = "-".join(groups)
        with self._lock:
            self._secrets["passcode_hash"] = _hasher.hash(passcode)
            self._store()
        self._tell_all()
        return passcode

    def is_passcode(self, text: str) -> bool:
        """Compare in constant time; takes about 20 ms, so call it outside the event loop."""
        typed = _plain(text)
        if self._settings.passcode:
            return hmac.compare_digest(_digest(typed), _digest(_plain(self._settings.passcode)))
        try:
            return _hasher.verify(self._secrets.get("passcode_hash", ""), typed)
        except (VerificationError, InvalidHashError):
            return False

    def is_admin(self, token: str) -> bool:
        """Tell whether this is the token of the server's own command line."""
        return hmac.compare_digest(_digest(token), _digest(self.admin_token))

    def make_badge(self, before: Badge | None = None, *, code: str = "", key: str = "") -> Badge:
        """Make a badge for everything, or for one more workshop than `before`."""
        badge_id = before.id if before else secrets.token_hex(16)
        if not code:
            return Badge(badge_id, everything=True, keys=before.keys if before else {})
        keys = {**(before.keys if before else {}), normalise_code(code): key}
        keys = dict(list(keys.items())[-_MOST_KEYS:])
        return Badge(badge_id, everything=before.everything if before else False, keys=keys)

    def sign(self, badge: Badge) -> str:
        """Write a badge as a cookie's value."""
        body = {"id": badge.id, "all": badge.everything, "keys": dict(badge.keys)}
        return str(self._signer("badge").dumps(body))

    def find_badge(self, cookie: str) -> Badge | None:
        """Read a badge; None when it is forged, too old, or signed out."""
        try:
            body = self._signer("badge").loads(cookie, max_age=BADGE_SECONDS)
        except BadSignature:
            return None
        if body["id"] in self._secrets["signed_out"]:
            return None
        return Badge(body["id"], everything=body["all"], keys=body["keys"])

    def sign_out(self, badge: Badge) -> None:
        """End a badge for ever, open pages included."""
        with self._lock:
            now = time.time()
            ends = self._secrets["signed_out"]
            ends[badge.id] = now + BADGE_SECONDS
            self._secrets["signed_out"] = {name: end for name, end in ends.items() if end > now}
            self._store()
        for name, watched in list(self._watched.items()):
            if watched.id == badge.id:
                self._tell_watchers(name)

    def sign_out_all(self) -> None:
        """End every badge of this machine, open pages included; phones of participants go on."""
        with self._lock:
            self._secrets["badge_round"] = secrets.token_hex(16)
            self._secrets["signed_out"] = {}
            self._store()
        self._tell_all()

    def notice_keys(self, code: str, holds: Callable[[str, str], object]) -> None:
        """Close open pages of badges whose key for this workshop holds no longer."""
        for badge_id, badge in list(self._watched.items()):
            key = badge.keys.get(code)
            if key and not badge.everything and not holds(code, key):
                self._tell_watchers(badge_id)

    def watch(self, badge: Badge, tell: Callable[[], object]) -> Callable[[], None]:
        """Call `tell` when the badge ends; returns what stops the watching."""
        # One badge may be open twice, before and after it was given another key.
        name = f"{badge.id} {hash(tuple(badge.keys.items()))}"
        self._watched[name] = badge
        self._watchers.setdefault(name, set()).add(tell)

        def stop() -> None:
            watching = self._watchers.get(name, set())
            watching.discard(tell)
            if not watching:
                self._watchers.pop(name, None)
                self._watched.pop(name, None)

        return stop

    def sign_device(self) -> str:
        """Name a browser that was let in, so that others' failures do not slow it down."""
        return str(self._signer("device").dumps(secrets.token_hex(8)))

    def find_device(self, cookie: str) -> str | None:
        """Read the name of a browser that was let in before."""
        try:
            return str(self._signer("device").loads(cookie, max_age=DEVICE_SECONDS))
        except BadSignature:
            return None

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        # A badge is signed with the passcode's fingerprint too: a new passcode ends all badges.
        fingerprint = self._settings.passcode or self._secrets.get("passcode_hash", "")
        this_round = self._secrets.get("badge_round", "")
        salt = f"{purpose} {fingerprint}{this_round}" if purpose == "badge" else purpose
        return URLSafeTimedSerializer(self._secrets["signing_key"], salt=salt)

    def _tell_all(self) -> None:
        for name in list(self._watchers):
            self._tell_watchers(name)

    def _tell_watchers(self, name: str) -> None:
        for tell in list(self._watchers.get(name, ())):
            tell()

    def _read(self) -> str:
        path = self._settings.data_dir / _FILE
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _store(self) -> None:
        write_secretly(self._settings.data_dir / _FILE, json.dumps(self._secrets))


def _plain(text: str) -> str:
    # People type full-width letters and paste a trailing blank; neither is meant.
    return unicodedata.normalize("NFKC", text).strip()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
