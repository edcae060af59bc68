"""What all tests share: the tables that ship."""

import pytest

from dashboard.tables import Data, load


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped tables as the dashboard reads them. Tests must not change them."""
    return load()
