"""Count and connect what people gave: pure, same answers in, same report out."""
