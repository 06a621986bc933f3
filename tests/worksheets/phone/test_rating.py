"""Rating one thing at a time on a phone, with plain forms."""

import re
from collections.abc import Callable

import httpx2
import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from tests.worksheets.phone.phones import Phone
from tests.worksheets.rated_town import SHEET, RatedTown
from worksheets import rooms
from worksheets.answers import list_answers
from worksheets.toolkit import Toolkit

IDEAS = ("★朝の電話", "まだ迷っている案", "★<b>月一</b>の茶話会", "★鍵を預かる店")


@pytest.fixture
def town(box: Toolkit) -> RatedTown:  # noqa: ARG001 -- the workshop lives in it
    return RatedTown()


@pytest.fixture
def ideas(town: RatedTown) -> list[str]:
    return town.write_ideas(*IDEAS)


@pytest.fixture
def take(app: ASGIApp, town: RatedTown, ideas: list[str]) -> Callable[[], Phone]:  # noqa: ARG001
    def make() -> Phone:
        phone = Phone(TestClient(app, follow_redirects=False), town.code)
        assert phone.join(name="はな", affiliation="council", team="t1").status_code == 303
        return phone

    return make


@pytest.fixture
def rater(take: Callable[[], Phone]) -> Phone:
    return take()


def _rate(phone: Phone, idea: str, number: int, **fields: str) -> httpx2.Response:
    given = {"worksheet": SHEET, "sent_id": f"form-{number}", "q.idea": idea, **fields}
    return phone.fill("/answers", given)


def _item(page: str) -> str:
    found = re.search(r'data-item><span class="number">(\d+)</span> ([^<]*)', page)
    return f"{found[1]} {found[2]}" if found else ""


def test_first_marked_thing_is_shown_alone(rater: Phone) -> None:
    page = rater.page()

    assert _item(page) == "1 朝の電話"
    assert "3案のうち1案目" in page
    assert page.count("data-rates=") == 1
    assert "まだ迷っている案" not in page[: page.index("投票　")]
    assert page.count('name="q.place.x"') == 5
    assert "この案は評価しない（パス）" in page


def test_saved_rating_leads_to_the_next_thing(rater: Phone, ideas: list[str]) -> None:
    reply = _rate(rater, ideas[0], 1, **{"q.place.x": "4", "q.place.y": "5"})

    page = rater.client.get(reply.headers["location"]).text

    assert reply.status_code == 303
    assert _item(page) == "2 &lt;b&gt;月一&lt;/b&gt;の茶話会"
    assert "✓ やりやすさ 4、効果 5" in page


def test_passed_thing_is_counted_and_can_be_rated_later(
    rater: Phone, town: RatedTown, ideas: list[str]
) -> None:
    _rate(rater, ideas[0], 1, **{"pass": "1", "q.place.x": "4"})

    page = rater.page(item=ideas[0])

    assert "－ パスしました" in page
    (passed,) = list_answers(town.code, SHEET)
    assert passed.values == {"idea": [ideas[0]]}

    _rate(rater, ideas[0], 2, **{"q.place.x": "4", "q.place.y": "5"})
    (rated,) = list_answers(town.code, SHEET)
    assert rated.id == passed.id
    assert rated.values["place"] == {"x": 4, "y": 5}


@pytest.mark.parametrize("chosen", [{}, {"q.place.x": "4"}], ids=["nothing", "one row"])
def test_half_a_rating_is_refused_and_shown_again(
    rater: Phone, town: RatedTown, ideas: list[str], chosen: dict[str, str]
) -> None:
    reply = _rate(rater, ideas[2], 1, **chosen)

    assert reply.status_code == 400
    assert _item(reply.text).startswith("2 ")
    assert "は横と縦の両方を選んでください" in reply.text
    assert reply.text.count(" checked") == len(chosen)
    assert list_answers(town.code, SHEET) == ()


def test_own_rating_stands_in_the_form_to_be_corrected(rater: Phone, ideas: list[str]) -> None:
    _rate(rater, ideas[0], 1, **{"q.place.x": "4", "q.place.y": "5"})

    page = rater.page(item=ideas[0])

    assert "✓ 評価しました。直せます" in page
    assert page.count(" checked") == 2
    assert "直した評価を保存する" in page


def test_all_rated_leaves_the_list(rater: Phone, ideas: list[str]) -> None:
    for number, idea in enumerate((ideas[0], ideas[2], ideas[3])):
        _rate(rater, idea, number, **{"q.place.x": "4", "q.place.y": "5"})

    page = rater.page()

    assert "3案すべてに答えました（評価 3、パス 0）" in page
    assert "保存して次の案へ" not in page


def test_ratings_of_others_are_not_told_before_they_are_shown(
    rater: Phone, take: Callable[[], Phone], ideas: list[str]
) -> None:
    _rate(take(), ideas[0], 1, **{"q.place.x": "4", "q.place.y": "5"})

    assert "やりやすさ 4" not in rater.page()


def test_shown_ratings_are_told_as_means(
    rater: Phone, take: Callable[[], Phone], town: RatedTown, ideas: list[str]
) -> None:
    for number, x in enumerate(("2", "5")):
        _rate(take(), ideas[0], number, **{"q.place.x": x, "q.place.y": "4"})
    _rate(take(), ideas[0], 3, **{"pass": "1"})
    rooms.share(town.code, SHEET, on=True)

    page = rater.page()
    (shared,) = rater.state()["shared"]

    assert "やりやすさ 3.5、効果 4.0（平均。評価 2人、パス 1人）" in page
    assert [answer["answer_id"] for answer in shared["answers"]] == [
        ideas[0],
        ideas[2],
        ideas[3],
    ]


def test_closed_rating_can_be_read_but_not_changed(
    rater: Phone, town: RatedTown, ideas: list[str]
) -> None:
    _rate(rater, ideas[0], 1, **{"q.place.x": "4", "q.place.y": "5"})
    rooms.close_worksheet(town.code, SHEET)

    page = rater.page()

    assert "✓ やりやすさ 4、効果 5" in page
    assert "data-rates" not in page
    assert _rate(rater, ideas[2], 2, **{"pass": "1"}).status_code == 409


def test_programs_are_told_to_name_one_of_the_marked_things(rater: Phone, ideas: list[str]) -> None:
    item, _ = rater.find_sheet(SHEET)["questions"]

    assert item["limits"] == {"max": 1}
    assert [option["key"] for option in item["options"]] == [ideas[0], ideas[2], ideas[3]]


def test_page_with_thirty_things_stays_small(rater: Phone, town: RatedTown) -> None:
    town.write_ideas(*(f"★{n}番目の、少し長めに書かれたアイデアの言葉です" for n in range(30)))

    assert len(rater.get().content) < 40 * 1024
