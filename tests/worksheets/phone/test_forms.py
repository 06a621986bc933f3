import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from tests.worksheets.phone.phones import Phone
from worksheets import answers, rooms


class _Form(HTMLParser):
    """The fields of one form of a page, as a browser would post them untouched."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.action = ""
        self.fields: dict[str, Any] = {}
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and given.get("id") == self.form_id:
            self.inside, self.action = True, str(given["action"])
        name = given.get("name")
        if not self.inside or not name:
            return
        if given.get("type") in ("radio", "checkbox") and "checked" not in given:
            return
        self.fields[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def read_form(page: str, form_id: str) -> _Form:
    form = _Form(form_id)
    form.feed(page)
    assert form.action, f"no form {form_id}"
    return form


def stored(code: str, key: str) -> list[dict[str, Any]]:
    return [dict(answer.values) for answer in answers.list_answers(code, key)]


def test_every_kind_of_question_is_answered_without_javascript(phone: Phone) -> None:
    card = phone.send("cards", {"text": "もと"}).json()["answer_id"]
    form = read_form(phone.page(), "sheet-all-kinds-form-new")

    reply = phone.fill(
        "/answers",
        {
            **form.fields,
            "q.short": "短い",
            "q.long": "長い\r\n二行め",
            "q.choice": "b",
            "q.choices": ["a", "b"],
            "q.scale": "4",
            "q.number": "１２",
            "q.date": "2026-12-01",
            "q.position.x": "1",
            "q.position.y": "5",
            "q.rank.a": "2",
            "q.rank.b": "1",
            "q.table.0.who": "課",
            "q.table.0.what": "電話",
            "q.table.1.what": "訪問",
            "q.reference": card,
        },
    )

    assert (reply.status_code, reply.headers["location"]) == (303, f"/w/{phone.code}?done=saved")
    assert stored(phone.code, "all-kinds") == [
        {
            "short": "短い",
            "long": "長い\n二行め",
            "choice": "b",
            "choices": ["a", "b"],
            "scale": 4,
            "number": 12,
            "date": "2026-12-01",
            "position": {"x": 1, "y": 5},
            "rank": ["b", "a"],
            "table": [{"who": "課", "what": "電話"}, {"what": "訪問"}],
            "reference": [card],
        }
    ]
    assert "✓ 保存しました。" in phone.client.get(reply.headers["location"]).text


def test_form_posted_twice_is_stored_once(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-cards-form-new")

    for _ in range(2):
        assert phone.fill("/answers", {**form.fields, "q.text": "一枚"}).status_code == 303

    assert stored(phone.code, "cards") == [{"text": "一枚"}]


def test_refused_form_is_shown_again_with_what_was_typed(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-all-kinds-form-new")
    typed = {"q.short": "な" * 201, "q.choice": "b", "q.position.x": "2", "q.table.0.who": "課"}

    reply = phone.fill("/answers", {**form.fields, **typed})

    assert reply.status_code == 400
    page = reply.text
    assert "「問い short」は200文字までです(いま201文字)" in page
    again = read_form(page, "sheet-all-kinds-form-new").fields
    assert {name: again[name] for name in typed} == typed
    field = re.search(r'<input id="all-kinds--short"[^>]*>', page)
    assert field is not None
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="all-kinds--short-error all-kinds--short-count"' in field[0]
    assert 'id="all-kinds--short-error"' in page
    assert stored(phone.code, "all-kinds") == []


def test_half_a_position_is_refused(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-all-kinds-form-new")

    reply = phone.fill("/answers", {**form.fields, "q.position.x": "2"})

    assert (reply.status_code, "横と縦の両方" in reply.text) == (400, True)


def test_ranking_with_one_place_given_twice_is_refused(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-all-kinds-form-new")

    reply = phone.fill("/answers", {**form.fields, "q.rank.a": "1", "q.rank.b": "1"})

    assert (reply.status_code, "同じ順位を2つに付けられません" in reply.text) == (400, True)


def test_long_japanese_text_fits_into_a_form(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-note-form-new")

    reply = phone.fill("/answers", {**form.fields, "q.text": "な" * 2000})
    too_long = phone.fill("/answers", {**form.fields, "sent_id": "b", "q.text": "な" * 10_000})

    assert reply.status_code == 303
    assert (too_long.status_code, "2000文字まで" in too_long.text) == (400, True)


def test_form_larger_than_any_sheet_is_refused(phone: Phone) -> None:
    reply = phone.fill("/answers", {"worksheet": "note", "q.text": "な" * 30_000})

    assert (reply.status_code, "大きすぎ" in reply.text) == (413, True)


def test_saved_single_sheet_shows_its_content_and_a_way_to_change_it(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-note-form-new")
    phone.fill("/answers", {**form.fields, "q.text": "はじめの文"})

    page = phone.page()
    answer_id = phone.find_sheet("note")["mine"][0]["answer_id"]
    assert "はじめの文" in page
    assert 'id="sheet-note-form-new"' not in page
    assert f'href="/w/{phone.code}?edit={answer_id}"' in page

    again = read_form(phone.page(edit=answer_id), f"sheet-note-form-{answer_id}")
    assert again.fields["answer_id"] == answer_id
    phone.fill("/answers", {**again.fields, "q.text": "直した文"})
    assert stored(phone.code, "note") == [{"text": "直した文"}]


def test_stored_values_fill_the_form_again_unchanged(phone: Phone) -> None:
    card = phone.send("cards", {"text": "もと"}).json()["answer_id"]
    values = {
        "choice": "b",
        "scale": 2,
        "number": 12.5,
        "date": "2026-12-01",
        "position": {"x": 4, "y": 2},
        "rank": ["b", "a"],
        "reference": [card],
    }
    answer_id = phone.send("all-kinds", values).json()["answer_id"]

    form = read_form(phone.page(edit=answer_id), f"sheet-all-kinds-form-{answer_id}")

    for name, value in {
        "q.choice": "b",
        "q.scale": "2",
        "q.number": "12.5",
        "q.date": "2026-12-01",
        "q.position.x": "4",
        "q.position.y": "2",
        "q.reference": card,
    }.items():
        assert form.fields[name] == value
    page = phone.page(edit=answer_id)
    assert re.search(r'name="q\.rank\.b">.*?<option value="1" selected', page, re.DOTALL)


def test_team_form_posted_late_does_not_overwrite(make_phone: Callable[..., Phone]) -> None:
    one, other = make_phone(), make_phone()
    forms = [read_form(phone.page(), "sheet-together-form-new").fields for phone in (one, other)]
    one.fill("/answers", {**forms[0], "q.text": "先の言葉"})

    reply = other.fill("/answers", {**forms[1], "q.text": "後の言葉"})

    assert reply.status_code == 409
    assert "後の言葉" in reply.text
    assert "先の言葉" in reply.text
    answer_id = one.find_sheet("together")["mine"][0]["answer_id"]
    again = read_form(reply.text, f"sheet-together-form-{answer_id}").fields
    # Having seen the newer words, the writer may put own words in their place.
    decided = {**again, "sent_id": "decided", "q.text": "二人の言葉"}
    assert other.fill("/answers", decided).status_code == 303
    assert stored(one.code, "together") == [{"text": "二人の言葉"}]


def test_answer_is_withdrawn_by_a_plain_form(phone: Phone) -> None:
    card = phone.send("cards", {"text": "まちがい"}).json()["answer_id"]
    assert f'action="/w/{phone.code}/answers/{card}"' in phone.page()

    reply = phone.fill(f"/answers/{card}", {})

    assert reply.headers["location"] == f"/w/{phone.code}?done=withdrawn"
    assert stored(phone.code, "cards") == []


def test_votes_are_cast_by_a_plain_form(phone: Phone) -> None:
    card = phone.send("cards", {"text": "案"}).json()["answer_id"]
    rooms.go_to(phone.code, "meeting-1", "vote")
    form = read_form(phone.page(), "vote-cards-form-new")
    assert f"vote.{card}" in form.fields

    reply = phone.fill("/votes", {**form.fields, f"vote.{card}": "2"})

    assert reply.headers["location"] == f"/w/{phone.code}?done=voted"
    assert phone.state()["votes"][0]["mine"] == {card: 2}


def test_refused_votes_get_a_japanese_page(phone: Phone) -> None:
    card = phone.send("cards", {"text": "案"}).json()["answer_id"]
    rooms.go_to(phone.code, "meeting-1", "vote")

    for points in ("9", "たくさん"):
        form = read_form(phone.page(), "vote-cards-form-new")
        reply = phone.fill("/votes", {**form.fields, f"vote.{card}": points})
        assert reply.status_code == 400
        assert reply.headers["content-type"].startswith("text/html")
        assert "自分の画面にもどる" in reply.text


def test_person_is_added_by_a_plain_form_and_written_for(phone: Phone) -> None:
    reply = phone.fill("/people", {"name": "山の上の人"})

    assert reply.status_code == 303
    place = reply.headers["location"]
    page = phone.client.get(place).text
    assert "山の上の人" in page
    form = read_form(page, "sheet-note-form-new")
    assert form.action == place.replace("?as=", "/answers?as=").replace("&done=added", "")
    saved = phone.client.post(
        form.action,
        data={**form.fields, "q.text": "代筆"},
        headers={"accept": "text/html"},
    )
    assert saved.headers["location"].startswith(place.split("&")[0])


def test_unknown_worksheet_in_a_form_gets_a_japanese_page(phone: Phone) -> None:
    reply = phone.fill("/answers", {"worksheet": "nothing", "sent_id": "a"})

    assert reply.status_code == 404
    assert "ワークシートが見つかりません" in reply.text


def test_javascript_sends_the_same_form_and_gets_json(phone: Phone) -> None:
    form = read_form(phone.page(), "sheet-note-form-new")

    reply = phone.client.post(
        form.action, data={**form.fields, "q.text": "文"}, headers={"accept": "application/json"}
    )

    assert reply.json()["ok"] is True
