"""The plainest pages that could show the same map, to compare with: ``/`` is Dash with a Plotly
choropleth, geometry by its address and colours by a Patch; ``/feature-state`` is one script on
MapLibre, the one inside Plotly, whose areas have their class as a state.

Both have the postcode areas, a number and three profiles, and nothing else. For ``make bench``.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from dash import Dash, Input, Output, Patch, ctx, dcc, html
from flask import Flask, jsonify
from flask_compress import Compress

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.data import load
from dashboard.messages.ground import figure
from dashboard.web.assets import ASSETS
from dashboard.words.answer import answer_words
from tests.support.areas import distance_classes
from tests.support.geometry import features
from tests.support.gunicorn import ROOT, serving

PROFILES = ("bwi", "pie", "mt")
COLOURS = ("#08519c", "#4292c6", "#9ecae1", "#fdae6b", "#e6550d")
DATA = load()
GEOMETRY = ASSETS / DATA.manifest["geometry"]["postcode"]
AREAS = "/areas.geojson"

_SCRIPT = """
const COLOURS = %s;
let map = null, painted = [];
window.theMap = () => map;
const button = (profile) => `<button onclick="ask('${profile}')">${profile}</button>`;
async function ask(profile) {
  const { number, classes } = await (await fetch("/classes/" + profile)).json();
  classes.forEach((known, id) => {
    if (painted[id] !== known) map.setFeatureState({ source: "areas", id }, { known });
  });
  painted = classes;
  document.getElementById("number").textContent = number;
}
(async () => {
  const { figure, geometry, profiles } = await (await fetch("/start")).json();
  document.getElementById("profiles").innerHTML = profiles.map(button).join("");
  const { data, layout } = figure;
  const one = { ...data[0], locations: [0], z: [0] };
  await Plotly.newPlot("map", [one], layout, { plotGlPixelRatio: 1 });
  map = document.getElementById("map")._fullLayout.map._subplot.map;
  map.addSource("areas", { type: "geojson", data: geometry });
  const colours = COLOURS.flatMap((colour, index) => [index, colour]);
  const known = ["coalesce", ["feature-state", "known"], -1];
  map.addLayer({ id: "areas", type: "fill", source: "areas",
    paint: { "fill-color": ["match", known, ...colours, "#cbd2da"] } });
  ask(profiles[2]);
})();
"""
_PAGE = """<!doctype html><meta charset=utf-8><title>Plain</title>
<style>body{margin:0}#map{width:1440px;height:900px}</style>
<h1 id=number></h1><div id=profiles></div><div id=map></div>
<script src="/assets/vendor/%s"></script><script src="/feature-state.js"></script>"""
#: MapLibre of the figure in Plotly's own page, for the clock of the bench.
_THE_MAP = """<script>
window.theMap = () =>
  document.querySelector("#map .js-plotly-plot")?._fullLayout?.map?._subplot?.map;
</script>"""


@cache
def answer(profile: str) -> tuple[str, list[int]]:
    """The number of the country, and the class of every postcode area."""
    view, _ = read(f"?profiel={profile}", DATA)
    classes = [int(known) for known in distance_classes(DATA, view)]
    return answer_words(Context(DATA, view)).headline, classes


def _figure() -> dict:
    drawn = figure()
    steps = [[at / (len(COLOURS) - 1), colour] for at, colour in enumerate(COLOURS)]
    count = len(answer(PROFILES[2])[1])
    areas = {"geojson": AREAS, "locations": list(range(count)), "z": [0] * count}
    look = {"zmax": 4, "colorscale": steps, "marker": {"opacity": 0.92}}
    # A style of Plotly's own: of another one it loses what is empty, and fails at the next plot.
    ground = drawn["layout"]["map"] | {"style": "white-bg"}
    layout = drawn["layout"] | {"map": ground}
    return drawn | {"data": [drawn["data"][0] | areas | look], "layout": layout}


def create() -> Flask:
    """Both pages on one server."""
    server = Flask("plain", static_folder=None)
    Compress(server)
    # The files of the dashboard, and none of them in the page.
    app = Dash("plain", server=server, assets_folder=str(ROOT / "assets"), assets_ignore=".*")
    app.index_string = app.index_string.replace("</head>", f"{_THE_MAP}</head>")
    app.layout = html.Div(
        [
            html.H1(id="number"),
            html.Div([html.Button(one, id=one) for one in PROFILES], id="profiles"),
            dcc.Graph(
                id="map", figure=_figure(), style={"width": "1440px", "height": "900px"},
                config={"plotGlPixelRatio": 1},
            ),
        ]
    )  # fmt: skip

    @app.callback(
        Output("number", "children"),
        Output("map", "figure"),
        *[Input(one, "n_clicks") for one in PROFILES],
    )
    def ask(*_):
        number, classes = answer(ctx.triggered_id or PROFILES[2])
        patch = Patch()
        patch["data"][0]["z"] = classes
        return number, patch

    @server.get("/feature-state")
    def page():
        vendored = next((ROOT / "assets" / "vendor").glob("plotly-map-*.min.js"))
        return _PAGE % vendored.name

    @server.get("/feature-state.js")
    def script():
        return _SCRIPT % json.dumps(COLOURS), {"Content-Type": "text/javascript"}

    @server.get("/start")
    def start():
        return jsonify(figure=_figure(), geometry=AREAS, profiles=PROFILES)

    @server.get(AREAS)
    def areas():
        return jsonify(type="FeatureCollection", features=features(GEOMETRY))

    @server.get("/classes/<profile>")
    def classes(profile: str):
        number, every = answer(profile)
        return jsonify(number=number, classes=every)

    # Before the workers part: only who made the page of Dash gives its scripts.
    server.test_client().get("/")
    return server


@contextmanager
def serving_plain() -> Iterator[str]:
    """Address of both, by gunicorn as the dashboard itself."""
    with serving(application="tests.bench.plain:create()", health="/feature-state") as server:
        yield f"http://{server.target.host}:{server.target.port}"
