"""Collect and keep what participants give: workshops, participants, answers, votes, the live channel."""
