"""What all tests share: the tables that ship, no clock, and no chance."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

from dashboard.data import Data
from geodata.commands import check, competition, coverage, scenario, suggest
from geodata.tables import reader
from tests.support.shipped import shipped

# A slow machine is no mistake: an example takes as long as it takes. What a fixture gives is the
# same for every example, because no test changes it. And the smallest example is enough: to tell
# which parts of it matter takes more than to find it.
CALM = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate, Phase.target, Phase.shrink],
    print_blob=True,
    database=None,
)
#: The same commit tries the same examples on every machine.
settings.register_profile("fixed", CALM, derandomize=True)
#: Others every time, for `make fuzz`; a test without a number of its own tries many.
settings.register_profile("fuzz", CALM, derandomize=False, max_examples=500)
settings.load_profile("fixed")


def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis also tries constants that it reads in the modules that happen to be loaded: which
    those are depends on the files that are tested together, so that is for exploring alone."""
    if config.getoption("--hypothesis-profile") != "fuzz":
        none = providers._local_constants
        providers._get_local_constants = lambda: none


def pytest_collection_finish() -> None:
    """What is there by now stays until the end: to look whether it can go would be done over and
    over, among a million objects."""
    gc.freeze()


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped tables as the dashboard reads them. Tests must not change them."""
    return shipped()


@pytest.fixture
def read_once(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line has the shipped tables at hand, and need not read them at every call."""
    from_files = reader.read

    def read(directory: Path | str = reader.PREPARED) -> reader.Tables:
        return data.tables if Path(directory) == reader.PREPARED else from_files(directory)

    # Each command has the function by a name of its own.
    for command in (check, competition, coverage, scenario, suggest):
        monkeypatch.setattr(command, "read", read)
