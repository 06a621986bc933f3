"""From what was heard in the town to what can be made of it: voices, then overlaps."""
