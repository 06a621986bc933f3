"""Make a new passcode when the old one is lost. Only who sits at the machine can ask for it."""

from collections.abc import Callable, Mapping
from typing import Any

from facilitator.access import Access
from worksheets import toolkit
from worksheets.errors import BadInput
from worksheets.settings import PASSCODE


def make_reset(access: Access) -> Callable[[], Mapping[str, Any]]:
    """Make the task that renews the passcode of this data folder."""

    def reset() -> Mapping[str, Any]:
        if toolkit.current().settings.passcode:
            raise BadInput(
                f"合言葉は環境変数 {PASSCODE} で決められています。"
                "その値を変えて、始めなおしてください。"
            )
        access.open()
        return {"passcode": access.renew_passcode()}

    return reset
