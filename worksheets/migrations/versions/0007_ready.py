"""Who says to be done with the present step."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "ready",
        sa.Column("code", sa.String(12), sa.ForeignKey("workshops.code"), primary_key=True),
        sa.Column("who", sa.String(50), primary_key=True),
        sa.Column("entered", sa.String(140), nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("sent_id", sa.String(80), nullable=False),
    )
