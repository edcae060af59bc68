"""What the environment can set."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from dashboard.settings import Settings, from_environment
from geodata.tables.reader import PREPARED


def test_nothing_set_is_the_defaults():
    assert from_environment({}) == Settings()
    assert Settings().tables == PREPARED


def test_every_field_can_be_set():
    found = from_environment(
        {
            "TECHNIEK_TABLES": "/srv/tables",
            "TECHNIEK_HOST": "0.0.0.0",
            "TECHNIEK_PORT": "9000",
            "TECHNIEK_BASEMAP": "drawn",
            "TECHNIEK_FRAME_ANCESTORS": "'self' https://example.org",
            "TECHNIEK_EMBED_ANCESTORS": "https://example.org",
            "TECHNIEK_API_RATE": "30",
            "TECHNIEK_PROXIES": "1",
        }
    )
    assert found == Settings(
        Path("/srv/tables"),
        "0.0.0.0",
        9000,
        "drawn",
        "'self' https://example.org",
        "https://example.org",
        30,
        1,
    )
    assert all(vars(found)[name] != value for name, value in vars(Settings()).items())


def test_other_variables_change_nothing():
    assert from_environment({"PORT": "1", "BASEMAP": "drawn", "techniek_port": "2"}) == Settings()


def test_the_environment_of_the_process_is_read(monkeypatch):
    monkeypatch.setenv("TECHNIEK_PORT", "8123")
    assert from_environment().port == 8123


def test_a_port_that_is_no_number_is_refused():
    with pytest.raises(ValueError):
        from_environment({"TECHNIEK_PORT": "http"})


def test_settings_stay_as_they_are():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


def test_by_default_only_this_machine_can_reach_the_server():
    assert Settings().host == "127.0.0.1"
