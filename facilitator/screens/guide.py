"""進め方: the whole program to read before the day."""

import streamlit as st

from facilitator import state
from facilitator.parts import frame, guide, library
from worksheets.running_orders import get_arranged

frame.notices()
workshop = state.find_chosen()
asked = st.query_params.get(state.PROGRAM, "")
if workshop is not None and not asked:
    program = get_arranged(workshop.code)
else:
    programs, _ = library.read_programs()
    keys = list(programs)
    chosen = st.selectbox(
        "プログラム",
        keys,
        index=keys.index(asked) if asked in keys else 0,
        format_func=lambda key: programs[key].title,
        key="guide_program",
    )
    program = programs[chosen]
guide.whole_program(program)
