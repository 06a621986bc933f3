"""A finished run of the shipped 地域づくり編, made once for all tests that read it."""

from collections.abc import Iterator

import pytest

from facilitator.analysis.collect import collect_report
from facilitator.analysis.records import Report
from tests.facilitator.exports.town import Town, fill_town, open_town
from worksheets import toolkit
from worksheets.settings import Settings
from worksheets.toolkit import open_toolkit


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'town.db'}")
    with toolkit.use(open_toolkit(settings)):
        yield fill_town(open_town())


@pytest.fixture(scope="module")
def town_report(town: Town) -> Report:
    return collect_report(town.code)
