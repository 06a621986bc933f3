"""Measure the product beside a bare baseline in the same run: `python -m benchmarks`."""
