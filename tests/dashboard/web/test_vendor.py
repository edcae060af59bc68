"""The plotly.js that the project serves is the one that the installed plotly writes figures for."""

import json
import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "assets" / "vendor"
RECIPE = ROOT / "tools" / "plotly" / "package.json"


@pytest.fixture(scope="module")
def script() -> Path:
    (found,) = VENDOR.glob("plotly-*.js")
    return found


def test_the_name_says_the_version_of_the_installed_plotly(script):
    assert script.name == f"plotly-map-{get_plotlyjs_version()}.min.js"


def test_the_script_is_of_the_installed_version(script):
    text = script.read_text("utf-8")
    assert text.startswith(f"/*! plotly.js v{get_plotlyjs_version()},")
    # What the script itself gives as `Plotly.version`.
    assert re.findall(r'\.version="(\d+\.\d+\.\d+)"', text) == [get_plotlyjs_version()]


def test_the_recipe_builds_the_installed_version():
    pinned = json.loads(RECIPE.read_text("utf-8"))["devDependencies"]
    assert pinned["plotly.js"] == get_plotlyjs_version()


def test_the_licences_lie_beside_the_script(script):
    licences = script.with_name(script.name.replace(".min.js", ".LICENSES.txt"))
    text = licences.read_text("utf-8")
    for package in (f"plotly.js {get_plotlyjs_version()} (MIT)", "maplibre-gl ", "@plotly/d3 "):
        assert re.search(f"^{re.escape(package)}", text, re.MULTILINE), package
