"""Who is expected, the last sharing out of people over teams, and who guides each team."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "expected",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("affiliation", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
    )
    op.create_index("expected_by_code", "expected", ["code"])
    op.create_table(
        "assignments",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "hosts",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("team", sa.String(40), primary_key=True),
        sa.Column("participant", sa.String(32), nullable=False),
    )
