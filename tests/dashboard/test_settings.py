"""What the environment can set."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from dashboard.settings import (
    VARIABLES,
    Settings,
    SettingsError,
    from_environment,
    settings_or_exit,
)
from geodata.tables.reader import PREPARED

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "settings.md"


def test_nothing_set_is_the_defaults():
    assert from_environment({}) == Settings()
    assert Settings().tables == PREPARED


def test_every_field_can_be_set(tmp_path):
    found = from_environment(
        {
            "TECHNIEK_TABLES": str(tmp_path),
            "TECHNIEK_LAYOUTS": str(tmp_path),
            "TECHNIEK_TABLES_FROM": "s3://techniek/tables",
            "TECHNIEK_HOST": "0.0.0.0",
            "TECHNIEK_PORT": "9000",
            "TECHNIEK_BASEMAP": "drawn",
            "TECHNIEK_FRAME_ANCESTORS": "'self' https://example.org",
            "TECHNIEK_EMBED_ANCESTORS": "https://example.org",
            "TECHNIEK_HOSTS": "Techniek.example.nl .example.org 192.0.2.1",
            "TECHNIEK_API_RATE": "30",
            "TECHNIEK_PDFS": "3",
            "TECHNIEK_PROXIES": "1",
            "TECHNIEK_LOG": "json",
            "TECHNIEK_METRICS": "127.0.0.1:9100",
            "TECHNIEK_CONTACT": "toegankelijk@example.nl",
            "SCRIPT_NAME": "/techniek/",
        }
    )
    assert found == Settings(
        tmp_path,
        tmp_path,
        "s3://techniek/tables",
        "0.0.0.0",
        9000,
        "drawn",
        "'self' https://example.org",
        "https://example.org",
        ("techniek.example.nl", ".example.org", "192.0.2.1"),
        30,
        3,
        1,
        "json",
        "127.0.0.1:9100",
        "toegankelijk@example.nl",
        "/techniek",
    )
    assert all(vars(found)[name] != value for name, value in vars(Settings()).items())


def test_other_variables_change_nothing():
    assert from_environment({"PORT": "1", "BASEMAP": "drawn", "techniek_port": "2"}) == Settings()


def test_the_environment_of_the_process_is_read(monkeypatch):
    monkeypatch.setenv("TECHNIEK_PORT", "8123")
    assert from_environment().port == 8123


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("TECHNIEK_TABLES", ""),
        ("TECHNIEK_TABLES", "/no/such/folder"),
        ("TECHNIEK_LAYOUTS", "/no/such/folder"),
        ("TECHNIEK_HOST", ""),
        ("TECHNIEK_PORT", "http"),
        ("TECHNIEK_PORT", "0"),
        ("TECHNIEK_PORT", "65536"),
        ("TECHNIEK_PORT", "８０５０"),
        ("TECHNIEK_BASEMAP", "osm"),
        ("TECHNIEK_FRAME_ANCESTORS", "'self'; script-src *"),
        ("TECHNIEK_EMBED_ANCESTORS", "*\r\nX-Other: 1"),
        ("TECHNIEK_HOSTS", ""),
        ("TECHNIEK_HOSTS", "https://example.nl"),
        ("TECHNIEK_HOSTS", "example.nl:8050"),
        ("TECHNIEK_HOSTS", "*.example.nl"),
        ("TECHNIEK_HOSTS", "a..b"),
        ("TECHNIEK_API_RATE", "1.5"),
        ("TECHNIEK_PROXIES", "-1"),
        ("TECHNIEK_LOG", "JSON"),
        ("TECHNIEK_METRICS", "9100"),
        ("TECHNIEK_TABLES_FROM", "/mnt/tables"),
        ("SCRIPT_NAME", "techniek"),
        ("SCRIPT_NAME", "//techniek"),
        ("SCRIPT_NAME", "/a/../b"),
    ],
)
def test_what_a_setting_cannot_be_is_refused_with_what_it_can(variable, text):
    with pytest.raises(SettingsError) as refusal:
        from_environment({variable: text})
    message = str(refusal.value)
    allowed = VARIABLES[variable].metadata["allowed"].words
    assert message == f"{variable} is {text!r}, not {allowed}"
    assert "\n" not in message


def test_a_setting_that_does_not_exist_is_told_with_those_that_do():
    with pytest.raises(SettingsError, match="TECHNIEK_PROT is no setting") as refusal:
        from_environment({"TECHNIEK_PROT": "1"})
    assert all(variable in str(refusal.value) for variable in VARIABLES)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(SettingsError, match="TECHNIEK_BASEMAP is .*; TECHNIEK_PORT is "):
        from_environment({"TECHNIEK_PORT": "abc", "TECHNIEK_BASEMAP": "osm"})


def test_a_process_with_settings_that_cannot_be_ends_with_one_line(monkeypatch, capsys):
    monkeypatch.setenv("TECHNIEK_PORT", "abc")
    with pytest.raises(SystemExit) as end:
        settings_or_exit()
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "techniek-dichtbij: TECHNIEK_PORT is 'abc', not a whole number from 1 to 65535"
    ]


@pytest.mark.slow
@pytest.mark.parametrize("started", [["app.py"], ["gunicorn.conf.py"]])
def test_both_ways_to_start_ask_for_the_settings_first(started):
    """A traceback, or a worker that starts again and again, would hide what is wrong."""
    ended = subprocess.run(
        [sys.executable, *started],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TECHNIEK_BASEMAP": "osm"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr == ("techniek-dichtbij: TECHNIEK_BASEMAP is 'osm', not pdok or drawn\n")


def test_the_docs_have_a_row_of_every_setting_and_no_others():
    rows = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [_row(variable, setting) for variable, setting in VARIABLES.items()]


def _row(variable, setting):
    default = {PREPARED: "`geodata/prepared`", (): "none", "": "none", None: "none"}.get(
        setting.default, f"`{setting.default}`"
    )
    cells = (f"`{variable}`", setting.metadata["meaning"], default)
    return f"| {' | '.join(cells)} | {setting.metadata['allowed'].words} |"


def test_settings_stay_as_they_are():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1


def test_by_default_only_this_machine_can_reach_the_server():
    assert Settings().host == "127.0.0.1"
