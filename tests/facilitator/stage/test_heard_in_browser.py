"""What was heard in the town, looked at in a real browser as a hall would see it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.facilitator.stage.looking import BROKEN, COVERED, CUT, SMALL, Hall
from tests.facilitator.stage.town import IDEAS, OVERLAPS, RECORD, TEAM, VISIT, VOICES, WORDS, Town
from tests.journeys.axe import MISSING, find_axe, list_violations
from worksheets import answers, rooms
from worksheets.records import StageView

pytestmark = pytest.mark.journey

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>**太字**'
SIZES = [(1920, 1080), (1280, 720), (1024, 768)]
Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Wait longer than usual: the map's library is large, and test machines are busy."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def open_wall(browser: Browser, hall: Hall, town: Town) -> Iterator[Open]:
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
        page.goto(f"{hall.url}/stage/{town.code}")
        expect(page.locator("#strip-code")).to_have_text(town.code)
        return page

    yield open_one
    for context in contexts:
        context.close()


def share(town: Town, *keys: str) -> None:
    town.go("meeting-2", "report")
    for key in keys:
        rooms.share(town.code, key, on=True)
    rooms.show_on_stage(town.code, StageView.ANSWERS)


def look(page: Page) -> tuple[list[str], list[str], int]:
    """Return what is too small, what is cut off, and how many cards lie badly."""
    return page.evaluate(SMALL), page.evaluate(CUT), page.evaluate(BROKEN)


# --- pages ----------------------------------------------------------------------------------


def test_clicker_turns_records_first_and_then_the_step(town: Town, open_wall: Open) -> None:
    for number in range(3):
        town.hear(number)
    share(town, RECORD)
    wall, other = open_wall(), open_wall()
    expect(wall.locator(".record .who")).to_have_text("商店街で店を開いている人")
    expect(wall.locator("#wall-page")).to_have_text("1 / 3")

    wall.keyboard.press("PageDown")
    expect(other.locator("#wall-page")).to_have_text("2 / 3")
    wall.keyboard.press("PageDown")
    expect(wall.locator("#wall-page")).to_have_text("3 / 3")
    expect(other.locator(".record .who")).to_have_text("駅前の交番のとなりで床屋をしている人")
    wall.keyboard.press("PageDown")
    expect(wall.locator("#message")).to_contain_text("最後のページです")
    assert rooms.get_room(town.code).step_key == "report"
    wall.keyboard.press("PageDown")

    expect(wall.locator("#agenda-words")).to_contain_text("3/8")


def test_buttons_and_keys_turn_records_back_and_forth(town: Town, open_wall: Open) -> None:
    for number in range(2):
        town.hear(number)
    share(town, RECORD)
    wall = open_wall()
    expect(wall.locator("#wall-page")).to_have_text("1 / 2")
    expect(wall.get_by_role("button", name="前のページ")).to_be_disabled()

    wall.get_by_role("button", name="次のページ").click()
    expect(wall.locator("#wall-page")).to_have_text("2 / 2")
    wall.keyboard.press("Shift+A")

    expect(wall.locator("#wall-page")).to_have_text("1 / 2")


def test_presses_faster_than_the_line_all_count(town: Town, open_wall: Open) -> None:
    records = [town.hear(number) for number in range(5)]
    share(town, RECORD)
    wall, other = open_wall(), open_wall()
    expect(wall.locator("#wall-page")).to_have_text("1 / 5")

    for _ in range(3):
        wall.keyboard.press("PageDown")
    assert wall.locator("#wall-page").inner_text() == "4 / 5"

    expect(other.locator("#wall-page")).to_have_text("4 / 5")
    expect(wall.locator("#wall-page")).to_have_text("4 / 5")
    assert rooms.get_room(town.code).spotlight == records[3]


def test_remote_turns_the_records_on_the_wall(
    town: Town, open_wall: Open, browser: Browser, hall: Hall
) -> None:
    for number in range(3):
        town.hear(number)
    share(town, RECORD)
    wall = open_wall()
    remote = browser.new_page(viewport={"width": 360, "height": 740})
    remote.goto(f"{hall.url}/remote/{town.code}")
    expect(remote.locator("#paging-number")).to_have_text("1 / 3")

    remote.get_by_role("button", name="次のページ").click()
    expect(wall.locator("#wall-page")).to_have_text("2 / 3")
    expect(remote.locator("#paging-label")).to_have_text("公園の花の世話を続けている人")
    remote.get_by_role("button", name="次のページ").click()

    expect(wall.locator("#wall-page")).to_have_text("3 / 3")
    expect(remote.get_by_role("button", name="次のページ")).to_be_disabled()
    remote.close()


def test_long_record_goes_on_to_pages_of_its_own(town: Town, open_wall: Open) -> None:
    lines = "\n".join(WORDS)
    words = [{"word": word} for word in WORDS]
    fields = {"values": lines, "can-do": lines, "worries": lines, "want-to-try": lines}
    town.hear(0, words=words, **fields)
    share(town, RECORD)
    wall = open_wall((1024, 768))
    expect(wall.locator("#wall-page")).to_have_text("1 / 1")
    seen = ""

    for _ in range(8):
        seen += wall.locator(".record").inner_text()
        assert look(wall) == ([], [], 0)
        if wall.get_by_role("button", name="次のページ").is_disabled():
            break
        before = wall.locator(".record").inner_text()
        wall.keyboard.press("PageDown")
        expect(wall.locator(".record")).not_to_have_text(before, use_inner_text=True)

    assert "つづき" in seen
    for word in WORDS[:6]:
        assert seen.count(word) == 5


# --- live -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["withdraw", "narrow", "hide"])
def test_record_taken_back_leaves_the_wall_that_shows_it(
    town: Town, open_wall: Open, how: str
) -> None:
    records = [town.hear(number) for number in range(2)]
    share(town, RECORD)
    rooms.spotlight(town.code, records[0])
    wall = open_wall()
    expect(wall.locator(".record .who")).to_have_text("商店街で店を開いている人")

    if how == "withdraw":
        answers.withdraw(town.code, records[0], participant=town.people[0])
    elif how == "hide":
        answers.hide_answer(town.code, records[0])
    else:
        town.write(RECORD, {"who": "だれか", "sharing": TEAM}, answer=records[0])

    expect(wall.locator("#wall-page")).to_have_text("1 / 1")
    expect(wall.locator(".record .who")).to_have_text("公園の花の世話を続けている人")
    assert "商店街で店を開いている人" not in wall.content()


def test_words_no_longer_shown_do_not_stay_in_the_page(town: Town, open_wall: Open) -> None:
    record = town.hear(0)
    overlap = town.meet(0, town.say(0, record, text="朝の音で分かる"), town.say(1))
    idea = town.write(IDEAS, {"idea": "朝の道", "from": [overlap]})
    share(town, IDEAS)
    rooms.spotlight(town.code, idea)
    wall = open_wall()
    expect(wall.locator("#spot-thread q").first).to_have_text("朝の音で分かる")

    # Taken back later, they would still be there: so they go as soon as they are not shown.
    rooms.spotlight(town.code, None)

    expect(wall.locator("#spot")).to_be_hidden()
    assert "朝の音で分かる" not in wall.content()


def test_record_before_the_shown_one_goes_without_turning_the_page(
    town: Town, open_wall: Open
) -> None:
    records = [town.hear(number) for number in range(3)]
    share(town, RECORD)
    rooms.spotlight(town.code, records[1])
    wall = open_wall()
    expect(wall.locator("#wall-page")).to_have_text("2 / 3")

    answers.hide_answer(town.code, records[0])

    expect(wall.locator("#wall-page")).to_have_text("1 / 2")
    expect(wall.locator(".record .who")).to_have_text("公園の花の世話を続けている人")


def test_new_voice_is_marked_and_turned_to(town: Town, open_wall: Open) -> None:
    town.bring(40)
    share(town, VOICES)
    wall = open_wall()
    expect(wall.locator(".tab[aria-current]")).to_contain_text("思い")

    town.say(3, text="いま届いた声")

    expect(wall.locator(".tab[aria-current]")).to_contain_text("やってみたい")
    expect(wall.locator(".voice.fresh", has_text="いま届いた声")).to_contain_text("新着")


def test_number_keys_turn_to_a_kind_of_voice(town: Town, open_wall: Open) -> None:
    town.bring(100)
    share(town, VOICES)
    wall = open_wall()
    expect(wall.locator(".tab[aria-current]")).to_contain_text("思い")

    wall.keyboard.press("3")

    expect(wall.locator(".tab[aria-current]")).to_contain_text("気になる")


# --- looking --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [4, 12, 60, 300])
def test_voices_can_be_read_and_lie_beside_each_other(
    town: Town, open_wall: Open, size: tuple[int, int], number: int
) -> None:
    for each in range(4):
        town.say(each)
    town.bring(number - 4)
    share(town, VOICES)
    wall = open_wall(size)
    expect(wall.locator("#wall-count")).to_contain_text(f"{number}枚")

    for _ in range(3):
        assert look(wall) == ([], [], 0)
        wall.keyboard.press("a")


@pytest.mark.parametrize("size", SIZES)
def test_overlaps_can_be_read_on_map_and_pages(
    town: Town, open_wall: Open, size: tuple[int, int]
) -> None:
    voices = [town.say(number, town.hear(number)) for number in range(10)]
    for number in range(12):
        third = [voices[(number * 7 + 2) % 10]] if number % 4 == 0 else []
        town.meet(number, voices[number * 3 % 10], voices[(number * 3 + 1) % 10], *third)
    share(town, OVERLAPS)
    wall = open_wall(size)
    expect(wall.locator(".plot .annotation")).to_have_count(22)

    assert (wall.evaluate(COVERED), look(wall)) == (0, ([], [], 0))
    shown = ""
    for _ in range(5):
        wall.keyboard.press("PageDown")
        expect(wall.locator(".overlap")).not_to_have_text(shown, use_inner_text=True)
        shown = wall.locator(".overlap").inner_text()
        assert look(wall) == ([], [], 0)


def test_map_is_told_in_words_and_follows_the_dark_page(town: Town, open_wall: Open) -> None:
    town.meet(0, town.say(0, town.hear(0)), town.say(1, town.hear(1)))
    share(town, OVERLAPS)
    wall = open_wall()
    name = wall.locator(".plot .annotation-text").first
    expect(name).to_have_css("fill", "rgb(26, 26, 26)")

    wall.keyboard.press("d")

    expect(name).to_have_css("fill", "rgb(255, 255, 255)")
    expect(wall.locator(".map .spoken li")).to_have_text(
        "取り入れた重なり：商店街で店を開いている人と公園の花の世話を続けている人、同じ思い"
        "（手を動かしたい人と、直してほしい物がある人）。"
    )


def test_page_refuses_nothing_and_fetches_nothing_for_the_map(
    town: Town, browser: Browser, hall: Hall
) -> None:
    town.meet(0, town.say(0, town.hear(0)), town.say(1, town.hear(1)))
    share(town, OVERLAPS)
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.url))
    page.goto(f"{hall.url}/stage/{town.code}")

    expect(page.locator(".plot .annotation")).to_have_count(3)

    assert [text for text in told if "Content Security Policy" in text] == []
    assert [text for text in told if text.startswith("http") and hall.url not in text] == []
    page.close()


def test_hostile_words_stand_everywhere_as_words(town: Town, open_wall: Open) -> None:
    record = town.hear(0, who=HOSTILE[:60], words=[{"word": HOSTILE}], values=HOSTILE)
    voice = town.say(0, record, text=HOSTILE)
    overlap = town.meet(0, voice, town.say(1), name=HOSTILE[:60], reason=HOSTILE, care=HOSTILE)
    idea = town.write(IDEAS, {"idea": HOSTILE[:60], "from": [overlap]})
    share(town, RECORD)
    wall = open_wall()
    expect(wall.locator(".quotes q")).to_have_text(HOSTILE)
    for key, spotlight in ((VOICES, voice), (OVERLAPS, OVERLAPS), (IDEAS, idea)):
        share(town, key)
        rooms.spotlight(town.code, spotlight)
        expect(wall.locator("#agenda-words")).to_contain_text("2/8")
        if key == OVERLAPS:
            name = wall.locator(".plot .annotation").first
            expect(name).to_contain_text("<img src=x")
            wall.keyboard.press("PageDown")
            expect(wall.locator(".facing q").first).to_have_text(HOSTILE)
        elif key == VOICES:
            expect(wall.locator("#spot-text")).to_have_text(HOSTILE)
        else:
            expect(wall.locator("#spot-thread q").first).to_have_text(HOSTILE)

    assert wall.title() == "投影:地域づくり研修"
    assert wall.locator("main img[src=x]").count() == 0


@pytest.mark.parametrize("size", SIZES)
def test_steps_of_the_visits_can_be_read(
    town: Town, open_wall: Open, size: tuple[int, int]
) -> None:
    for number in range(6):
        visit = town.write(VISIT, {"whom": f"訪問先{number}", "state": "met"}, team=number % 4)
        town.hear(number, visit=[visit])
    town.go("fieldwork", "visit")
    rooms.show_on_stage(town.code, StageView.STEP)
    wall = open_wall(size)

    expect(wall.locator(".visits-table tr.written .all")).to_have_text("6件")
    assert look(wall)[:2] == ([], [])
    town.go("meeting-2", "opening")
    rooms.show_on_stage(town.code, StageView.STEP)
    expect(wall.locator(".back-sum")).to_have_text("6人のお話から、30の声が届きました")
    expect(wall.locator(".back-words")).to_have_text(f"「{WORDS[0]}」")

    assert look(wall)[:2] == ([], [])


@pytest.mark.parametrize("dark", [False, True])
def test_checker_finds_nothing_on_the_wall_of_what_was_heard(
    town: Town, open_wall: Open, dark: bool
) -> None:
    axe = find_axe()
    if axe is None:
        pytest.fail(MISSING)
    voices = [town.say(number, town.hear(number)) for number in range(3)]
    town.bring(8)
    overlap = town.meet(0, *voices)
    idea = town.write(IDEAS, {"idea": "直す土曜日", "from": [overlap]})
    wall = open_wall(dark=dark)
    places = {
        ".record": (RECORD, None),
        ".voice": (VOICES, None),
        ".plot .annotation": (OVERLAPS, None),
        ".facing": (OVERLAPS, overlap),
        "#spot-thread": (IDEAS, idea),
    }
    found = {}

    for sign, (key, spotlight) in places.items():
        share(town, key)
        rooms.spotlight(town.code, spotlight)
        expect(wall.locator(sign).first).to_be_visible()
        wall.wait_for_function(
            "document.getAnimations().every((one) => one.playState !== 'running')"
        )
        found[sign] = list_violations(wall, axe)
    town.go("fieldwork", "visit")
    rooms.show_on_stage(town.code, StageView.STEP)
    expect(wall.locator(".visits-table")).to_be_visible()
    found["visits"] = list_violations(wall, axe)

    assert {sign: each for sign, each in found.items() if each} == {}
