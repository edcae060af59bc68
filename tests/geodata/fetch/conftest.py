"""Publishers on this machine, and a client that waits for nothing."""

from collections.abc import Iterator

import pytest

from geodata.fetch.client import Client
from tests.support.publishers import Publishers, publishing


@pytest.fixture
def publishers() -> Iterator[Publishers]:
    with publishing() as server:
        yield server


@pytest.fixture
def client(publishers: Publishers) -> Client:
    """Asks these publishers; what it would wait is written down."""
    return Client(hosts=publishers.hosts, pause=0, sleep=publishers.waits.append)


@pytest.fixture
def unhurried(publishers: Publishers) -> dict[str, object]:
    """What `fetch` takes to ask these publishers, and to wait for nothing."""
    return {
        "hosts": publishers.hosts,
        "pause": 0,
        "sleep": publishers.waits.append,
        "quiet": True,
    }
