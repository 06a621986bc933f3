"""The page of backups and deletion."""

from facilitator import state
from facilitator.housekeeping import tidy
from tests.facilitator.console.tabs import open_tab, press, read_markup, read_texts, read_warnings
from tests.worksheets.test_retention import make_old
from worksheets import workshops
from worksheets.retention import find_today, list_keepings
from worksheets.toolkit import Toolkit


def test_page_without_workshops_says_so(box: Toolkit) -> None:  # noqa: ARG001 -- the toolkit in use
    tab = open_tab("keeping")

    assert "研修はまだありません。" in read_texts(tab)
    assert "控えはまだありません。ステップを進めるたびに、自動でできます。" in read_texts(tab)


def test_coming_end_is_told_on_every_page_and_postponed_with_one_press(
    box: Toolkit, code: str
) -> None:
    make_old(box, code, 400)
    tidy(find_today())

    tab = open_tab("home")
    assert any("すべて消えます" in text for text in read_texts(tab))

    press(open_tab("keeping"), f"postpone-{code}")

    assert (list_keepings()[0].due - find_today()).days > 90
    assert not any("すべて消えます" in text for text in read_texts(open_tab("home")))


def test_workshop_is_deleted_only_with_its_title(box: Toolkit, code: str) -> None:  # noqa: ARG001 -- the toolkit in use
    title = workshops.get_workshop(code).title
    tab = open_tab("keeping")

    tab.text_input(key=f"{state.ERASE_TITLE}_{code}").set_value(f"{title}？")
    press(tab, f"erase-now-{code}")
    assert "消していません。研修の名前を、そのまま書いてください。" in read_warnings(tab)
    assert workshops.list_workshops()

    tab.text_input(key=f"{state.ERASE_TITLE}_{code}").set_value(title)
    press(tab, f"erase-now-{code}")

    assert workshops.list_workshops() == ()
    assert "手で消した" in read_markup(tab)
