"""Which words the page asks about before sending, and which it lets through."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import worksheets.phone

pytestmark = pytest.mark.journey

_PATTERNS = Path(worksheets.phone.__file__).parent / "assets" / "personal.js"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def find_personal(page: Page, text: str) -> list[str]:
    source = _PATTERNS.read_text("utf-8")
    return list(page.evaluate(f"(text) => {{ {source}; return findPersonal(text); }}", text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("山田さんに電話した", ["山田さん"]),
        ("佐々木様のお宅", ["佐々木様"]),
        ("花子ちゃんの送り迎え", ["花子ちゃん"]),
        ("タナカさんが来た", ["タナカさん"]),
        ("\uff80\uff85\uff76さん", ["タナカさん"]),
        ("高橋 さん", ["高橋 さん"]),
        ("鈴木氏の話", ["鈴木氏"]),
        ("健太くんと太郎君", ["健太くん", "太郎君"]),
        ("電話は090-1234-5678です", ["090-1234-5678"]),
        ("０９０－１２３４－５６７８", ["090-1234-5678"]),
        ("電話は0123456789", ["0123456789"]),
        ("(03)1234-5678", ["(03)1234-5678"]),
        ("hana@example.jp へ", ["hana@example.jp"]),
        ("緑町3丁目の家", ["3丁目"]),
        ("大字みどり12番地", ["12番地"]),
        ("みどり市中央1-2-3", ["みどり市中央1-2-3"]),
        ("〒123-4567", ["〒123-4567"]),
        ("昭和30年5月1日", ["昭和30年5月1日"]),
        ("2010年4月2日生まれ", ["2010年4月2日生まれ"]),
    ],
)
def test_words_that_may_name_somebody_are_asked_about(
    page: Page, text: str, found: list[str]
) -> None:
    assert set(found) <= set(find_personal(page, text))


@pytest.mark.parametrize(
    "text",
    [
        "電話をつないだあと、どうなったのかが分からず、ずっと気になっている。",
        "民生委員さんや相談員さん、利用者さんと話す",
        "皆さん、みなさん、お母さん、奥さん、息子さん、お子さん",
        "ケアマネさん、ヘルパーさん、ボランティアさん、社協さん、包括さん",
        "地域の方々の様子、多様な、同様に、様々な様式",
        "たくさんの会議が2026年12月1日までに3回、10時から12時",
        "予算は1,000,000円、参加は120人、106条の4",
        "氏名は書かない。摂氏20度",
        "8050世帯、ダブルケア、半分は60代",
        "令和8年11月21日に話し合う",
        "第1回 13:30-16:30 第2会議室",
    ],
)
def test_everyday_words_are_let_through(page: Page, text: str) -> None:
    assert find_personal(page, text) == []
