"""Voices and overlaps on a team's phone, with scripts, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import MISSING, find_axe, list_violations
from tests.worksheets.phone.outings import Computer, Device
from worksheets import answers, rooms
from worksheets.proposals import Found, keep_proposals
from worksheets.records import Submission

pytestmark = pytest.mark.journey
WORDS = ("朝の豆を炊く", "子どもが待つ")


def give(code: str, sheet: str, number: str, **values: object) -> str:
    submission = Submission(code, f"office-{number}", sheet, values, None, team="t1")
    return answers.save_answer(submission).answer_id


@pytest.fixture
def voices(town: str) -> list[str]:
    """Two voices laid out of one record."""
    told = {"who": "豆腐屋さん", "sharing": "anonymous", "values": "\n".join(WORDS)}
    root = give(town, "records", "r", **told)
    return [
        give(
            town,
            "heard",
            str(number),
            **{"text": words, "from": [root], "sharing": "anonymous", "kind": "value"},
        )
        for number, words in enumerate(WORDS)
    ]


@pytest.fixture
def open_work(
    take_device: Callable[[], Device], computer: Computer, town: str
) -> Callable[[], Page]:
    """Join in team 1 and stay at the work page."""

    def take() -> Page:
        page = take_device().open(path="")
        page.get_by_label("班", exact=True).select_option("t1")
        page.get_by_role("button", name="参加する").click()
        page.wait_for_url(f"{computer.address()}/w/{town}")
        expect(page.locator("#connection")).to_have_text("● つながっています")
        return page

    return take


def kinds(code: str) -> list[tuple[int, object]]:
    return [
        (voice.version, voice.values.get("kind")) for voice in answers.list_answers(code, "heard")
    ]


@pytest.mark.usefixtures("voices")
def test_candidates_are_confirmed_one_touch_each(open_work: Callable[[], Page], town: str) -> None:
    rooms.go_to(town, "meeting-2", "heard")
    page = open_work()
    expect(page.get_by_role("heading", name="候補（まだ確かめていない2枚）")).to_be_visible()
    first = page.locator("[data-own]").filter(has_text=WORDS[0])
    second = page.locator("[data-own]").filter(has_text=WORDS[1])

    first.get_by_role("button", name="気になる").click()
    expect(page.get_by_role("heading", name="候補（まだ確かめていない1枚）")).to_be_visible()
    second.get_by_role("button", name="このままでよい").click()

    expect(page.get_by_role("heading", name="出したもの（2枚）")).to_be_visible()
    expect(page.locator("#sheet-heard-status")).to_have_text("✓ 保存しました")
    assert sorted(kinds(town), key=str) == [(2, "value"), (2, "worry")]


@pytest.mark.usefixtures("voices")
def test_candidate_confirmed_by_two_mates_at_once_is_kept_once(
    open_work: Callable[[], Page], town: str
) -> None:
    rooms.go_to(town, "meeting-2", "heard")
    one, other = open_work(), open_work()
    for path in ("**/events*", "**/state*"):  # it has not heard of the first one yet
        other.route(path, lambda route: route.abort())
    other.reload()
    for page, kind in ((one, "気になる"), (other, "できる")):
        page.locator("[data-own]").filter(has_text=WORDS[0]).get_by_role(
            "button", name=kind
        ).click()
        if page is one:
            expect(
                page.get_by_role("heading", name="候補（まだ確かめていない1枚）")
            ).to_be_visible()

    expect(other.locator("#announce")).to_contain_text("先に別の人が")
    expect(other.get_by_role("heading", name="候補（まだ確かめていない1枚）")).to_be_visible()
    expect(other.locator("#leftover")).to_be_hidden()
    assert (2, "worry") in kinds(town)


@pytest.fixture
def proposed(voices: list[str], town: str) -> None:
    rooms.go_to(town, "meeting-2", "overlaps")
    keep_proposals(town, [Found(tuple(voices), "same-wish", "どちらも「朝」の話です。", 0.9)])


@pytest.mark.usefixtures("proposed")
def test_proposed_overlap_becomes_a_card_in_the_teams_words(
    open_work: Callable[[], Page], town: str, voices: list[str]
) -> None:
    page = open_work()
    page.get_by_role("link", name="この重なりをカードにする").click()
    name = page.get_by_label("ひとことで")
    expect(name).to_be_focused()
    expect(name).to_have_value("朝の豆を炊く × 子どもが待つ")
    page.reload()
    expect(name).to_have_value("朝の豆を炊く × 子どもが待つ")  # kept like typed words

    name.fill("朝の店先")
    page.get_by_role("button", name="この1枚を出す").click()

    expect(page.locator("#sheet-overlaps-status")).to_have_text("✓ 保存しました")
    expect(page.get_by_text("✓ カードになりました")).to_be_visible()
    expect(page.get_by_role("link", name="この重なりをカードにする")).to_have_count(0)
    (card,) = answers.list_answers(town, "overlaps")
    assert card.values == {
        "name": "朝の店先",
        "a": [voices[0]],
        "b": [voices[1]],
        "kind": "same-wish",
        "reason": "どちらも「朝」の話です。",
    }


@pytest.mark.usefixtures("proposed")
def test_proposal_does_not_push_aside_what_somebody_is_writing(
    open_work: Callable[[], Page],
) -> None:
    page = open_work()
    page.get_by_label("ひとことで").fill("書きかけの重なり")

    page.get_by_role("link", name="この重なりをカードにする").click()

    expect(page.get_by_text("書きかけの1枚があります。")).to_be_visible()
    expect(page.get_by_label("ひとことで")).to_have_value("書きかけの重なり")


@pytest.mark.usefixtures("proposed")
@pytest.mark.parametrize("step", ["heard", "overlaps"])
def test_rules_of_accessibility_are_kept(
    open_work: Callable[[], Page], town: str, step: str
) -> None:
    axe = find_axe()
    if axe is None:
        pytest.skip(MISSING)
    rooms.go_to(town, "meeting-2", step)

    assert list_violations(open_work(), axe) == []


def test_plain_form_hides_and_forgets_the_words_of_a_silent_record(
    open_work: Callable[[], Page], town: str
) -> None:
    page = open_work()
    sheet = page.get_by_role("region", name="聞き取りの記録")
    sheet.get_by_text("この画面で書く").click()
    sheet.get_by_label("話してくださった方").fill("店の人")
    words = sheet.get_by_label("大切にしていること")
    words.fill("ここだけの話")
    sheet.get_by_label("伝えない").check()
    expect(words).to_be_hidden()
    page.wait_for_timeout(600)  # the draft is written down

    kept = page.evaluate("JSON.stringify(localStorage)")
    sheet.get_by_role("button", name="この1枚を出す").click()
    expect(page.locator("#sheet-records-status")).to_have_text("✓ 保存しました")

    assert "ここだけの話" not in kept
    (record,) = answers.list_answers(town, "records")
    assert record.values == {"who": "店の人", "sharing": "none"}


def test_work_page_tells_what_the_field_note_has_not_sent(device: Device) -> None:
    device.context.route("**/answers", lambda route: route.abort())
    device.add_visit("豆腐屋さん")

    device.goto("")

    expect(device.page.locator("#field-note-unsent")).to_have_text("未送信 1件")


def test_voice_is_found_by_a_word_among_many(open_work: Callable[[], Page], town: str) -> None:
    for number in range(12):
        give(town, "heard", str(number), text=f"声その{number}です", sharing="team")
    rooms.go_to(town, "meeting-2", "overlaps")
    page = open_work()
    group = page.get_by_role("group", name="問い a")
    group.get_by_text("選ぶ（12件）").click()

    group.get_by_label("言葉でさがす").fill("その１１")
    expect(group.get_by_role("checkbox")).to_have_count(1)
    group.get_by_label("声その11です").check()
    group.get_by_label("言葉でさがす").fill("その3")
    expect(group.get_by_role("checkbox")).to_have_count(2)  # what is chosen stays in sight
    page.get_by_label("ひとことで").fill("重なり")
    page.get_by_role("button", name="この1枚を出す").click()

    expect(page.locator("#sheet-overlaps-status")).to_have_text("✓ 保存しました")
    (card,) = answers.list_answers(town, "overlaps")
    assert len(card.values["a"]) == 1
    assert set(card.values) == {"name", "a"}


def test_long_list_sent_once_can_be_chosen_from_in_each_question(
    open_work: Callable[[], Page], town: str
) -> None:
    told = [f"困り{number}" for number in range(70)]
    root = give(town, "records", "r", who="豆腐屋さん", sharing="anonymous", values="\n".join(told))
    for number, words in enumerate(told):
        voice = {"text": words, "from": [root], "sharing": "anonymous", "kind": "worry"}
        give(town, "heard", str(number), **voice)
    rooms.go_to(town, "meeting-2", "overlaps")
    page = open_work()

    page.get_by_label("ひとことで").fill("番号")
    for key, words in (("a", told[8]), ("b", told[9])):
        page.locator(f"#overlaps--{key}-near summary").click()
        page.locator(f"#overlaps--{key}-near").get_by_label(words, exact=True).check()
    page.get_by_role("button", name="この1枚を出す").click()

    expect(page.locator("#sheet-overlaps-status")).to_have_text("✓ 保存しました")
    [card] = answers.list_answers(town, "overlaps")
    chosen = [card.values["a"], card.values["b"]]
    given = {voice.id: voice.values["text"] for voice in answers.list_answers(town, "heard")}
    assert [[given[key] for key in keys] for keys in chosen] == [[told[8]], [told[9]]]
