"""What all tests share: the tables that ship, and no clock."""

import pytest
from hypothesis import HealthCheck, settings

from dashboard.data import Data, load

# A slow machine is no mistake: an example takes as long as it takes. And what a fixture gives is
# the same for every example, because no test changes it.
CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("calm", deadline=None, suppress_health_check=CALM)
settings.load_profile("calm")


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped tables as the dashboard reads them. Tests must not change them."""
    return load()
