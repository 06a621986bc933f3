"""Keys for others than the facilitator, and what was made unreadable."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "passes",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("ended_at", sa.String(40), nullable=True),
    )
    op.create_index("passes_by_code", "passes", ["code"])
    op.create_table(
        "redactions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("worksheet", sa.String(40), nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("redacted_at", sa.String(40), nullable=False),
    )
    op.create_index("redactions_by_code", "redactions", ["code"])
