"""No English of Streamlit's own reaches people: every kind of widget, in a real browser."""

import re
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.server import ROOT, find_free_port, make_environment

pytestmark = pytest.mark.journey
expect.set_options(timeout=15_000)

APP = """
from pathlib import Path
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from facilitator.shell import make_shell

app = st.App(
    Path(__file__).parent / "main.py",
    routes=[Mount("/stage-assets", StaticFiles(directory={assets!r}))],
    middleware=[Middleware(make_shell, index=Path(st.__file__).parent / "static" / "index.html")],
)
"""

MAIN = """
import datetime
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(page_title="見本", layout="wide")
st.title("見本")
st.text("Open")
st.markdown("Close")
st.text_input("短い文", key="text")
st.text_input("合言葉", type="password")
st.text_area("長い文", key="area")
st.number_input("数", 0, 10, key="number")
st.selectbox("一つ選ぶ", ["Upload", "い"], index=None, key="one")
st.selectbox("書き足す", ["あ", "い"], index=None, accept_new_options=True)
st.multiselect("いくつか選ぶ", ["あ", "い", "う"], max_selections=1, key="many")
st.date_input("日", value=None, min_value=datetime.date(2026, 4, 1), key="day")
st.date_input("期間", value=(datetime.date(2026, 4, 1), datetime.date(2026, 4, 8)), key="range")
st.time_input("時刻", value=None, key="time")
st.file_uploader("ファイル", type=["csv"], key="file")
st.chat_input(placeholder="話す")
st.feedback("thumbs")
st.pills("印", ["あ", "い"])
st.dataframe({"列": [1, 2, 3]}, key="table")
st.plotly_chart(go.Figure(go.Bar(x=["あ"], y=[1])), key="chart")
with st.form("form"):
    st.text_input("送る文", key="formtext")
    st.form_submit_button("送る")
with st.sidebar:
    st.text("横")
with st.expander("開く欄"):
    st.text("中")
if st.button("知らせ", key="toast"):
    st.toast("長いお知らせ" * 60)

@st.dialog("問い")
def ask():
    st.text("中身")

if st.button("問いを出す", key="dialog"):
    ask()
"""

# What may stand in Latin letters: people's own words above, file kinds, sizes, fonts of icons.
ALLOWED = re.compile(
    r"(?<![A-Za-z])(Open|Close|Upload|CSV|csv|png|MB|Enter|Ctrl|Esc|Tab)(?![A-Za-z])"
)

# The texts and labels people see or hear, without canvas and without icon fonts' names.
LIST_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement;
    if (box.closest('script,style,noscript,[data-testid=stIconMaterial],svg')) continue;
    found.push(node.data.trim());
  }
  for (const name of ['placeholder', 'aria-label', 'title', 'data-title', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      found.push(element.getAttribute(name).trim());
    }
  }
  return [...new Set(found)].filter((text) => text);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("samples")
    assets = str(ROOT / "facilitator" / "stage" / "assets")
    (folder / "app.py").write_text(APP.format(assets=assets), encoding="utf-8")
    (folder / "main.py").write_text(textwrap.dedent(MAIN), encoding="utf-8")
    (folder / ".streamlit").mkdir()
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    (folder / ".streamlit" / "config.toml").write_text(config, encoding="utf-8")
    port = find_free_port()
    environment = make_environment(folder / "data", PYTHONPATH=str(ROOT))
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str) -> str:
    for _ in range(600):
        try:
            if httpx2.get(f"{address}/_stcore/health").status_code == httpx2.codes.OK:
                return address
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the sample server did not start")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="ja-JP", viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=60_000)
    finished = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(finished).to_be_visible(timeout=60_000)
    yield page
    context.close()


def list_english(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(LIST_TEXTS)
    assert len(texts) > 10
    return [text for text in texts if re.search("[A-Za-z]{2}", ALLOWED.sub("", text))]


def test_page_at_rest_shows_no_english(page: Page) -> None:
    assert list_english(page) == []


def test_peoples_own_english_words_stay_as_they_are(page: Page) -> None:
    expect(page.get_by_test_id("stText").get_by_text("Open", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stMarkdown").get_by_text("Close", exact=True)).to_be_visible()


@pytest.mark.parametrize("key", ["text", "area", "number", "formtext"])
def test_field_being_written_shows_no_english(page: Page, key: str) -> None:
    page.locator(f".st-key-{key}").locator("input, textarea").first.fill("7")

    expect(page.locator(f".st-key-{key}").get_by_text("Enter で")).to_be_visible()
    assert list_english(page) == []


def test_number_out_of_range_is_told_in_japanese(page: Page) -> None:
    field = page.locator(".st-key-number").locator("input")
    field.fill("99")
    field.press("Enter")
    page.locator(".st-key-number").hover()
    page.wait_for_timeout(500)

    assert list_english(page) == []


def open_list(page: Page, key: str) -> Locator:
    field = page.locator(f".st-key-{key}").get_by_role("combobox")
    # A list closes when the page scrolls, and clicking scrolls to what is not in sight.
    field.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)
    shown = page.get_by_role("option").first
    # On a busy machine the page may still be settling, which closes the list again.
    for _ in range(10):
        field.click()
        page.wait_for_timeout(1_000)
        if shown.is_visible():
            break
        page.keyboard.press("Escape")
    expect(shown).to_be_visible()
    return field


@pytest.mark.parametrize("key", ["one", "many"])
def test_list_of_options_shows_no_english(page: Page, key: str) -> None:
    field = open_list(page, key)
    with_options = list_english(page)
    field.fill("どこにもない")
    expect(page.get_by_text("ありません")).to_be_visible(timeout=30_000)

    assert (with_options, list_english(page)) == ([], [])


def test_list_with_its_limit_reached_shows_no_english(page: Page) -> None:
    open_list(page, "many")
    page.get_by_role("option", name="あ").click()
    chosen = page.locator(".st-key-many").get_by_text("あ", exact=True)
    expect(chosen).to_be_visible(timeout=30_000)
    told = page.get_by_text("選べるのは 1 個までです")
    # What was chosen runs the page once more, which closes a list that is opened too early.
    for _ in range(30):
        page.locator(".st-key-many").get_by_role("combobox").press("ArrowDown")
        page.wait_for_timeout(1_000)
        if told.is_visible():
            break
    expect(told).to_be_visible()

    assert list_english(page) == []


@pytest.mark.parametrize("key", ["day", "range", "time"])
def test_calendar_and_clock_show_no_english(page: Page, key: str) -> None:
    page.locator(f".st-key-{key}").locator("button, input, [role=spinbutton]").first.click()
    page.wait_for_timeout(700)

    assert list_english(page) == []


def test_file_of_a_wrong_kind_is_told_in_japanese(page: Page, tmp_path: Path) -> None:
    picture = tmp_path / "写真.png"
    picture.write_bytes(b"x")
    page.locator(".st-key-file input[type=file]").set_input_files(picture)
    page.wait_for_timeout(700)

    assert list_english(page) == []


def test_toast_and_dialog_show_no_english(page: Page) -> None:
    page.locator(".st-key-toast button").click()
    expect(page.get_by_test_id("stToast")).to_be_visible()
    with_toast = list_english(page)
    page.locator(".st-key-dialog button").click()
    expect(page.get_by_role("dialog").get_by_text("中身")).to_be_visible()

    assert (with_toast, list_english(page)) == ([], [])


def test_table_and_chart_tools_show_no_english(page: Page) -> None:
    page.get_by_test_id("stDataFrame").hover()
    page.wait_for_timeout(500)
    with_table = list_english(page)
    page.locator(".st-key-chart").hover()
    page.wait_for_timeout(500)

    assert (with_table, list_english(page)) == ([], [])


def test_page_breaks_no_rule_of_the_policy(browser: Browser, address: str) -> None:
    told: list[str] = []
    asked: list[str] = []
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=60_000)
    context.close()

    assert [text for text in told if "Content Security Policy" in text] == []
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
