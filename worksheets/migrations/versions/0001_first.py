"""The first tables: workshops, participants, answers, submissions, votes.

Written out in full, not taken from tables.py: a migration must do the same for ever.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "workshops",
        sa.Column("code", sa.String(12), primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("room", sa.Text, nullable=False),
    )
    _make_participants()
    _make_answers()
    op.create_table(
        "votes",
        sa.Column("participant", sa.String(32), primary_key=True),
        sa.Column("worksheet", sa.String(40), primary_key=True),
        sa.Column("answer", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
    )
    op.create_index("votes_by_sheet", "votes", ["code", "worksheet"])


def _make_participants() -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("affiliation", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("shared_device", sa.Boolean, nullable=False),
        sa.Column("entered_by", sa.String(32), nullable=True),
        sa.Column("joined_at", sa.String(40), nullable=False),
    )
    op.create_index("participants_by_code", "participants", ["code"])
    op.create_index("participants_by_device", "participants", ["entered_by"])


def _make_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("worksheet", sa.String(40), nullable=False),
        sa.Column("participant", sa.String(32), nullable=True),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("hash", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("given_at", sa.String(40), nullable=False),
    )
    op.create_index("answers_by_sheet", "answers", ["code", "worksheet"])
    op.create_index("answers_by_participant", "answers", ["participant"])
    op.create_table(
        "submissions",
        sa.Column("writer", sa.String(32), primary_key=True),
        sa.Column("sent_id", sa.String(80), primary_key=True),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("hash", sa.String(16), nullable=False),
        sa.Column("given_at", sa.String(40), nullable=False),
    )
    op.create_index("submissions_by_answer", "submissions", ["answer"])
