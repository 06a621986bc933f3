"""Rehearse a workshop alone: made-up participants use the phones' interface of a real server."""
