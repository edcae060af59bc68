"""A client of the interface for programs."""

import pytest
from flask.testing import FlaskClient

from dashboard import create_app
from dashboard.settings import Settings


@pytest.fixture(scope="module")
def api(data) -> FlaskClient:
    """A client that may ask as often as it likes."""
    return create_app(Settings(api_rate=0), data).server.test_client()
