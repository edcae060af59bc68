"""The command line as a whole: which command is run, and what is loaded for it."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.__main__ import COMMANDS, main, parser

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


def test_what_is_written_goes_out_of_every_command_alike():
    for option in ("--to", "--out"):
        assert parser("fetch").parse_args(["fetch", option, "sources"]).to == Path("sources")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["coverage", "--population", "1999"], "--population: invalid choice: 1999"),
        (["coverage", "--by", "own"], "--by: invalid choice: 'own'"),
        (["suggest"], "are required: --profile"),
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["check", "--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(asked, said, capsys):
    with pytest.raises(SystemExit) as left:
        main(asked)
    (line,) = capsys.readouterr().err.splitlines()
    assert left.value.code == 2
    assert line.startswith("error: ") and said in line and line.endswith(" --help")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("output", "code", "said"),
    [("> /dev/full", 2, "error: the output: No space left on device\n"), ("| true", 0, "")],
)
def test_an_output_that_takes_no_more(output, code, said):
    command = f"{sys.executable} -m geodata dictionary {output}; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (code, said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the output: No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied", "a.csv"), "a.csv: Permission denied"),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset"), "Connection reset"),
        (OSError("no route to a publisher"), "no route to a publisher"),
    ],
)
def test_what_the_machine_refuses_is_said_of_what_it_is(error, said, monkeypatch, capsys):
    def refuses(*_):
        raise error

    monkeypatch.setattr("geodata.__main__._run", refuses)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == f"error: {said}\n"


@pytest.mark.slow
def test_what_only_reads_tables_loads_no_geometry():
    code = "import sys\nfrom geodata.__main__ import parser\n"
    for line in LIGHT:
        code += f"{line}\nprint(*(name for name in {HEAVY} if name in sys.modules))\n"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = dict(zip(LIGHT, run.stdout.splitlines(), strict=True))
    assert loaded == dict.fromkeys(LIGHT, "")
