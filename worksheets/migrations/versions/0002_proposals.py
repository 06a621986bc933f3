"""Overlaps between voices that the tool proposes and people decide on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of proposals."""
    op.create_table(
        "proposals",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("voices", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("strength", sa.Float, nullable=False),
        sa.Column("rejected", sa.Boolean, nullable=False),
    )
