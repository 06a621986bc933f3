import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.worksheets.phone.phones import Phone
from worksheets import answers, rooms
from worksheets.documents import now
from worksheets.phone.clock import draw_clock
from worksheets.records import Timer

WIRE = 40 * 1024
REQUESTS = 6


class _Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, name: str) -> list[str]:
        return [str(given[name]) for _, given in self.tags if name in given]


def read_every_page(phone: Phone, stranger: Phone) -> list[str]:
    rooms.share(phone.code, "cards", on=True)
    rooms.open_votes(phone.code, "cards")
    return [
        stranger.client.get("/j").text,
        stranger.client.get("/j?code=abc").text,
        stranger.client.get(f"/j/{phone.code}").text,
        stranger.client.get("/w/ZZZZZZ").text,
        phone.page(),
    ]


def test_title_is_the_step_and_the_workshop(phone: Phone) -> None:
    assert "<title>ステップ write｜研修</title>" in phone.page()


def test_pages_are_japanese_and_may_be_zoomed(phone: Phone, stranger: Phone) -> None:
    for page in read_every_page(phone, stranger):
        assert page.startswith('<!doctype html>\n<html lang="ja">')
        assert 'content="width=device-width, initial-scale=1"' in page


def test_pages_hold_no_code_or_style_of_their_own(phone: Phone, stranger: Phone) -> None:
    for page in read_every_page(phone, stranger):
        tags = _Tags(page).tags
        assert all("src" in given for tag, given in tags if tag == "script")
        assert not [tag for tag, _ in tags if tag in ("style", "iframe", "object")]
        names = {name for _, given in tags for name in given}
        assert not [name for name in names if name == "style" or name.startswith("on")]


def test_pages_fetch_nothing_from_outside(phone: Phone, stranger: Phone) -> None:
    for page in read_every_page(phone, stranger):
        tags = _Tags(page)
        for address in (*tags.values("href"), *tags.values("src"), *tags.values("action")):
            assert address.startswith(("/", "#")) or address == "data:,"
            assert not address.startswith("//")


def test_ids_are_unique_and_every_label_and_description_has_its_target(
    phone: Phone, stranger: Phone
) -> None:
    phone.send("cards", {"text": "一枚"})
    for page in read_every_page(phone, stranger):
        tags = _Tags(page)
        ids = tags.values("id")
        assert len(ids) == len(set(ids))
        wanted = set(tags.values("for"))
        for name in ("aria-describedby", "aria-labelledby"):
            wanted |= {one for value in tags.values(name) for one in value.split()}
        assert wanted <= set(ids)


def test_every_field_has_a_label_or_stands_in_one(phone: Phone) -> None:
    phone.send("cards", {"text": "一枚"})
    page = phone.page()
    labelled = set(_Tags(page).values("for"))

    bare = re.sub(r"<label.*?</label>", "", page, flags=re.DOTALL)

    for tag, given in _Tags(bare).tags:
        if tag in ("input", "textarea", "select") and given.get("type") != "hidden":
            assert given.get("id") in labelled or "aria-label" in given


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}{% raw %}",
        "[リンク](javascript:alert(1)) **太字** $x$",
    ],
)
def test_participants_words_are_shown_as_words(phone: Phone, text: str) -> None:
    phone.join(new="1", name=text[:40], team="t1")
    phone.send("cards", {"text": text})
    rooms.share(phone.code, "cards", on=True)
    rooms.open_votes(phone.code, "cards")

    page = phone.page()

    class Words(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    words = Words()
    words.feed(page)
    assert words.said.count(text) >= 3
    tags = [tag for tag, _ in _Tags(page).tags]
    assert (tags.count("script"), tags.count("img")) == (1, 0)


def test_fragment_is_only_the_main_part(phone: Phone) -> None:
    fragment = phone.page(fragment="1")

    assert fragment.startswith('<main id="main"')
    assert "<html" not in fragment
    assert fragment.strip().endswith("</main>")


def test_step_without_worksheets_says_what_to_do(phone: Phone) -> None:
    rooms.go_to(phone.code, "meeting-1", "opening")

    assert "書くものはありません" in phone.page()


def test_clock_stands_on_the_page_while_it_runs(phone: Phone) -> None:
    assert 'id="timer"' not in phone.page()

    rooms.start_timer(phone.code, 5)
    page = phone.page()

    assert re.search(r"あと(5分00|4分5\d)秒", page)
    [drawn], [ends] = (re.findall(rf'data-{name}="(\d+)"', page) for name in ("drawn", "ends"))
    assert 290_000 < int(ends) - int(drawn) <= 300_000


@pytest.mark.parametrize(
    ("left", "level", "words"),
    [
        (100, "running", ""),
        (21, "running", ""),
        (20, "soon", "あと少しです"),
        (6, "soon", "あと少しです"),
        (5, "last", "まもなく終わりです"),
        (0, "over", ""),
        (-9, "over", ""),
    ],
)
def test_clock_says_in_colour_and_words_how_near_the_end_is(
    left: float, level: str, words: str
) -> None:
    drawn = draw_clock(Timer(ends_at=now() + timedelta(seconds=left), total=100))

    assert drawn is not None
    assert (drawn.level, drawn.words) == (level, words)


def test_paused_clock_stands_and_says_so(phone: Phone) -> None:
    rooms.start_timer(phone.code, 5)
    rooms.pause_timer(phone.code)

    page = phone.page()

    assert 'data-level="paused" data-paused' in page
    assert "止まっています" in page


def test_notice_is_shown_above_the_sheets(phone: Phone) -> None:
    rooms.post_notice(phone.code, "5分休みます")

    page = phone.page()

    assert page.index("5分休みます") < page.index('id="sheet-cards"')


def test_hidden_answer_is_marked_for_its_writer_only(
    phone: Phone, make_phone: Callable[..., Phone]
) -> None:
    card = phone.send("cards", {"text": "出さないで"}).json()["answer_id"]
    rooms.share(phone.code, "cards", on=True)
    answers.hide_answer(phone.code, card)

    assert "投影やまとめに出ないように" in phone.page()
    assert "出さないで" not in make_phone().page()


# --- headers and addresses --------------------------------------------------------------------


def test_security_headers_stand_on_every_reply(phone: Phone, stranger: Phone) -> None:
    replies = [
        phone.get(),
        phone.get("/state"),
        phone.send("note", {"text": "x"}),
        phone.send("note", {"text": 5}),
        stranger.get("/state"),
        stranger.client.get("/j"),
        stranger.client.get("/j/x/y/z"),
    ]
    for reply in replies:
        policy = dict(
            part.strip().split(" ", 1)
            for part in reply.headers["content-security-policy"].split(";")
        )
        assert policy == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "form-action": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'self'",
        }
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["referrer-policy"] == "same-origin"


def test_assets_are_named_by_content_and_kept_for_ever(phone: Phone) -> None:
    assets = re.findall(r'/phone/[^"]+', phone.page())

    assert len(assets) == 2
    for asset in assets:
        reply = phone.client.get(asset)
        assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert reply.headers["content-encoding"] == "gzip"
        assert reply.headers["vary"] == "Accept-Encoding"
    old = phone.client.get("/phone/phone-000000000000.css")
    assert (old.status_code, old.headers["cache-control"]) == (404, "no-store")


def test_first_load_stays_within_its_budget(phone: Phone) -> None:
    page = phone.page()
    addresses = re.findall(r'/phone/[^"]+', page)

    sizes = [len(gzip.compress(page.encode(), 3))]
    for address in addresses:
        with phone.client.stream("GET", address) as reply:
            sizes.append(sum(len(chunk) for chunk in reply.iter_raw()))

    assert len(sizes) + 1 <= REQUESTS  # and the event stream
    assert sum(sizes) <= WIRE


@pytest.mark.parametrize(
    "path",
    ["/j/A/B", "/w/A/B", "/phone/nothing.css", "/phone", "/w/A/answers/B/C", "/", "/w/A/state/x"],
)
def test_unknown_paths_get_our_own_not_found(stranger: Phone, path: str) -> None:
    page = stranger.client.get(path, headers={"accept": "text/html"})
    program = stranger.client.get(path, headers={"accept": "application/json"})

    assert (page.status_code, program.status_code) == (404, 404)
    assert "番号を入れて参加する" in page.text
    assert program.json()["ok"] is False


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/j"), ("PUT", "/w/A/answers"), ("DELETE", "/w/A"), ("GET", "/w/A/votes")],
)
def test_known_paths_refuse_other_methods_in_japanese(
    stranger: Phone, method: str, path: str
) -> None:
    reply = stranger.client.request(method, path, headers={"accept": "application/json"})

    assert (reply.status_code, reply.json()["ok"]) == (405, False)


def test_slash_at_the_end_makes_no_difference(phone: Phone, stranger: Phone) -> None:
    assert stranger.client.get("/j/").status_code == 200
    assert stranger.client.get(f"/j/{phone.code}/").status_code == 200
    assert phone.client.get(f"/w/{phone.code}/").status_code == 200
    assert phone.client.get(f"/w/{phone.code}/state/").status_code == 200


def test_head_answers_without_a_body(phone: Phone) -> None:
    reply = phone.client.head(f"/w/{phone.code}")

    assert (reply.status_code, reply.content) == (200, b"")


# --- behind a proxy ---------------------------------------------------------------------------


def list_addresses(page: str) -> list[str]:
    tags = _Tags(page)
    addresses = [*tags.values("href"), *tags.values("src"), *tags.values("action")]
    return [address for address in addresses if address != "data:," and address[0] != "#"]


@pytest.fixture(params=["header", "root_path"])
def behind_proxy(request: pytest.FixtureRequest, app: Any) -> TestClient:
    """A browser that sees everything under /town/tool."""
    if request.param == "header":
        return TestClient(app, follow_redirects=False, headers={"x-forwarded-prefix": "/town/tool"})
    return TestClient(app, follow_redirects=False, root_path="/town/tool")


def test_everything_stays_under_the_proxys_prefix(behind_proxy: TestClient, writing: str) -> None:
    joined = behind_proxy.post(f"/j/{writing}", data={"name": "はな"})
    token = re.search(r"=([^;]+); Path=/town/tool;", joined.headers["set-cookie"])
    assert token is not None
    assert joined.headers["location"] == f"/town/tool/w/{writing}"
    behind_proxy.cookies.clear()
    headers = {"cookie": f"phone-{writing}={token[1]}", "accept": "text/html"}

    page = behind_proxy.get(f"/w/{writing}", headers=headers).text

    addresses = list_addresses(page) + list_addresses(behind_proxy.get("/j").text)
    assert len(addresses) > 10
    assert not [address for address in addresses if not address.startswith("/town/tool/")]
    assert '<body data-base="/town/tool"' in page
    form = {"worksheet": "note", "sent_id": "a", "q.text": "文"}
    saved = behind_proxy.post(f"/w/{writing}/answers", data=form, headers=headers)
    assert saved.headers["location"] == f"/town/tool/w/{writing}?done=saved"
    assert behind_proxy.get("/w").headers["location"] == "/town/tool/j"


@pytest.mark.parametrize(
    "prefix", ["//evil.example", "/a/../b", "https://evil", '/"><script>', "/a b", "/" + "a" * 90]
)
def test_odd_prefixes_are_ignored(app: Any, prefix: str) -> None:
    page = TestClient(app, headers={"x-forwarded-prefix": prefix}).get("/j").text

    assert '<body data-base="">' in page


def test_text_size_chosen_before_is_kept(phone: Phone) -> None:
    phone.client.cookies.set("text-size", "large")

    assert '<html lang="ja" class="large">' in phone.page()
