"""Collect and keep what participants give: workshops, people, answers, votes, live news."""
