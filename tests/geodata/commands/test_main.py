"""The command line as a whole: which command is run, and what is loaded for it."""

import subprocess
import sys

import pytest

from geodata.__main__ import COMMANDS, parser

HEAVY = ("dask", "distributed", "geopandas", "osmium", "pandera", "pyogrio", "pyproj", "scipy")


def loaded(code: str) -> set[str]:
    """Which of the heavy libraries are there after some lines of Python."""
    code += f"\nimport sys\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_options_and_runs(command):
    with pytest.raises(SystemExit) as left:
        parser(command).parse_args([command, "--help"])
    assert left.value.code == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "coverage", "dictionary"])
def test_what_only_reads_tables_loads_no_geometry(command):
    assert loaded(f"from geodata.__main__ import parser\nparser({command!r})") == set()


def test_the_help_loads_nothing():
    assert loaded("from geodata.__main__ import parser\nparser(None)") == set()


@pytest.mark.slow
def test_a_web_worker_loads_no_geometry():
    assert loaded("import dashboard.data, dashboard.api.operations") == set()
