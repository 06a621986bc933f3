from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from facilitator.headers import STAGE_POLICY, Headers
from facilitator.shell import find_script_hashes, make_japanese, make_shell

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


async def _page(_request: object) -> Response:
    return FileResponse(INDEX)


async def _script(_request: object) -> Response:
    return PlainTextResponse('<html lang="en">', media_type="text/html")


@pytest.fixture
def client() -> TestClient:
    streamlit_like = Starlette(
        routes=[Route("/static/x.html", _script), Route("/{path:path}", _page)]
    )
    return TestClient(make_shell(streamlit_like, index=INDEX))


def test_page_of_the_installed_streamlit_becomes_japanese() -> None:
    page = make_japanese(INDEX.read_text(encoding="utf-8"))

    assert '<html lang="ja">' in page
    assert "<title>研修の進行</title>" in page
    assert '<script src="./stage-assets/ja.js"></script>' in page
    assert "JavaScript を有効に" in page
    for english in ("You need to enable", "Reading this without a browser", "<title>Streamlit"):
        assert english not in page


def test_page_of_the_installed_streamlit_keeps_what_it_needs() -> None:
    before, page = INDEX.read_text(encoding="utf-8"), make_japanese(INDEX.read_text("utf-8"))

    assert '<div id="root"></div>' in page
    assert page.count('type="module"') == before.count('type="module"') == 1
    assert page.count('rel="modulepreload"') == before.count('rel="modulepreload"') > 10
    assert page.count('rel="stylesheet"') == before.count('rel="stylesheet"') > 0


def test_page_is_sent_whole_in_japanese_with_its_length(client: TestClient) -> None:
    response = client.get("/run", headers={"accept-encoding": "gzip", "range": "bytes=0-10"})

    assert response.status_code == 200
    assert '<html lang="ja">' in response.text
    assert response.text.rstrip().endswith("</html>")
    assert int(response.headers["content-length"]) == len(response.content)
    assert "etag" not in response.headers


def test_page_that_a_browser_kept_is_sent_anew(client: TestClient) -> None:
    kept = {"if-none-match": "*", "if-modified-since": "Fri, 31 Dec 2100 00:00:00 GMT"}

    assert client.get("/", headers=kept).status_code == 200


def test_streamlits_own_files_are_left_alone(client: TestClient) -> None:
    assert client.get("/static/x.html").text == '<html lang="en">'


def test_every_response_carries_the_security_headers(client: TestClient) -> None:
    for path in ("/", "/static/x.html"):
        headers = client.get(path).headers

        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_opener_is_kept_apart_only_where_browsers_heed_it(client: TestClient) -> None:
    name = "cross-origin-opener-policy"

    assert name not in client.get("/").headers
    assert client.get("/", headers={"x-forwarded-proto": "https"}).headers[name] == "same-origin"


def test_policy_allows_scripts_of_this_server_only(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    hashes = find_script_hashes(make_japanese(INDEX.read_text(encoding="utf-8")))
    assert len(hashes) == 1
    assert rules["script-src"].split() == [
        "'self'",
        "blob:",
        f"'sha256-{hashes[0]}'",
    ]
    assert rules["object-src"] == "'none'"
    assert rules["default-src"] == "'self'"
    assert rules["connect-src"].split()[-1] == "wss://testserver"


def test_policy_takes_no_words_from_a_forged_host(client: TestClient) -> None:
    forged = {"host": "x; script-src *"}

    policy = client.get("/", headers=forged).headers["content-security-policy"]

    assert "script-src *" not in policy


def test_headers_a_page_set_itself_are_kept() -> None:
    async def strict(_request: object) -> Response:
        return PlainTextResponse("x", headers={"content-security-policy": "default-src 'none'"})

    app = Headers(Starlette(routes=[Route("/", strict)]), policy=STAGE_POLICY)
    headers = TestClient(app).get("/").headers

    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
