"""The running order of each meeting, as a town arranged it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put an empty document beside each room: the program's own order."""
    op.add_column(
        "workshops", sa.Column("running_orders", sa.Text, nullable=False, server_default="{}")
    )
