"""The result deck of a finished run beside python-pptx adding the same shapes: time and memory.

Each is made in a process of its own. The bare one gets a recipe of what stands in our deck:
text boxes with their paragraphs, shapes, lines, tables with their cells, native charts with
their numbers, and the notes. It measures no text, chooses no size and checks nothing.
"""

import io
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.shapes.connector import Connector

_ROOT = Path(__file__).parents[1]
_PEOPLE = 40
_SIZES = (60, 600, 6000)  # cards of three meetings
_RUNS = 3
_MEBI = 1024


def measure_decks() -> str:
    """Make decks of growing runs; the smallest of several times is what the work itself takes."""
    head = (
        "| カード | スライド | 図形(表・グラフ) | この道具 | python-pptx だけで同じ図形 | 比 "
        "| ふえたメモリ(この道具・比べる相手) | ファイル |"
    )
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for cards in _SIZES:
        with tempfile.TemporaryDirectory() as folder:
            recipe = Path(folder) / "recipe.json"
            pairs = [
                (_run("ours", cards, recipe), _run("bare", cards, recipe)) for _ in range(_RUNS)
            ]
            ours, bare = ([pair[side] for pair in pairs] for side in (0, 1))
            seconds = [min(one["seconds"] for one in many) for many in (ours, bare)]
            memory = [statistics.median(one["memory"] for one in many) for many in (ours, bare)]
            found = json.loads(recipe.read_text(encoding="utf-8"))
            kinds = [shape["kind"] for slide in found for shape in slide["shapes"]]
            lines.append(
                f"| {cards} | {len(found)} | {len(kinds)}({kinds.count('table')}・"
                f"{kinds.count('chart')}) | {seconds[0]:.2f} s | {seconds[1]:.2f} s "
                f"| {seconds[0] / seconds[1]:.2f} | {memory[0]:.0f}・{memory[1]:.0f} MiB "
                f"| {ours[0]['size'] / 1024:.0f}・{bare[0]['size'] / 1024:.0f} KiB |"
            )
    return "\n".join(lines) + "\n"


def _run(way: str, cards: int, recipe: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.decks", way, str(cards), str(recipe)]
    done = subprocess.run(
        command,
        cwd=_ROOT,
        env=dict(os.environ),
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


# --- in the process of its own --------------------------------------------------------------


def _measure(way: str, cards: int, recipe: Path) -> dict[str, float]:
    if way == "ours":
        from facilitator.exports.catalogue import find_export  # noqa: PLC0415 -- not in the bare one's memory
        from tests.facilitator.exports.finished import read_voices  # noqa: PLC0415 -- same
        from tests.facilitator.exports.nasty import make_nasty  # noqa: PLC0415 -- same

        voices = read_voices()
        texts = [f"{voices[n % len(voices)]}（{n}）" for n in range(cards)]
        # Six worksheets of the three meetings take cards.
        report = make_nasty("team-building", texts, people=_PEOPLE, cards=cards // 6)
        export = find_export("deck")
        if export is None:
            raise LookupError("deck")
        figures, deck = _time(lambda: export.make(report))
        recipe.write_text(json.dumps(_read_recipe(deck)), encoding="utf-8")
        return figures
    found = json.loads(recipe.read_text(encoding="utf-8"))
    return _time(lambda: _make_bare(found))[0]


def _time(make: Callable[[], bytes]) -> tuple[dict[str, float], bytes]:
    """Make it once cold for the memory, once more for the time."""
    before = _read_memory()
    content = make()
    memory = (_read_memory() - before) / _MEBI
    started = time.perf_counter()
    make()
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "memory": memory, "size": len(content)}, content


def _read_memory() -> int:
    """Return the most memory this process ever held, in KiB, as Linux tells it."""
    # Not getrusage: it begins with what the process that started this one held.
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) if found else 0


def _read_recipe(deck: bytes) -> list[dict[str, Any]]:
    return [
        {
            "notes": slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "",
            "shapes": [_read_shape(shape) for shape in slide.shapes],
        }
        for slide in Presentation(io.BytesIO(deck)).slides
    ]


def _read_shape(shape: Any) -> dict[str, Any]:  # noqa: ANN401 -- python-pptx has many kinds of shapes
    box = [shape.left, shape.top, shape.width, shape.height]
    if shape.has_chart:
        return {"kind": "chart", "box": box, **_read_chart(shape.chart)}
    if shape.has_table:
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        return {"kind": "table", "box": box, "rows": rows}
    if isinstance(shape, Connector):
        return {"kind": "line", "box": [shape.begin_x, shape.begin_y, shape.end_x, shape.end_y]}
    text = shape.text_frame.text if shape.has_text_frame else ""
    filled = shape.shape_type is not None and not shape.is_placeholder and shape.fill.type
    return {"kind": "shape" if filled else "text", "box": box, "text": text}


def _read_chart(chart: Any) -> dict[str, Any]:  # noqa: ANN401 -- same
    plot = chart.plots[0]
    points = chart.chart_type in (XL_CHART_TYPE.XY_SCATTER, XL_CHART_TYPE.XY_SCATTER_LINES)
    return {
        "points": points,
        "categories": [str(one) for one in plot.categories],
        "series": [list(series.values) for series in plot.series],
    }


def _make_bare(recipe: list[dict[str, Any]]) -> bytes:
    deck = Presentation()
    layout = deck.slide_layouts[6]
    for wanted in recipe:
        slide = deck.slides.add_slide(layout)
        for shape in wanted["shapes"]:
            _ADDERS[shape["kind"]](slide.shapes, shape)
        if wanted["notes"]:
            slide.notes_slide.notes_text_frame.text = wanted["notes"]
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _add_text(shapes: Any, wanted: dict[str, Any]) -> None:  # noqa: ANN401 -- python-pptx has no public type
    shapes.add_textbox(*wanted["box"]).text_frame.text = wanted["text"]


def _add_shape(shapes: Any, wanted: dict[str, Any]) -> None:  # noqa: ANN401 -- same
    shapes.add_shape(MSO_SHAPE.RECTANGLE, *wanted["box"]).text_frame.text = wanted["text"]


def _add_line(shapes: Any, wanted: dict[str, Any]) -> None:  # noqa: ANN401 -- same
    shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *wanted["box"])


def _add_table(shapes: Any, wanted: dict[str, Any]) -> None:  # noqa: ANN401 -- same
    rows = wanted["rows"]
    table = shapes.add_table(len(rows), len(rows[0]), *wanted["box"]).table
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _add_chart(shapes: Any, wanted: dict[str, Any]) -> None:  # noqa: ANN401 -- same
    if wanted["points"]:
        data: Any = XyChartData()
        for number, values in enumerate(wanted["series"]):
            series = data.add_series(f"系列{number}")
            for x, y in enumerate(values):
                series.add_data_point(x, y or 0)
        shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *wanted["box"], data)
        return
    data = CategoryChartData()
    data.categories = wanted["categories"]
    for number, values in enumerate(wanted["series"]):
        data.add_series(f"系列{number}", values)
    shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *wanted["box"], data)


_ADDERS = {
    "text": _add_text,
    "shape": _add_shape,
    "line": _add_line,
    "table": _add_table,
    "chart": _add_chart,
}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
