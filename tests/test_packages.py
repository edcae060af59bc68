"""What is installed: which packages run, which only build, and under which licences."""

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
BROUGHT = metadata.packages_distributions()


def pinned(name: str) -> set[str]:
    """Packages of a file that is installed, by name."""
    text = (HOUSE / name).read_text("utf-8")
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def named(name: str) -> str:
    """The name of a package as the files spell it."""
    return re.sub("[_.]", "-", name.lower())


RUNS, BUILDS = pinned("requirements.txt"), pinned("requirements-build.txt")
EVERYTHING = pinned("requirements-dev.txt")
#: What is asked for, not what that brings along: some of it is taken by others where it is there.
ONLY_BUILDS = pinned("requirements-build.in")
#: Those for this machine; some are for another system or version of Python.
HERE = sorted(EVERYTHING & {named(one.name) for one in metadata.distributions()})


def licence(name: str) -> str:
    """The licence of a package in its own words: an expression, a field, a class, or its text."""
    about = metadata.metadata(name)
    classes = [one for one in about.get_all("Classifier", []) if one.startswith("License ::")]
    texts = [
        file.read_text("utf-8")
        for file in metadata.files(name) or ()
        if re.match(r"(licen[cs]e|copying)", file.name, re.IGNORECASE)
    ]
    fields = (about.get("License-Expression"), about.get("License"), *classes, *texts)
    return next((text for text in fields if text and text != "UNKNOWN"), "")


def test_what_builds_is_more_than_what_runs_and_what_tests_is_more_than_both():
    assert RUNS < BUILDS < EVERYTHING
    assert {"dask", "distributed", "osmium", "pandera"} <= ONLY_BUILDS <= BUILDS - RUNS
    assert {"dash", "geopandas", "pandas", "plotly", "scipy", "shapely"} <= RUNS


@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_the_licence_of_every_package_is_known(name):
    assert licence(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(RUNS & {*HERE}))
def test_what_runs_asks_nothing_of_who_runs_it_that_ours_does_not(name):
    """The EUPL goes with all but the licences that reach over a whole work."""
    about = f"{licence(name)[:200]} {metadata.metadata(name).get_all('Classifier', [])}"
    assert not re.search(r"\b(?:A?GPL|General Public License)\b", about), about


@pytest.fixture(scope="module")
def served() -> set[str]:
    """The modules of a server without any setting that has answered."""
    asked = ("/", "/regio/land/NL", "/embed", "/api/v1/coverage", "/download.gpkg", "/kaart.svg")
    script = (
        "import json, runpy, sys; runpy.run_path('gunicorn.conf.py'); import app\n"
        "browser = app.server.test_client()\n"
        f"assert all(browser.get(path).status_code == 200 for path in {asked})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=HOUSE,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(ended.stdout))


@pytest.mark.slow
def test_a_server_imports_nothing_that_only_builds(served):
    brought = {named(name) for module in served for name in BROUGHT.get(module, ())}
    assert brought & RUNS >= {"dash", "flask", "pandas"}
    assert not brought & ONLY_BUILDS
    # Processes beside the server have these; of geometry itself it has only Shapely.
    assert not brought & {"geopandas", "pyogrio", "pyproj", "scipy"}


@pytest.mark.slow
def test_a_server_never_loads_what_writes_its_files(served):
    assert not served & {"xlsxwriter", "pptx", "resvg_py", "lxml"}


@pytest.mark.slow
def test_a_server_loads_no_library_that_only_a_setting_asks_for(served):
    assert not served & {"prometheus_client", "fsspec"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "command"),
    [
        ("osmium", ["network", "--osm", "x.pbf", "--out", "y"]),
        ("scipy", ["matrix", "--from", "x", "--to", "y", "--out", "z"]),
        ("pandera", ["build", "--source", "x"]),
    ],
)
def test_a_command_without_its_packages_says_what_to_install(missing, command):
    script = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        f"from geodata.__main__ import main; sys.exit(main({command}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=HOUSE, capture_output=True, text=True
    )
    assert ended.returncode == 2 and ended.stdout == ""
    assert re.fullmatch(
        rf"error: {missing}[\w.]* is not installed; run .*requirements-build\.txt\n", ended.stderr
    )
