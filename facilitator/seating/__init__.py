"""Seat people at tables: who is there, a proposal, and what can be said about it."""
