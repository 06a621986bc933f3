"""声と重なり: voices with what they are about, and where they meet."""

from facilitator.parts import frame

frame.notices()
frame.heading("声と重なり")
