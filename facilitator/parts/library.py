"""The programs one can choose from, remembered for a while because reading them takes time."""

import streamlit as st

from programs.model import Program
from programs.reading import program_keys, read_program


@st.cache_data(ttl=60, max_entries=1, show_spinner=False)
def read_programs() -> tuple[dict[str, Program], tuple[str, ...]]:
    """Return the programs by key, and the keys of those that have mistakes."""
    readings = {key: read_program(key).program for key in program_keys()}
    # By title the kana come first: チームづくり編, which towns begin with, then 地域づくり編.
    sound = [(program.title, key, program) for key, program in readings.items() if program]
    found = {key: program for _, key, program in sorted(sound, key=lambda one: one[:2])}
    return found, tuple(key for key in readings if key not in found)
