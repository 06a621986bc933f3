"""When a workshop is deleted, and what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "keepings",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("told_on", sa.String(10), nullable=True),
        sa.Column("postponed_until", sa.String(10), nullable=True),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("opened_at", sa.String(40), nullable=False),
        sa.Column("erased_at", sa.String(40), nullable=False),
        sa.Column("participants", sa.Integer, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
    )
