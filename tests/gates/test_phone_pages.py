"""L4 and L5: what a hall does to a phone's page, in a real browser: nothing lost, nothing twice.

Wi-Fi that goes while somebody types, a locked phone, a page loaded again, the back button, a reply
that never came; two tabs that send one draft at the same moment. On a locked phone the page's
scripts stand still, held by the debugger; that it was hidden is told to it by hand, as a window
without a screen never is.
"""

import random
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.gates.conftest import Note, Size
from tests.gates.owner import BUTTON, FIELD, PATIENCE, Owner
from tests.worksheets.phone.phones import HALL
from tests.worksheets.phone.serving import Served, serve
from worksheets import answers, rooms
from worksheets.phone.app import make_phone_app
from worksheets.phone.rendering import list_assets
from worksheets.toolkit import Toolkit

pytestmark = pytest.mark.journey

# Deaf until the moment, then pressing in the same breath: nothing of the other tab is heard before.
_PRESS_AT = """([selector, moment]) => new Promise(done => setTimeout(() => {
  while (Date.now() < moment);
  document.querySelector(selector).click();
  done();
}))"""


@pytest.fixture
def served(box: Toolkit, code: str) -> Iterator[Served]:
    rooms.go_to(code, "meeting-1", "write")
    with serve(make_phone_app(), box) as running:
        yield running


@pytest.fixture
def meet_owner(browser: Browser, served: Served, code: str) -> Iterator[Callable[..., Owner]]:
    contexts: list[BrowserContext] = []

    def meet(seed: int, plant: tuple[str, str] | None = None) -> Owner:
        context = browser.new_context(
            viewport={"width": 360, "height": 740},
            locale="ja-JP",
            base_url=served.url.replace("127.0.0.1", HALL),
        )
        contexts.append(context)
        if plant:
            _plant(context, *plant)
        owner = Owner(context, code, random.Random(seed))  # noqa: S311 -- no secret
        owner.come_in()
        return owner

    yield meet
    for context in contexts:
        context.close()


def _plant(context: BrowserContext, good: str, bad: str) -> None:
    """Serve the phone's script with a bug in it."""
    [script] = [
        one for one in list_assets() if one.name.startswith("phone-") and "java" in one.media_type
    ]
    text = script.plain.decode()
    assert text.count(good) == 1

    def serve_bad(route: Route) -> None:
        route.fulfill(body=text.replace(good, bad), content_type="text/javascript; charset=utf-8")

    context.route(f"**/{script.name}", serve_bad)


def test_wifi_gone_while_typing_locked_loaded_again_and_back_keeps_every_word(
    meet_owner: Callable[..., Owner], size: Size, note: Note
) -> None:
    away = size.of(2, 120)  # seconds
    owner = meet_owner(0)
    owner.type()
    owner.cut_wifi()
    owner.type()
    owner.send()
    owner.type()
    owner.lock(away / 2)
    owner.page.wait_for_timeout(away / 2 * 1000)
    owner.type()
    owner.load_again()  # the browser's own page: there is no Wi-Fi
    owner.join_wifi()
    owner.look()
    owner.page.goto("/j")
    owner.press_back()
    owner.page.go_back()
    owner.look()

    owner.settle()

    assert owner.count() == (0, 0)
    assert len(owner.sent) == 1
    owner.send()
    owner.settle()
    assert owner.count() == (0, 0)
    note(
        "L4 Wi-Fiが切れる・画面ロック・読みこみなおし・戻る",
        f"書いている途中に{away}秒切って(そのあいだにロック、読みこみなおし)、戻るボタンも",
        lost=0,
        duplicated=0,
    )


def test_anything_in_any_order_loses_and_doubles_nothing(
    meet_owner: Callable[..., Owner], code: str, size: Size, note: Note
) -> None:
    happened = cards = 0
    for seed in range(size.of(1, 12)):
        owner = meet_owner(100 + seed)
        owner.sent = [str(one.values["text"]) for one in answers.list_answers(code, "cards")]
        owner.live_through(size.of(20, 60))
        owner.settle()
        assert owner.count() == (0, 0)
        happened, cards = happened + owner.happened, len(owner.sent)
        owner.context.close()

    assert cards
    note(
        "L4 でたらめな順で",
        f"切る・ロック・読みこみなおし・戻る・開きなおす・返事を失う・書く・送るを{happened}回、カード{cards}枚",
        lost=0,
        duplicated=0,
    )


def test_planted_phone_that_keeps_letters_in_memory_only_loses_them(
    meet_owner: Callable[..., Owner], note: Note
) -> None:
    """The test's own test: what stands in no storage is gone with the tab."""
    owner = meet_owner(0, ("store = localStorage;", "store = null;"))
    owner.cut_wifi()
    owner.type()
    owner.send()
    expect(owner.page.locator("#sheet-cards-status")).to_contain_text("未送信")
    owner.open_anew()

    owner.settle()

    assert owner.count() == (1, 0)
    note(
        "L4 の試験(端末に残さない)",
        "切って送り、開きなおす",
        lost=1,
        duplicated=0,
        planted="見つけた",
    )


def _press_together(owner: Owner, tabs: tuple[Page, Page]) -> None:
    """Send the same draft from two tabs, neither knowing of the other."""
    moment = owner.page.evaluate("Date.now()") + 250
    for tab in tabs:
        tab.evaluate(f"given => {{ ({_PRESS_AT})(given); }}", [BUTTON, moment])


def _send_from_two_tabs(owner: Owner, *, how: str) -> None:
    owner.type()
    expect(owner.page.locator("#sheet-cards-status")).to_contain_text("下書き")
    other = owner.open_tab()
    other.goto(f"/w/{owner.code}")
    expect(other.locator(FIELD)).to_have_value(owner.draft, timeout=PATIENCE)
    if how == "offline":
        owner.cut_wifi()
    elif how == "reply lost":
        owner.lose_a_reply()
    _press_together(owner, (owner.page, other))
    owner.sent.append(owner.draft)
    owner.draft = ""
    for tab in (owner.page, other):
        expect(tab.locator(FIELD)).to_have_value("", timeout=PATIENCE)
    owner.settle()
    for tab in (owner.page, other):
        expect(tab.locator("#sheet-cards-mine .card")).to_have_count(
            len(owner.sent), timeout=PATIENCE
        )
    other.close()


_HOW = ("online", "offline", "reply lost")


def test_two_tabs_that_send_one_draft_store_one_row(
    meet_owner: Callable[..., Owner], size: Size, note: Note
) -> None:
    owner = meet_owner(0)
    times = size.of(3, 60)
    for number in range(times):
        _send_from_two_tabs(owner, how=_HOW[number % 3])

    assert owner.count() == (0, 0)
    note(
        "L5 1つの端末の2つの画面",
        f"同じ下書きを同時に送る{times}回(つながったまま・切れたまま・返事を失う)",
        lost=0,
        duplicated=0,
    )


def test_planted_letter_with_a_number_of_its_tab_is_stored_twice(
    meet_owner: Callable[..., Owner], note: Note
) -> None:
    owner = meet_owner(
        0,
        (
            "const sentId = `${nameDraft(form, box.get(draftKey(form)) || {})}-",
            "const sentId = `${makeId()}-",
        ),
    )
    owner.type()
    expect(owner.page.locator("#sheet-cards-status")).to_contain_text("下書き")
    other = owner.open_tab()
    other.goto(f"/w/{owner.code}")
    expect(other.locator(FIELD)).to_have_value(owner.draft, timeout=PATIENCE)

    _press_together(owner, (owner.page, other))

    owner.sent.append(owner.draft)
    expect(owner.page.locator("#sheet-cards-mine .card")).to_have_count(2, timeout=PATIENCE)
    assert owner.count() == (0, 1)
    note("L5 の試験(画面ごとの番号)", "同時に1回", lost=0, duplicated=1, planted="見つけた")
