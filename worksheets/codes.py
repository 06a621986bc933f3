"""Join codes, keys and tokens: made, normalised and hashed."""

import hashlib
import secrets
import unicodedata

# No I, L, O, 0, 1: they are mistaken for each other on a wall and on a phone.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 6


def make_code() -> str:
    """Make a join code."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))


def normalise_code(text: str) -> str:
    """Bring a typed code into its one form: full-width, small letters and spaces are all right."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in plain if letter.isalnum())[:20]


def make_id() -> str:
    """Make an unguessable name for a participant or an answer."""
    return secrets.token_hex(12)


def make_token() -> str:
    """Make a secret of 192 bits for a cookie or a key."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """Hash a token; it is random and long, so one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_values(values: str) -> str:
    """Return a short hash of an answer, for finding damage that integrity checks miss."""
    return hashlib.sha256(values.encode()).hexdigest()[:16]
