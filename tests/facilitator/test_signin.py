from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from facilitator.access import Access
from facilitator.gate import COOKIE
from facilitator.guesses import Guesses
from facilitator.stage.problems import HANDLERS
from facilitator.stage.signin import get_local_path, signin_routes
from worksheets import passes
from worksheets.passes import PassRole
from worksheets.records import Opened
from worksheets.settings import Settings

PASSCODE = "himitsu-no-kotoba"
PAGE = {"accept": "text/html"}


@pytest.fixture
def access(settings: Settings) -> Access:
    made = Access(Settings(settings.data_dir, settings.database_url, passcode=PASSCODE))
    made.open()
    return made


@pytest.fixture
def guesses() -> Guesses:
    return Guesses(longest=0.01)


@pytest.fixture
def client(access: Access, guesses: Guesses, opened: Opened) -> Iterator[TestClient]:  # noqa: ARG001 -- keys are compared with the database
    app = Starlette(routes=signin_routes(access, guesses), exception_handlers=HANDLERS)
    with TestClient(app, follow_redirects=False, headers=PAGE) as client:
        yield client


def test_door_is_a_japanese_page_that_keeps_where_one_was_going(client: TestClient) -> None:
    page = client.get("/signin?next=/remote/ABC234")

    assert page.status_code == 200
    assert '<html lang="ja">' in page.text
    assert 'name="next" value="/remote/ABC234"' in page.text
    assert page.headers["cache-control"] == "no-store"


def test_right_passcode_gives_a_badge_for_everything(client: TestClient, access: Access) -> None:
    response = client.post("/signin", data={"word": PASSCODE, "next": "/run?code=ABC234"})

    assert (response.status_code, response.headers["location"]) == (303, "./run?code=ABC234")
    badge = access.find_badge(response.cookies[COOKIE])
    assert badge is not None
    assert badge.everything


def test_badge_cookie_is_closed_to_scripts_and_other_sites(client: TestClient) -> None:
    response = client.post("/signin", data={"word": PASSCODE})

    cookie = next(
        value for value in response.headers.get_list("set-cookie") if value.startswith(f"{COOKIE}=")
    )
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=43200" in cookie
    assert "Secure" not in cookie  # a laptop in a hall serves plain http


@pytest.mark.usefixtures("opened")
def test_badge_cookie_is_secure_behind_https(access: Access) -> None:
    app = Starlette(routes=signin_routes(access))
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        response = client.post("/signin", data={"word": PASSCODE})

    cookies = response.headers.get_list("set-cookie")
    assert [cookie.endswith("; Secure") for cookie in cookies] == [True, True]


@pytest.mark.parametrize("word", ["", "wrong", PASSCODE + "x", "x" * 5000])
def test_wrong_word_is_refused_with_what_to_do(client: TestClient, word: str) -> None:
    response = client.post("/signin", data={"word": word, "next": "/remote/ABC234"})

    assert response.status_code == 401
    assert "もう一度入れてください" in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'value="/remote/ABC234"' in response.text
    assert COOKIE not in response.cookies
    assert word == "" or word not in response.text


def test_wrong_word_from_a_program_gets_the_contracts_error(client: TestClient) -> None:
    response = client.post(
        "/signin", data={"word": "wrong"}, headers={"accept": "application/json"}
    )

    assert response.status_code == 401
    assert response.json()["ok"] is False


def test_form_that_is_too_large_is_refused(client: TestClient) -> None:
    response = client.post("/signin", data={"word": "x" * 20_000})

    assert response.status_code == 413
    assert "大きすぎます" in response.text


def test_key_of_a_workshop_leads_to_its_remote(
    client: TestClient, access: Access, opened: Opened
) -> None:
    response = client.post("/signin", data={"word": opened.key})

    code = opened.workshop.code
    badge = access.find_badge(response.cookies[COOKIE])
    assert response.headers["location"] == f"./remote/{code}"
    assert badge is not None
    assert (badge.everything, dict(badge.keys)) == (False, {code: opened.key})


def test_key_of_a_workshop_leads_to_where_one_was_going(client: TestClient, opened: Opened) -> None:
    wanted = f"/stage/{opened.workshop.code}"

    response = client.post("/signin", data={"word": opened.key, "next": wanted})

    assert response.headers["location"] == f".{wanted}"


def test_passcode_after_a_key_widens_the_same_badge(
    client: TestClient, access: Access, opened: Opened
) -> None:
    first = access.find_badge(client.post("/signin", data={"word": opened.key}).cookies[COOKIE])

    second = access.find_badge(client.post("/signin", data={"word": PASSCODE}).cookies[COOKIE])

    assert first is not None
    assert second is not None
    assert (second.id, second.everything, second.keys) == (first.id, True, first.keys)


def test_door_is_passed_by_who_is_inside_already(client: TestClient) -> None:
    client.post("/signin", data={"word": PASSCODE})

    response = client.get("/signin?next=/run")

    assert (response.status_code, response.headers["location"]) == (303, "./run")


def test_door_tells_a_key_holder_that_the_key_is_not_enough(
    client: TestClient, opened: Opened
) -> None:
    client.post("/signin", data={"word": opened.key})

    assert "いまのキーでは" in client.get("/signin?next=/stage/ABC234").text


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (PassRole.HELPER, "./remote/{}"),
        (PassRole.VIEWER, "./run?code={}"),
        (PassRole.OBSERVER, "./totals?code={}"),
    ],
)
def test_pass_leads_to_a_page_its_role_may_see(
    client: TestClient, opened: Opened, role: PassRole, place: str
) -> None:
    code = opened.workshop.code
    key = passes.make_pass(code, role, "〇〇課長")

    replies = [
        client.post("/signin", data={"word": key, "next": wanted})
        for wanted in ("/", "/run?code=ZZZ999", "/stage/ZZZ999", "/admin/command")
    ]

    assert [one.headers["location"] for one in replies] == [place.format(code)] * 4


def test_ended_pass_opens_the_door_no_longer(client: TestClient, opened: Opened) -> None:
    code = opened.workshop.code
    key = passes.make_pass(code, PassRole.VIEWER, "〇〇課長")
    passes.end_all(code)

    assert client.post("/signin", data={"word": key}).status_code == 401


def test_everybody_is_signed_out_by_the_office_only(
    client: TestClient, access: Access, opened: Opened
) -> None:
    office = access.sign(access.make_badge())
    client.post("/signin", data={"word": opened.key})

    refused = client.post("/signout", data={"everybody": "1"})
    still_in = access.find_badge(office)
    client.post("/signin", data={"word": PASSCODE})
    done = client.post("/signout", data={"everybody": "1"})

    assert (refused.status_code, done.status_code) == (403, 303)
    assert still_in is not None
    assert access.find_badge(office) is None


def test_signing_out_ends_the_badge(client: TestClient, access: Access) -> None:
    cookie = client.post("/signin", data={"word": PASSCODE}).cookies[COOKIE]
    assert access.find_badge(cookie) is not None

    response = client.post("/signout")

    assert (response.status_code, response.headers["location"]) == (303, "./signin")
    assert access.find_badge(cookie) is None


def test_signing_out_asks_first(client: TestClient, access: Access) -> None:
    cookie = client.post("/signin", data={"word": PASSCODE}).cookies[COOKIE]

    page = client.get("/signout")

    assert "すべて閉じます" in page.text
    assert access.find_badge(cookie) is not None


def test_right_passcode_gets_in_after_many_failures_from_the_same_address(
    client: TestClient, guesses: Guesses
) -> None:
    for _ in range(40):
        assert client.post("/signin", data={"word": "wrong"}).status_code == 401
    assert guesses.wait_for("address testclient") > 0

    assert client.post("/signin", data={"word": PASSCODE}).status_code == 303


def test_browser_let_in_before_is_not_slowed_by_others_at_its_address(
    client: TestClient, access: Access, guesses: Guesses
) -> None:
    device = access.find_device(
        client.post("/signin", data={"word": PASSCODE}).cookies["facilitator_device"]
    )
    for _ in range(20):
        guesses.note_failure("address testclient")

    client.post("/signin", data={"word": "wrong"})

    assert guesses.wait_for("address testclient") > 0
    assert guesses.wait_for(f"device {device}") == 0


def test_key_gets_in_at_once_while_somebody_at_its_address_guesses(
    client: TestClient, guesses: Guesses, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(60):
        guesses.note_failure("address testclient")
    waited: list[str] = []
    wait_for = guesses.wait_for
    monkeypatch.setattr(guesses, "wait_for", lambda place: waited.append(place) or wait_for(place))

    key = client.post("/signin", data={"word": opened.key})
    client.cookies.clear()
    passcode = client.post("/signin", data={"word": PASSCODE})

    assert (key.status_code, passcode.status_code) == (303, 303)
    assert waited == ["address testclient"]  # the passcode alone


def test_door_counts_no_successes(client: TestClient, guesses: Guesses) -> None:
    for _ in range(10):
        client.cookies.clear()
        client.post("/signin", data={"word": PASSCODE})

    assert guesses.wait_for("address testclient") == 0


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/run", "/run"),
        ("/run?code=A&x=1", "/run?code=A&x=1"),
        ("", "/"),
        ("run", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x=1", "/"),
        ("/\t/evil.example", "/"),
    ],
)
def test_next_place_is_always_on_this_server(text: str, path: str) -> None:
    assert get_local_path(text) == path


def test_door_takes_nothing_from_outside() -> None:
    folder = Path(__file__).parents[2] / "facilitator" / "stage"
    files = [*(folder / "templates").glob("*.html"), folder / "assets" / "signin.css"]
    assert len(files) > 3

    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "http://" not in text.replace("http://www.w3.org/", "")
        assert "https://" not in text
