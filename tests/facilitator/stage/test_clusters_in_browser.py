"""Grouped cards on the wall, looked at in a real browser as a hall would see them."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.facilitator.stage.looking import BROKEN, CUT, SMALL, Hall
from tests.journeys.axe import MISSING, find_axe, list_violations
from worksheets import clusters, rooms
from worksheets.answers import save_answers
from worksheets.board_orders import start_from
from worksheets.boards import BoardKey
from worksheets.records import Participant, Submission

pytestmark = pytest.mark.journey

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
TEXTS = (
    "電話をつないだあと、どうなったのかが分からず、ずっと気になる。",
    "会議は増えたのに、会議で決まることは減った。",
    "異動で前の担当がいなくなり、せっかくの関係がゼロに戻った。",
    "引き継ぎ書には、だれに電話すれば早いかが書いていない。",
)
# Clusters that stick out of the wall or lie over each other.
LOOSE = BROKEN.replace(".card", ".cluster")
Open = Callable[..., Page]


@pytest.fixture
def open_wall(browser: Browser, hall: Hall, code: str) -> Iterator[Open]:
    contexts = []

    def open_one(size: tuple[int, int] = (1280, 720), *, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="ja-JP",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{hall.url}/stage/{code}")
        expect(page.locator(".cluster").first).to_be_visible()
        return page

    yield open_one
    for context in contexts:
        context.close()


def _fill(code: str, people: tuple[Participant, ...], number: int, each: int = 6) -> list[str]:
    """Write cards and group all but the last ones, `each` to a cluster."""
    rooms.go_to(code, "meeting-1", "write")
    submissions = [
        Submission(code, f"c{n}", "cards", {"text": f"{TEXTS[n % 4]}{n}"}, people[n % len(people)])
        for n in range(number)
    ]
    ids = [receipt.answer_id for receipt in save_answers(submissions)]  # type: ignore[union-attr]
    groups = [
        (f"もとの言葉が残る表札その{start}", tuple(ids[start : start + each]))
        for start in range(0, number - each, each)
    ]
    _change(code, partial(start_from, groups=groups))
    rooms.share(code, "cards", on=True)
    return ids


def _change(code: str, edit: Callable[..., clusters.Board]) -> None:
    key = BoardKey(code, "cards")
    version = clusters.get_stored_board(key).version
    clusters.change_board(key, edit, sent_id=f"v{version}", participant=None)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768)])
@pytest.mark.parametrize("number", [10, 60, 300])
def test_all_pages_are_large_enough_and_nothing_sticks_out(
    code: str,
    people: tuple[Participant, ...],
    open_wall: Open,
    size: tuple[int, int],
    number: int,
) -> None:
    _fill(code, people, number, each=4 if number == 10 else 6)

    wall = open_wall(size)

    pages = int(wall.locator("#wall-page").inner_text().partition("/")[2].rstrip("ページ") or 1)
    for _ in range(min(pages, 4)):
        assert wall.evaluate(SMALL) == []
        assert wall.evaluate(LOOSE) == 0
        assert wall.evaluate(CUT) == []
        wall.keyboard.press("a")


def test_change_of_a_cluster_is_marked_and_its_place_kept(
    code: str, people: tuple[Participant, ...], open_wall: Open
) -> None:
    ids = _fill(code, people, 60)
    wall = open_wall((1920, 1080))
    second = wall.locator(".cluster").nth(1)
    label = second.locator(".label").inner_text()
    before = second.bounding_box()

    cluster = next(
        one.id
        for one in clusters.get_board(BoardKey(code, "cards")).board.clusters.values()
        if one.label == label
    )
    _change(code, partial(clusters.move, cards=ids[-1:], cluster=cluster))

    expect(second.locator("b")).to_have_text("7枚")
    expect(second.locator(".new")).to_have_text("新")
    assert second.bounding_box() == before
    assert wall.locator(".cluster.fresh").count() == 1


def test_few_cards_stand_with_their_labels_on_one_page(
    code: str, people: tuple[Participant, ...], open_wall: Open
) -> None:
    _fill(code, people, 6, each=3)

    wall = open_wall()

    expect(wall.locator(".grouped")).to_have_count(6)
    expect(wall.locator(".cluster.loners")).to_contain_text("1枚のまま")
    expect(wall.locator(".grouped").first).to_contain_text("1班")


def test_words_are_data_and_the_page_keeps_the_rules(
    code: str, people: tuple[Participant, ...], open_wall: Open
) -> None:
    ids = _fill(code, people, 12)
    _change(code, partial(clusters.group, cards=ids[:2], label=HOSTILE[:60]))
    wall = open_wall(dark=True)
    expect(wall.locator("#wall")).to_contain_text("<img src=x")
    assert wall.locator("#wall img").count() == 0
    axe = find_axe()
    if axe is None:
        pytest.skip(MISSING)

    assert list_violations(wall, axe) == []
