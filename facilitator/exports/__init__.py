"""Turn a report into files: pure, the same report gives the same bytes."""
