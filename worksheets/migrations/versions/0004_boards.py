"""How cards are grouped into clusters, with every change for undo."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of boards and their changes."""
    op.create_table(
        "boards",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("worksheet", sa.String(40), primary_key=True),
        sa.Column("team", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "board_changes",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("worksheet", sa.String(40), primary_key=True),
        sa.Column("team", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("sent_id", sa.String(80), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("difference", sa.Text, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.String(40), nullable=False),
    )
