"""Measures, the curve, a chosen site and lines from a home, asked as the browser asks."""

import gzip
import io
import json
from urllib.parse import quote

import numpy as np
import pandas as pd
import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import MEASURE_WORDS
from dashboard.address.query import default_view, link, read
from dashboard.data import CARIBBEAN, LEVELS
from dashboard.figures.answer import answer
from dashboard.formatting import not_nearly, percentage
from dashboard.messages import curve
from dashboard.messages.travel import message
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.names import title_name
from geodata.__main__ import main
from geodata.analysis.coverage import coverage
from geodata.analysis.coverage import curve as curve_of_homes
from geodata.vocabulary import CLOSE_LEVELS
from tests.support.asking import server_callbacks, shown_at, taking
from tests.support.kinds import SHOW_WORDS
from tests.support.markup import Markup, words

MEASURES = [
    "maat=fiets",
    "maat=fiets&afstand=6",
    "maat=minuten",
    "maat=minuten&minuten=45&snelheid=20",
    "maat=minuten&minuten=15&snelheid=18",
    "kaart=verschil",
    "kaart=verschil&maat=fiets&per=gemeente&tabel=open&sorteer=-difference",
    "kaart=verschil&maat=minuten&per=provincie&tabel=open",
]
PLACES = ["", "gebied=PV28", "gebied=GM0363", "gebied=1011", "gebied=sto-achterhoek-oost"]


def search_of(view, data) -> str:
    return link(view, data).removeprefix("/")


def asked_by(app, key: str, values: dict) -> dict:
    """Only the values that one callback takes."""
    one = app.callback_map[key]
    taken = {f"{part['id']}.{part['property']}" for part in (*one["inputs"], *one["state"])}
    return {name: value for name, value in values.items() if name in taken}


def values_at(search: str) -> dict:
    """What a page at an address can tell its callbacks."""
    return {
        "address.search": search,
        "url.search": search,
        "url.pathname": "/",
        "sought.data": "utrecht",
        "picked-area.data": {"feature": 3, "shown": search},
        "picked-site.data": {"code": "00AH00", "shown": search},
    }


# ---- every callback -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_is_answered_for_every_measure(app, call, update, data, measure, language):
    site = next(iter(data.site_rows))
    for place in (*PLACES, f"gebied={CARIBBEAN}", f"vestiging={site}"):
        search = f"?{measure}&{place}&taal={language}"
        assert read(search, data)[1] == []
        assert update(search)["messages"]["areas"]
        for key in server_callbacks(app):
            call(key, asked_by(app, key, values_at(search)))


HOSTILE = {
    "maat": "<script>alert(1)</script>",
    "snelheid": "99999999999",
    "minuten": "-5",
    "vestiging": "../../etc/passwd",
    "kaart": "verschil'; DROP TABLE",
    "sorteer": "-difference.__class__",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_used_is_told_and_breaks_nothing(app, call, update, name, language):
    around = f"?maat=minuten&taal={language}" if name != "maat" else f"?taal={language}"
    search = f"{around}&{name}={quote(HOSTILE[name])}"
    for key in server_callbacks(app):
        usual, hostile = (asked_by(app, key, values_at(one)) for one in (around, search))
        assert call(key, hostile) == call(key, usual), key
    usual, hostile = update(around), update(search)
    assert words(hostile["parts"].pop("notice")) == texts_in(language)("notice.ignored", names=name)
    assert usual["parts"].pop("notice") == ""
    # The first mark is that of the notice.
    assert hostile.pop("marks").split(".")[1:] == usual.pop("marks").split(".")[1:]
    assert hostile == usual


@pytest.mark.parametrize(
    "picked", [None, {}, {"code": None}, {"code": ""}, {"code": "../x"}, {"code": 5}, {"at": 1}]
)
def test_a_click_beside_every_site_opens_nothing(app, call, picked):
    picked = picked and {"shown": "?profiel=pie", **picked}
    assert call(taking(app, "picked-site.data"), {"picked-site.data": picked}) == {}


def test_a_click_on_a_site_opens_it(app, call, data):
    site, other = list(data.site_rows)[:2]
    view = default_view(data).but(region="PV28", profiles="PIE", measure="minutes", table=True)

    def click(code: str, shown: str) -> dict:
        picked = {"code": code, "shown": shown}
        return call(taking(app, "picked-site.data"), {"picked-site.data": picked})

    search = click(site, search_of(view, data))["address"]["search"]
    assert read(search, data) == (view.ride_from(site), [])
    assert click(site, search) == {}
    assert read(click(other, search)["address"]["search"], data)[0].site == other


# ---- lines and rings ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_and_rings_reach_the_browser_as_they_are_made(update, data, language):
    site = next(iter(data.site_rows))
    usual = default_view(data).but(language=language, measure="minutes", speed=20)
    for view in (usual, usual.but(region="1011"), usual.ride_from(site)):
        made = message(Context(data, view))
        told = update(search_of(view, data))["messages"]["travel"]
        assert told == json.loads(json.dumps(made))


@pytest.mark.parametrize("language", LANGUAGES)
def test_rings_can_be_asked_for_by_address(client, data, language):
    usual = default_view(data).but(language=language, speed=20)
    for view in (usual, usual.ride_from(next(iter(data.site_rows)))):
        answer = client.get(f"/ringen.json{search_of(view, data)}")
        made = message(Context(data, view))
        assert answer.mimetype == "application/json"
        assert answer.json == json.loads(json.dumps(made))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_address_of_rings_is_the_usual_one(client, name):
    answer = client.get(f"/ringen.json?{name}={quote(HOSTILE[name])}")
    assert answer.status_code == 200
    assert answer.json == {"key": None, "rings": [], "lines": []}
    assert client.post("/ringen.json").status_code == 405


# ---- the curve ----------------------------------------------------------------------------------


def curve_of(update, data, view) -> dict | None:
    messages = update(search_of(view, data))["messages"]
    return messages["curve"] and messages["axes"] | messages["curve"]


def at_threshold(message: dict) -> list[float | None]:
    at = message["limits"].index(message["threshold"])
    return [line["shares"][at] for line in message["lines"]]


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURE_WORDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_curve_is_the_coverage_and_the_panel(update, data, measure, language):
    usual = default_view(data).but(
        measure=measure, threshold_km=7, minutes=25, speed=18, profiles="PIE", language=language
    )
    for code in ("NL", "PV28", "AM05", "sto-achterhoek-oost", "GM0344"):
        view = usual.but(region=code)
        message = curve_of(update, data, view)
        path = data.path(code)[::-1]
        assert (message["unit"], message["threshold"]) == (view.unit, view.threshold)
        assert [line["name"] for line in message["lines"]] == [
            title_name(step, texts_in(language)) for step in path
        ]
        shares = [answer(data, view, step.code).share for step in path]
        assert at_threshold(message) == [round(float(share), 1) for share in shares]
        panel = Markup(update(search_of(view, data))["parts"]["answer"])
        assert any(one.get("id") == "curve" for _, one in panel.elements)
        if code != "NL":
            assert all(("text", percentage(share, language)) in panel.steps for share in shares)


@pytest.mark.slow
def test_every_threshold_of_the_curve_is_the_share_at_that_threshold(update, data):
    for measure in MEASURE_WORDS:
        view = default_view(data).but(region="PV30", measure=measure, speed=20)
        message = curve_of(update, data, view)
        for threshold in view.thresholds:
            moved = view.but(**{"minutes" if measure == "minutes" else "threshold_km": threshold})
            shares = coverage(data.tables, moved.question, "province").set_index("code")["share"]
            at = message["limits"].index(threshold)
            assert message["lines"][0]["shares"][at] == round(float(shares["PV30"]), 1)


def test_the_caribbean_has_no_curve(update, data):
    for measure in MEASURE_WORDS:
        view = default_view(data).but(region=CARIBBEAN, measure=measure)
        assert curve_of(update, data, view) is None


@pytest.mark.slow
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("level", ["nl", *LEVELS])
def test_the_curve_is_the_command_line(data, capsys, level):
    """``python -m geodata coverage --distance cycle --max 30min --by LEVEL``, to the digit."""
    assert main(["coverage", "--distance", "cycle", "--max", "30min", "--by", level]) == 0
    typed = pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"code": str})
    shares = typed.set_index("code")["share"]
    view = default_view(data).but(measure="minutes", minutes=30)
    regions = data.tables.regions_of(level)
    assert shares.index.tolist() == regions["code"].tolist()
    limit = np.array([view.metres(30)])
    wrong = []
    for position, (code, share) in enumerate(shares.items()):
        exact = curve_of_homes(data.tables, view.question, level, position, limit)[0]
        if not np.array_equal(round(float(exact), 4), share, equal_nan=True):
            wrong.append((code, exact, share))
        if level in CLOSE_LEVELS or code == CARIBBEAN:
            continue
        message = curve.message(Context(data, view.but(region=code)), lambda one: one.name)
        if at_threshold(message)[0] != not_nearly(exact, 1):
            wrong.append((code, exact, at_threshold(message)[0]))
    assert wrong == []


# ---- the size of an update ----------------------------------------------------------------------

#: Bytes on the line of a whole change of view, compressed with gzip.
MOST_OF_A_CHANGE = 15_000
#: Bytes of any one part or message of it.
MOST_OF_ONE = 10_000
#: A change of the measure that brings more: a layer of sites, or a distance for every postcode, in
#: a large province beside its whole panel.
HEAVY = {("only", "PV28"), ("only", "GM0363"), ("distance", "PV28")}


def sizes_of(client, data, marks: str, view) -> tuple[int, dict[str, int]]:
    """Bytes on the line when the address changes to a view from one with these marks, and of each
    of what it brings that is not small before it is compressed."""
    answer = shown_at(client, search_of(view, data), marks, **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    told = json.loads(gzip.decompress(answer.data))
    assert told["marks"] != marks
    brought = told["parts"] | told["messages"]
    written = {name: json.dumps(one).encode() for name, one in brought.items()}
    return len(answer.data), {
        name: len(gzip.compress(one)) for name, one in written.items() if len(one) >= MOST_OF_ONE
    }


def assert_small(client, data, before, *changes: dict, most: int = MOST_OF_A_CHANGE) -> None:
    """Each of the changes of a view is a small update."""
    marks = shown_at(client, search_of(before, data)).json["marks"]
    for one in changes:
        whole, each = sizes_of(client, data, marks, before.but(**one))
        assert {name: size for name, size in each.items() if size >= MOST_OF_ONE} == {}
        assert whole < most


@pytest.mark.slow
@pytest.mark.parametrize("region", ["NL", "PV28", "GM0363", "1011"])
@pytest.mark.parametrize("show", SHOW_WORDS)
def test_another_measure_is_a_small_update(client, data, region, show):
    before = default_view(data).but(region=region, show=show, picked_level="postcode")
    most = 18_000 if (show, region) in HEAVY else MOST_OF_A_CHANGE
    assert_small(
        client,
        data,
        before,
        {"measure": "cycle"},
        {"measure": "minutes"},
        {"measure": "minutes", "speed": 20, "minutes": 45},
        most=most,
    )


@pytest.mark.slow
@pytest.mark.parametrize("show", SHOW_WORDS)
def test_another_measure_is_a_small_update_with_a_site_open(client, data, show):
    rows = data.tables.placed_sites
    for code in rows["code"].iloc[[5, 500, 1000]]:
        before = default_view(data).but(region="PV28", show=show).ride_from(code)
        assert_small(
            client, data, before, {"measure": "cycle"}, {"measure": "minutes"}, {"speed": 20}
        )
