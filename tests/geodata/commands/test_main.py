"""The command line as a whole: which command is run, and what is loaded for it."""

import subprocess
import sys

import pytest

from geodata.__main__ import COMMANDS, parser

HEAVY = ("dask", "distributed", "geopandas", "osmium", "pandera", "pyogrio", "pyproj", "scipy")
#: What only reads tables; help comes first, as what one of them loads is there for the next.
LIGHT = (
    "parser(None)",
    "parser('check')",
    "parser('coverage')",
    "parser('dictionary')",
    "import dashboard.data, dashboard.api.operations",
)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_options_and_runs(command):
    with pytest.raises(SystemExit) as left:
        parser(command).parse_args([command, "--help"])
    assert left.value.code == 0


@pytest.mark.slow
def test_what_only_reads_tables_loads_no_geometry():
    code = "import sys\nfrom geodata.__main__ import parser\n"
    for line in LIGHT:
        code += f"{line}\nprint(*(name for name in {HEAVY} if name in sys.modules))\n"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = dict(zip(LIGHT, run.stdout.splitlines(), strict=True))
    assert loaded == dict.fromkeys(LIGHT, "")
