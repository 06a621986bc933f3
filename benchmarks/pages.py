"""A phone's first load, a console page's rerun, and the time a deck takes."""

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright
from pptx import Presentation
from pptx.util import Cm
from streamlit.testing.v1 import AppTest

from benchmarks.rooms import open_room
from benchmarks.servers import HOST, ROOT, run_bare, run_product
from facilitator.analysis.collect import collect_report
from facilitator.exports.catalogue import find_export
from facilitator.exports.template_package import rebuild
from tests.browsers import find_program, launch
from worksheets import answers, participants, rooms, toolkit, workshops
from worksheets.records import Options, Submission
from worksheets.settings import Settings

_RUNS = 5
_SLOW = {  # 1.6 Mbit/s with 150 ms each way there and back, as in the budgets
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}


def measure_first_load(folder: Path) -> str:
    """Load the join page and the bare page in a throttled browser."""
    lines = [
        "| ページ | 使えるまで | 通信量 | 要求の数 | 外への要求 |",
        "|---|---|---|---|---|",
    ]
    program = find_program()
    with run_bare(folder) as bare, run_product(folder) as product, sync_playwright() as playwright:
        room = open_room(folder / "data")
        browser = launch(playwright, program)
        for name, url in (
            ("最小のページ", f"http://{HOST}:{bare.port}/"),
            ("参加のページ", f"http://{HOST}:{product.port}/j/{room.code}"),
        ):
            loads = [_load(browser, url) for _ in range(_RUNS)]
            seconds = statistics.median(load[0] for load in loads)
            _, size, count, outside = loads[0]
            lines.append(
                f"| {name} | {seconds:.2f} s | {size / 1024:.1f} KB | {count} | {outside} |"
            )
        browser.close()
    return "\n".join(lines) + "\n"


def _load(browser: object, url: str) -> tuple[float, int, int, int]:
    context = browser.new_context(viewport={"width": 360, "height": 740})  # type: ignore[attr-defined]
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", _SLOW)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[int] = []
    urls: list[str] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.on("Network.requestWillBeSent", lambda event: urls.append(event["request"]["url"]))
    started = time.perf_counter()
    page.goto(url, wait_until="load")
    page.locator("button").first.wait_for()
    took = time.perf_counter() - started
    page.wait_for_timeout(500)
    context.close()
    outside = [other for other in urls if HOST not in other and not other.startswith("data:")]
    return took, sum(sizes), len(urls), len(outside)


def measure_console() -> str:
    """Rerun the run page with 10, 100 and 1,000 cards."""
    lines = ["| カード | 進行ページの再実行(中央値) |", "|---|---|"]
    for number in (10, 100, 1000):
        with tempfile.TemporaryDirectory() as folder, toolkit.use(_open(Path(folder))):
            code = _fill(number)
            test = AppTest.from_file(str(ROOT / "facilitator" / "main.py"), default_timeout=60)
            test.query_params["code"] = code
            test.run()
            test.switch_page("screens/run.py").run()
            times = []
            for _ in range(_RUNS):
                started = time.perf_counter()
                test.run()
                times.append(time.perf_counter() - started)
            lines.append(f"| {number} | {statistics.median(times) * 1000:.0f} ms |")
    return "\n".join(lines) + "\n"


def measure_decks() -> str:
    """Make the result deck, and the same number of shapes with python-pptx alone."""
    lines = [
        "| カード | ひな形 | スライド | 図形 | この道具 | python-pptx だけで同じ数 | 比 |",
        "|---|---|---|---|---|---|---|",
    ]
    stream = io.BytesIO()
    Presentation().save(stream)
    looks = {"この道具": None, "4:3 の町のひな形": rebuild(stream.getvalue()).content}
    for number in (60, 600):
        with tempfile.TemporaryDirectory() as folder, toolkit.use(_open(Path(folder))):
            report = collect_report(_fill(number))
            for name, look in looks.items():
                make = partial(find_export("deck").write, report, look)
                ours = statistics.median(_time(make) for _ in range(_RUNS))
                counts = [len(slide.shapes) for slide in Presentation(io.BytesIO(make())).slides]
                bare = statistics.median(_time(partial(_make_bare, counts)) for _ in range(_RUNS))
                lines.append(
                    f"| {number} | {name} | {len(counts)} | {sum(counts)} | {ours * 1000:.0f} ms "
                    f"| {bare * 1000:.0f} ms | {ours / bare:.1f} |"
                )
    return "\n".join(lines) + "\n"


def _make_bare(counts: list[int]) -> bytes:
    deck = Presentation()
    for count in counts:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        slide.notes_slide.notes_text_frame.text = "話し方"
        for index in range(count):
            box = slide.shapes.add_textbox(Cm(1), Cm(index), Cm(20), Cm(1))
            box.text_frame.text = "担当がはっきりしない相談が、いくつもの窓口をまわる"
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _time(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _open(folder: Path) -> toolkit.Toolkit:
    url = f"sqlite:///{folder / 'workshop.db'}"
    return toolkit.open_toolkit(Settings(data_dir=folder, database_url=url))


def _fill(number: int) -> str:
    """Open a workshop with 40 people and this many cards of the first meeting."""
    options = Options(teams=workshops.make_teams(6))
    code = workshops.open_workshop("team-building", title="計測", options=options).workshop.code
    rooms.go_to(code, "meeting-1", "moyamoya")
    people = [participants.join(code, name=f"参加者{n}").participant for n in range(40)]
    for index in range(number):
        answers.save_answer(
            Submission(
                code=code,
                sent_id=f"s{index}",
                worksheet="moyamoya",
                values={"text": f"担当がはっきりしない相談が、窓口をまわる({index})"},
                participant=people[index % len(people)],
            )
        )
    return code
