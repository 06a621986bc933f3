"""Pieces that several console pages draw."""
