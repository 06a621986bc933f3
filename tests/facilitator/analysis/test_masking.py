"""What somebody said word by word is found in other texts, however it is written."""

import pytest

from facilitator.analysis.masking import MASKED, Mask

SECRET = "店をたたむと決めたことは、まだ話していない"
MASK = Mask.make([SECRET])


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (f"ある人は{SECRET}そうです", f"ある人は{MASKED}そうです"),
        ("店を たたむと\n決めた　ことは", MASKED),
        (
            "「店をたたむと決めた」、昼に「ことはまだ話していない」",
            f"「{MASKED}」、昼に「{MASKED}」",
        ),
        ("店をたたむと決", "店をたたむと決"),  # seven letters
        ("店をたたむ人もいる", "店をたたむ人もいる"),
        ("", ""),
    ],
)
def test_words_kept_back_are_covered_in_other_texts(text: str, covered: str) -> None:
    assert MASK.cover(text) == covered


def test_widths_and_half_kana_make_no_other_sentence() -> None:
    mask = Mask.make(["パン屋のＡ店が９月に閉まる"])

    assert mask.cover("ﾊﾟﾝ屋のA店が9月に閉まる話") == f"{MASKED}話"


def test_words_somebody_also_said_openly_stay() -> None:
    mask = Mask.make(["朝の商店街の音が好きで、夜は眠れない日もある"], ["朝の商店街の音が好きで"])

    text = "朝の商店街の音が好きで、夜は眠れない日もあると聞いた"
    assert mask.cover(text) == f"朝の商店街の音が好きで{MASKED}と聞いた"


def test_mask_of_nothing_changes_nothing() -> None:
    assert Mask.make([]).cover("どんな言葉でも👨‍👩‍👧そのまま") == "どんな言葉でも👨‍👩‍👧そのまま"


def test_pictures_beside_covered_words_stay_whole() -> None:
    assert MASK.cover(f"👨‍👩‍👧{SECRET}👍🏽") == f"👨‍👩‍👧{MASKED}👍🏽"
