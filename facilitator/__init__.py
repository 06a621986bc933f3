"""Run a workshop, show it, export its results. Knows worksheets and programs."""
