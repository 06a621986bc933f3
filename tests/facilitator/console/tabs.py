"""Open pages of the console as a browser tab would, without a browser."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

_MAIN = str(Path(__file__).parents[3] / "facilitator" / "main.py")


def open_tab(page: str, code: str = "", **address: str) -> AppTest:
    """Open a page; `address` is what else stands behind the question mark."""
    tab = AppTest.from_file(_MAIN, default_timeout=60)
    for name, value in {"code": code, **address}.items():
        if not value:
            continue
        tab.query_params[name] = value
    tab.run()
    if page != "home":
        tab.switch_page(f"screens/{page}.py").run()
    assert not tab.exception
    return tab


def press(tab: AppTest, key: str) -> AppTest:
    """Press a button and look at the page again."""
    tab.button(key=key).click().run()
    assert not tab.exception
    return tab


def read_warnings(tab: AppTest) -> list[str]:
    """Return the warnings on the page."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for child in block.children.values():
            if hasattr(child, "children"):
                if str(getattr(child.proto, "id", "")).endswith("-warning"):
                    found.extend(text.value for text in child.text)
                walk(child)

    walk(tab._tree)
    return found


def read_texts(tab: AppTest) -> list[str]:
    """Return what the page shows as plain text."""
    return [text.value for text in tab.text]


def read_markup(tab: AppTest) -> str:
    """Return everything the page hands over as Markdown or HTML."""
    found: list[str] = []

    def walk(block: Any) -> None:
        for child in block.children.values():
            if hasattr(child, "children"):
                walk(child)
            elif child.type in ("html", "markdown", "warning", "info", "success", "error"):
                found.append(str(child.proto.body))
            found.append(str(getattr(child, "label", "") or ""))

    walk(tab._tree)
    return "\n".join(found)
