"""The tables. Changing one needs a migration beside it in migrations/versions."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# Times are ISO 8601 text in UTC: SQLite has no time type, and text sorts.
workshops = Table(
    "workshops",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("key_hash", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("municipality", Text, nullable=False),
    Column("program", Text, nullable=False),  # the frozen copy, JSON
    Column("options", Text, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("room", Text, nullable=False),
    Column("running_orders", Text, nullable=False, server_default="{}"),  # by meeting, JSON
)

participants = Table(
    "participants",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(12), ForeignKey("workshops.code"), nullable=False),
    Column("token_hash", String(64), nullable=True, unique=True),
    Column("name", Text, nullable=False),
    Column("affiliation", String(40), nullable=False),
    Column("field", String(40), nullable=False),
    Column("team", String(40), nullable=False),
    Column("shared_device", Boolean, nullable=False),
    Column("entered_by", String(32), nullable=True),
    Column("joined_at", String(40), nullable=False),
    Index("participants_by_code", "code"),
    Index("participants_by_device", "entered_by"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(12), ForeignKey("workshops.code"), nullable=False),
    Column("worksheet", String(40), nullable=False),
    Column("participant", String(32), nullable=True),
    Column("team", String(40), nullable=False),
    Column("given", Text, nullable=False),  # the values, JSON
    Column("hash", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("given_at", String(40), nullable=False),
    Index("answers_by_sheet", "code", "worksheet"),
    Index("answers_by_participant", "participant"),
)

# Every accepted submission, for ever: the receipt that makes repeats harmless and the history
# of each answer in one.
submissions = Table(
    "submissions",
    metadata,
    Column("writer", String(32), primary_key=True),
    Column("sent_id", String(80), primary_key=True),
    Column("answer", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("given", Text, nullable=False),
    Column("hash", String(16), nullable=False),
    Column("given_at", String(40), nullable=False),
    Index("submissions_by_answer", "answer"),
)

votes = Table(
    "votes",
    metadata,
    Column("participant", String(32), primary_key=True),
    Column("worksheet", String(40), primary_key=True),
    Column("answer", String(32), primary_key=True),
    Column("code", String(12), nullable=False),
    Column("points", Integer, nullable=False),
    Index("votes_by_sheet", "code", "worksheet"),
)

# Who is expected, for seating them. Only names and marks of people; deleted with one press.
expected = Table(
    "expected",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(12), ForeignKey("workshops.code"), nullable=False),
    Column("place", Integer, nullable=False),  # in the list, from 1
    Column("name", Text, nullable=False),
    Column("affiliation", String(40), nullable=False),
    Column("field", String(40), nullable=False),
    Column("team", String(40), nullable=False),
    Index("expected_by_code", "code"),
)

# The last sharing out of people over teams, so that it can be taken back.
assignments = Table(
    "assignments",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("made_at", String(40), nullable=False),
    Column("document", Text, nullable=False),  # teams and places before and after, JSON
)

# Who guides the talk of a team: one person each.
hosts = Table(
    "hosts",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("team", String(40), primary_key=True),
    Column("participant", String(32), nullable=False),
)

# Who says to be done with the step the room is at; rows of other steps mean nothing (ready.py).
ready = Table(
    "ready",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("who", String(50), primary_key=True),  # a participant, or "team-TEAM"
    Column("entered", String(140), nullable=False),  # the step and when the room came to it
    Column("done", Boolean, nullable=False),
    Column("sent_id", String(80), nullable=False),
)

# Overlaps between voices that the tool found. Which of them became cards is seen from the cards.
proposals = Table(
    "proposals",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("voices", Text, nullable=False),  # answer ids, JSON
    Column("kind", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("strength", Float, nullable=False),
    Column("rejected", Boolean, nullable=False),
)

# How cards are grouped: one row for each worksheet as one team ("" is the whole room) grouped it.
boards = Table(
    "boards",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("worksheet", String(40), primary_key=True),
    Column("team", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

# Each change of a board as what it replaced: what undo needs, and who did what.
board_changes = Table(
    "board_changes",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("worksheet", String(40), primary_key=True),
    Column("team", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),  # of the board after it
    Column("sent_id", String(80), nullable=False),
    Column("by", String(40), nullable=False),  # a participant, or "office-CODE"
    Column("difference", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("changed_at", String(40), nullable=False),
)

# When a workshop is deleted, where that is not just its days after the last activity.
keepings = Table(
    "keepings",
    metadata,
    Column("code", String(12), ForeignKey("workshops.code"), primary_key=True),
    Column("told_on", String(10), nullable=True),  # the day people were first warned
    Column("postponed_until", String(10), nullable=True),
)

# What was deleted: that it was here and how large it was, no word and no person of it.
erasures = Table(
    "erasures",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("municipality", Text, nullable=False),
    Column("how", String(10), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("erased_at", String(40), nullable=False),
    Column("participants", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
)

# The office's own template for slides: at most one row.
templates = Table(
    "templates",
    metadata,
    Column("id", String(10), primary_key=True),
    Column("name", Text, nullable=False),  # of the file it came from
    Column("content", LargeBinary, nullable=False),  # cleaned, without slides
    Column("document", Text, nullable=False),
    Column("kept_at", String(40), nullable=False),
)
