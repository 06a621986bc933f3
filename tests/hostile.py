"""Words that would do something if anybody took them for more than words, and how to see it."""

from playwright.sync_api import Page

# Each fits into the shortest field (40 characters) and can be told from the others.
HOSTILE = (
    "<img src=//evil.example/1 onerror=ran=1>",
    "<script>ran=2</script>${7*7}{{7*7}}",
    "![絵](//evil.example)[押](//evil.example)",
    "$\\Huge x$ :red[赤] :material/bomb: **太**",
    "www.evil.example a@evil.example",
    ":streamlit: -> -- <= http://evil.example",
    "\"'><a href=javascript:ran=7>押して</a>",
    "</script></textarea></title><b>太8</b>",
    "# 見出し9 ~~消~~ `字` _斜_ |表|",
    "左\u202e9876\u202c右10 <!-- {% 0 %}",
    '=HYPERLINK("//evil.example/11")',
    "]]>&lt;b&gt;&#60;i>12\\u003cs\\u003e\\n",
    '{"a":"13"},]}\\\'; DROP TABLE answers;--',
    "%s%n%00%0d%0aSet-Cookie:a=14",
)
# Zero-width marks that keep Streamlit's Markdown from making links and signs of words.
MARKS = "\u2060"

_LIVE = """() => {
  const found = [];
  const words = (element) => element.outerHTML.slice(0, 120);
  if (window.ran) found.push(`a script ran: ${window.ran}`);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const live = ['href', 'src', 'srcset', 'action', 'data', 'formaction', 'background'];
      if (live.includes(name) && /evil|javascript:/i.test(value)) found.push(words(element));
      if (/^on/.test(name) && /ran=/.test(value)) found.push(words(element));
      if (name === 'style' && /evil/.test(value)) found.push(words(element));
    }
  }
  for (const [query, text] of [
    ['.katex, math', ''], ['[data-testid=stIconMaterial]', 'bomb'], ['strong', '太'],
    ['b', '太8'], ['h1, h2, h3, h4, h5, h6', '見出し9'], ['del', '消'], ['code', '字'],
    ['em, i', '斜'], ['[class*=ColoredText], span[style*=color]', '赤'],
  ]) {
    for (const element of document.querySelectorAll(query)) {
      if (text ? element.textContent.trim() === text : true) found.push(words(element));
    }
  }
  for (const image of document.querySelectorAll('img[alt*=treamlit]')) found.push(words(image));
  return found;
}"""
_TEXT = """() => {
  const fields = [...document.querySelectorAll('input, textarea')].map((each) => each.value);
  const options = [...document.querySelectorAll('option')].map((each) => each.textContent);
  return [document.body.innerText, ...fields, ...options].join('\\n');
}"""


def list_live(page: Page) -> list[str]:
    """Return what was made of hostile words: elements, addresses, scripts that ran."""
    found: list[str] = page.evaluate(_LIVE)
    return found


def list_seen(page: Page) -> set[str]:
    """Return the hostile words that stand on a page as they were typed."""
    text = " ".join(page.evaluate(_TEXT).replace(MARKS, "").split())
    return {words for words in HOSTILE if words in text}
