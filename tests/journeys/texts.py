"""The texts people read or hear on a page, and the Latin words among them."""

import re
from collections.abc import Iterable

from playwright.sync_api import Page

# What stands in Latin letters in Japanese too.
_SIGNS = ["QR", "Wi", "Fi", "URL", "PC", "PageDown", "PageUp", "CSV", "JSON", "zip", "MB"]
_ENDINGS = ["pptx", "potx", "pptm", "potm", "ppsx", "xlsx", "docx", "csv"]
_NAMES = ["Excel", "Word", "PowerPoint", "JavaScript", "NPO", "UFJ", "iPhone", "iPad"]
_ALLOWED = frozenset([*_SIGNS, *_NAMES, *_ENDINGS, *(one.upper() for one in _ENDINGS)])
_ADDRESS = re.compile(
    r"(https?://)?[\w.-]+:\d+[\w./#-]*|https?://\S+|\.(zip|xlsx|csv|json|pptx|docx|ics)$"
)
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]{2,}")

# Icons are words of an icon font; what participants typed and codes are left out by the caller.
_LIST = """() => {
  const found = [document.title];
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const box = node.parentElement;
    if (box.closest('script, style, noscript, code, [data-testid=stIconMaterial]')) continue;
    if (box.tagName === 'OPTION' || isSeen(box)) found.push(node.data);
  }
  for (const name of ['placeholder', 'aria-label', 'title', 'alt', 'aria-description']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (isSeen(element)) found.push(element.getAttribute(name));
    }
  }
  return [...new Set(found.map((text) => text.trim()))].filter(Boolean);
}"""


def list_texts(page: Page) -> list[str]:
    """Return every text on a page; folded parts are unfolded first."""
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((box) => { box.open = true; })"
    )
    texts: list[str] = page.evaluate(_LIST)
    return texts


def list_latin(texts: Iterable[str], *, known: Iterable[str] = ()) -> list[str]:
    """Return the texts with Latin words that are neither usual nor `known`."""
    own = frozenset(known)
    found = []
    for text in texts:
        words = _LATIN.findall(_ADDRESS.sub(" ", _take_out(text, own)))
        if any(word not in _ALLOWED for word in words):
            found.append(text)
    return sorted(found)


def _take_out(text: str, known: Iterable[str]) -> str:
    for word in known:
        text = text.replace(word, " ")
    return text
