"""Put the product together: Streamlit pages, phones, stage and data in one process.

`app` must stand literally at module level, or `streamlit run app.py` does not find it. No
page imports this module.
"""

import asyncio
import gc
import importlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NoReturn

import streamlit as st
from starlette.middleware import Middleware

from facilitator import restoring, running, safekeeping
from facilitator.access import Access
from facilitator.analysis.clusters import suggest_clusters
from facilitator.fieldwork.preparing import preparing
from facilitator.front_door import FrontDoor
from facilitator.housekeeping import tidying
from facilitator.logbook import keeping_log
from facilitator.rights import find_key_standing
from facilitator.stage.app import make_stage_app
from facilitator.stage.operation import Lag
from facilitator.stopping import stop_streams_first
from facilitator.surprises import is_free_of_answers, note_surprise
from facilitator.tasks.registry import make_run
from facilitator.welcome import announce, say, say_problem
from worksheets import toolkit
from worksheets.errors import DamagedData, StartProblem, WorksheetError
from worksheets.phone.app import make_phone_app
from worksheets.settings import Settings
from worksheets.storage_health import keep_reserve

_log = logging.getLogger("facilitator")
settings = Settings.from_environment()
access = Access(settings)
lag = Lag()

RESERVE_GAP = 30.0  # seconds between two looks whether the disk has room for the reserve
_HEAVY = (
    "pandas",
    "pyarrow",
    "plotly.graph_objects",
    "pptx",
    "openpyxl",
    "xlsxwriter",
    "facilitator.charts",
    "facilitator.commands",
)

# Streamlit would write a page's problem into the log together with its message.
logging.getLogger("streamlit.error_util").addFilter(is_free_of_answers)
# The server's own start and stop messages are English and say nothing a facilitator needs.
logging.getLogger("uvicorn.error").setLevel(logging.WARNING)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Open the data, serve, close."""
    try:
        settings.check()
        say(restoring.restore_waiting(settings))
        box = toolkit.open_toolkit(settings)
        passcode = access.open()
    except DamagedData as problem:
        give_up(StartProblem(f"{problem}{safekeeping.advise_restoring(settings)}"))
    except StartProblem as problem:
        give_up(problem)
    except OSError as problem:
        give_up(StartProblem(f"データの置き場所に書きこめません({problem.filename})。"))
    port = int(st.get_option("server.port"))
    with (
        keeping_log(settings.data_dir),
        toolkit.use(box),
        safekeeping.keeping(settings, box) as backups,
        preparing(box),
        tidying(),
        stop_streams_first(box.channel.close),
    ):
        box.channel.bind(asyncio.get_running_loop())
        box.after_keys.append(lambda code: access.notice_keys(code, find_key_standing))
        settle()
        _log.info("始めました。")
        backups.want()  # it reads everything, so damage the start did not see is told early
        running.write_note(settings, port=port, token=access.admin_token)
        tasks = [
            asyncio.create_task(announce(settings, port=port, passcode=passcode)),
            asyncio.create_task(lag.measure()),
            asyncio.create_task(look_after_reserve()),
        ]
        try:
            yield
        finally:
            running.remove_note(settings)
            _log.info("終わりました。")
            for task in tasks:
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*tasks)


async def look_after_reserve() -> None:
    """Keep some space in reserve for a disk that becomes full, until cancelled."""
    while True:
        await asyncio.to_thread(keep_reserve)
        await asyncio.sleep(RESERVE_GAP)


def give_up(problem: StartProblem) -> NoReturn:
    """Say why and end the process; raised, the sentence would drown in a traceback."""
    say_problem(str(problem))
    os._exit(1)


def settle() -> None:
    """Load what pages need, and take it out of the garbage collector's sight.

    Streamlit collects garbage after every run of a page, 33 to 60 ms each time that way, less
    than 1 ms this way.
    """
    for name in _HEAVY:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def show_surprise(problem: Exception) -> bool:
    """Show on a page what nobody caught there; True keeps Streamlit's own English box away."""
    if isinstance(problem, WorksheetError):
        st.warning(str(problem))
    else:
        st.error(
            "思わぬ不具合が起きました。画面を読みこみなおしてください。"
            f"続くときは、番号「{note_surprise(problem)}」を添えて知らせてください。"
        )
    return True


app = st.App(
    Path(__file__).resolve().parent / "facilitator" / "main.py",
    middleware=[
        Middleware(
            FrontDoor,
            phone=make_phone_app(suggest_clusters),
            stage=make_stage_app(access, lag=lag, run=make_run(access)),
            access=access,
            settings=settings,
            index=Path(st.__file__).parent / "static" / "index.html",
        )
    ],
    lifespan=lifespan,
    on_script_error=show_surprise,
)
