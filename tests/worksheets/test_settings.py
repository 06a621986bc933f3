from dataclasses import replace

import pytest

from worksheets.errors import StartProblem
from worksheets.settings import Settings


@pytest.mark.parametrize(
    "address",
    [
        *("192.168.1.10:8501", "kenshu.example.jp", "ftp://x", "https://", "http://:8501"),
        *("http://a b", "http://x:99999", "http://x/?a=1", "http://x/#y", "http://u:p@x"),
        *("javascript:alert(1)", "http://x\\y", "http://x/<script>", "http://日本"),
    ],
)
def test_public_address_nobody_can_open_is_refused(settings: Settings, address: str) -> None:
    with pytest.raises(StartProblem, match="WORKSHOP_PUBLIC_URL"):
        replace(settings, public_url=address).check()


@pytest.mark.parametrize(
    "address",
    [
        *("http://192.168.1.10:8501", "https://kenshu.example.jp", "http://localhost:8501"),
        *("https://kenshu.example.jp/tools/a-b_c", "http://[fd00::1]:8501"),
    ],
)
def test_public_address_people_can_open_is_taken(settings: Settings, address: str) -> None:
    replace(settings, public_url=address).check()
