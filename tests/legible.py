"""What a page must keep for everybody, measured in a real browser; faults are told by place."""

from playwright.sync_api import Page

NARROW = {"width": 320, "height": 640}
LEAST_TARGET = 44
# WCAG 1.4.12, and twice the phone's own size of letters (112.5%). Rules of the page about styles
# do not reach sheets that are made by a script of ours.
_ENLARGE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { font-size: 225% !important; }
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
      word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  window.enlarged = sheet;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
_SHRINK = """() => {
  const sheets = document.adoptedStyleSheets;
  document.adoptedStyleSheets = sheets.filter((one) => one !== window.enlarged);
}"""
_NAME = """const name = (one) => `${one.tagName.toLowerCase()}#${one.id}.${one.className} `
  + `「${(one.textContent || one.value || '').trim().slice(0, 24)}」`;
  const seen = (one) => one.checkVisibility() && one.getClientRects().length > 0
    && !one.closest('.unseen');"""
_TOO_WIDE = f"""() => {{ {_NAME}
  const edge = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth > edge;
  const wide = over ? [...document.querySelectorAll('body *')]
    .filter((one) => seen(one) && one.getBoundingClientRect().right > edge + 1).slice(-2) : [];
  if (over && !wide.length) wide.push(document.body);
  const cut = [...document.querySelectorAll('body *')].filter((one) => {{
    const style = getComputedStyle(one);
    const ways = [style.overflowX, style.overflowY];
    const hides = ways.includes('hidden') || ways.includes('clip');
    return seen(one) && hides && !one.matches('input, textarea, select, svg')
      && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  }});
  return [...wide.map((one) => `wide: ${{name(one)}}`), ...cut.map((one) => `cut: ${{name(one)}}`)];
}}"""
_SMALL = f"""(least) => {{ {_NAME}
  return [...document.querySelectorAll('button, a[href], summary, select, textarea,'
      + 'input:not([type=hidden]):not([type=radio]):not([type=checkbox]), label.row, label.step')]
    .filter(seen)
    .filter((one) => {{
      const box = one.getBoundingClientRect();
      return box.height < least - .5 || box.width < 24;
    }})
    .map((one) => `small: ${{name(one)}}`);
}}"""
_FOCUSED = f"""() => {{ {_NAME}
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  const points = [[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]];
  const free = points.some(([x, y]) => {{
    const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return hit && (hit === one || one.contains(hit) || hit.contains(one));
  }});
  const again = one === window.firstByKey; // a field for a day is several stops in a row
  window.firstByKey ||= one;
  one.dataset.walked = '1';
  const faults = [];
  if (!ring) faults.push(`no ring: ${{name(one)}}`);
  if (!free) faults.push(`covered: ${{name(one)}}`);
  return {{ again, faults }};
}}"""
_UNREACHED = f"""() => {{ {_NAME}
  const left = [...document.querySelectorAll('button:not(:disabled), a[href], summary, select,'
      + 'textarea, input:not([type=hidden])')].filter((one) => seen(one) && one.tabIndex >= 0)
    .filter((one) => !one.dataset.walked && one.type !== 'radio');
  document.body.removeAttribute('tabindex');
  document.querySelectorAll('[data-walked]').forEach((one) => {{ delete one.dataset.walked; }});
  return left.map((one) => `not reached: ${{name(one)}}`);
}}"""
_MOVING = f"""() => {{ {_NAME}
  return [...document.querySelectorAll('body *')].filter((one) => {{
    const style = getComputedStyle(one);
    return [style.animationDuration, style.transitionDuration]
      .some((time) => time.split(',').some((each) => parseFloat(each) > 0.01));
  }}).map((one) => `moves: ${{name(one)}}`);
}}"""
_TO_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  window.firstByKey = null;
}"""
_MOST_TABS = 250


def list_cut(page: Page) -> list[str]:
    """Return what runs over the edge or is cut off at 320 px, twice as large, widely spaced."""
    size = page.viewport_size
    page.set_viewport_size(NARROW)
    page.evaluate(_ENLARGE)
    found: list[str] = page.evaluate(_TOO_WIDE)
    page.evaluate(_SHRINK)
    if size is not None:
        page.set_viewport_size(size)
    return found


def list_small(page: Page) -> list[str]:
    """Return what is too small to touch."""
    found: list[str] = page.evaluate(_SMALL, LEAST_TARGET)
    return found


def list_lost_by_keys(page: Page) -> list[str]:
    """Walk the page by the tab key; return what has no ring, lies under a bar, is not reached."""
    page.evaluate(_TO_THE_TOP)
    faults: list[str] = []
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(_FOCUSED)
        if at is None or at["again"]:
            break
        faults += at["faults"]
    unreached: list[str] = page.evaluate(_UNREACHED)
    return faults + unreached


def list_moving(page: Page) -> list[str]:
    """Return what still moves for people who asked for little motion."""
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = page.evaluate(_MOVING)
    page.emulate_media(reduced_motion="no-preference")
    return found
