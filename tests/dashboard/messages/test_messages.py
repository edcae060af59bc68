"""Every message to a script is what its type says, and the script reads it as it was meant."""

import json
import re
import types
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

import numpy as np
import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.catalogue import PUBLISHED
from dashboard.data import CARIBBEAN, LEVELS, Data
from dashboard.figures import travel as travel_figures
from dashboard.figures import two_way, work
from dashboard.figures.answer import answer, nearest_sites
from dashboard.formatting import between, number
from dashboard.messages import areas as areas_module
from dashboard.messages import curve as curve_module
from dashboard.messages import distances as distances_module
from dashboard.messages import facilities as facilities_module
from dashboard.messages import focus as focus_module
from dashboard.messages import ground as ground_module
from dashboard.messages import labour_areas, paint, site_list
from dashboard.messages import rules as rules_module
from dashboard.messages import sites as sites_module
from dashboard.messages import travel as travel_module
from dashboard.texts import LANGUAGES
from dashboard.web.assets import SCRIPTS
from dashboard.words.legend import cell_words, reason
from dashboard.words.names import region_name
from tests.support.areas import areas_message, codes_inside
from tests.support.kinds import SHOWS, WORK_SHOWS
from tests.support.scripts import browser_classes, run, tooltips

SITE = "13OR01"
HOME = "5038"

#: Views of every kind: what is shown, at which level, and what is chosen.
VIEWS = {
    **{
        f"{show}-{level}": {"show": show, "picked_level": level}
        for show in SHOWS
        for level in LEVELS
    },
    **{f"{show}-in-town": {"show": show, "region": "GM0855"} for show in SHOWS},
    **{f"work-{figure}": {"show": "work", "figure": figure} for figure in PUBLISHED},
    **{f"{show}-in-province": {"show": show, "region": "PV30"} for show in WORK_SHOWS},
    "two-way": {"show": "two_way"},
    "two-way-candidates": {"show": "two_way", "offer": "candidates"},
    "two-way-chosen": {"show": "two_way", "chosen": ("CR31", "CR32")},
    "by-bicycle": {"measure": "cycle"},
    "in-minutes": {"measure": "minutes", "speed": 20, "minutes": 45},
    "no-middle-state": {"profiles": "vmbo"},
    "site": {"site": SITE},
    "site-by-province": {"site": SITE, "picked_level": "province"},
    "home": {"region": HOME},
    "home-in-minutes": {"region": HOME, "measure": "minutes"},
    "caribbean": {"region": CARIBBEAN},
    "caribbean-only": {"region": CARIBBEAN, "show": "only", "picked_level": "municipality"},
    "no-sites": {"sites": False},
    "facilities": {"facilities": True},
    "english": {"language": "en", "region": "PV29"},
}


@pytest.fixture(params=VIEWS, ids=str)
def context(request: pytest.FixtureRequest, data: Data) -> Context:
    return Context(data, default_view(data).but(**VIEWS[request.param]))


def curve_of(context: Context) -> curve_module.Curve | None:
    texts = context.texts
    return curve_module.message(context, lambda region: region_name(region, texts))


# ---- a message is what its type says ------------------------------------------------------------


def misfits(value: Any, kind: Any, place: str = "message") -> list[str]:
    """Where a value is not what a type says."""
    origin, of = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return misfits(value, of[0], place)
    if origin in (Union, types.UnionType):
        tried = [misfits(value, one, place) for one in of]
        return [] if [] in tried else min(tried, key=len)
    if origin is Literal:
        return [] if value in of else [f"{place} is {value!r}"]
    if isinstance(kind, type) and hasattr(kind, "__required_keys__"):
        return _misfits_of_keys(value, kind, place)
    if origin is dict:
        if not isinstance(value, dict):
            return [f"{place} is {value!r}"]
        return [
            fault for key, one in value.items() for fault in misfits(one, of[1], f"{place}.{key}")
        ]
    if origin is list or (origin is tuple and of[-1] is ...):
        if not isinstance(value, origin):
            return [f"{place} is {value!r}"]
        return [
            fault for at, one in enumerate(value) for fault in misfits(one, of[0], f"{place}[{at}]")
        ]
    if origin is tuple:
        if not isinstance(value, tuple) or len(value) != len(of):
            return [f"{place} is {value!r}"]
        pairs = zip(value, of, strict=True)
        return [
            fault for at, pair in enumerate(pairs) for fault in misfits(*pair, f"{place}[{at}]")
        ]
    allowed = (int, float) if kind is float else kind
    fits = value is None if kind is type(None) else isinstance(value, allowed)
    return (
        [] if fits and (kind is bool or not isinstance(value, bool)) else [f"{place} is {value!r}"]
    )


def _misfits_of_keys(value: Any, kind: type, place: str) -> list[str]:
    hints = get_type_hints(kind, include_extras=True)
    if not isinstance(value, dict):
        return [f"{place} is {value!r}"]
    missing = [f"{place}.{key} is missing" for key in kind.__required_keys__ - value.keys()]
    unknown = [f"{place}.{key} is not known" for key in value.keys() - hints.keys()]
    known = value.keys() & hints.keys()
    inside = [fault for key in known for fault in misfits(value[key], hints[key], f"{place}.{key}")]
    return [*missing, *unknown, *inside]


@pytest.mark.slow
def test_every_message_is_what_its_type_says(context):
    distances = distances_module.message(context)
    kind = areas_module.ClassedAreas if distances is None else areas_module.OfferAreas
    if context.view.kind.is_labour:
        kind = labour_areas.LabourAreas
    assert misfits(areas_module.message(context), kind) == []
    assert misfits(distances, distances_module.Distances | None) == []
    packed = site_list.packed(sites_module.sites(context), context.data)
    assert misfits(packed, site_list.PackedSites) == []
    assert misfits(travel_module.message(context), travel_module.Travel) == []
    assert misfits(facilities_module.message(context), facilities_module.Facilities) == []
    assert misfits(curve_of(context), curve_module.Curve | None) == []


@pytest.mark.parametrize("basemap", ["pdok", "drawn"])
def test_ground_rules_and_sites_are_what_their_types_say(data, basemap):
    assert misfits(site_list.site_list(data), site_list.SiteList) == []
    assert misfits(ground_module.ground(data, basemap), ground_module.Ground) == []
    assert misfits(rules_module.rules(), rules_module.Rules) == []


def test_a_misfit_is_found():
    kind = travel_module.Line
    line = {"home": (5.0, 52.0), "site": (5.1, 52.1), "label": "7 km"}
    assert misfits(line, kind) == []
    for wrong in (
        {"home": [5.0, 52.0]},
        {"home": (5.0,)},
        {"label": None},
        {"more": 1},
        {"home": True},
    ):
        assert misfits(line | wrong, kind) != []
    assert misfits({"home": (5.0, 52.0)}, kind) != []


# ---- the scripts know the same types ------------------------------------------------------------

TYPES = [
    kind
    for module in (
        *(areas_module, curve_module, distances_module, facilities_module, focus_module),
        *(ground_module, labour_areas, paint, rules_module, site_list, sites_module),
        *(travel_module,),
    )
    for name, kind in vars(module).items()
    if hasattr(kind, "__required_keys__") and kind.__module__ == module.__name__
    if not name.startswith("_")
]
SOURCES = {path.relative_to(SCRIPTS): path.read_text("utf-8") for path in SCRIPTS.rglob("*.mjs")}


def typedefs() -> dict[str, set[str]]:
    """Name of a type in the scripts -> its properties; those that may miss in brackets."""
    found = {}
    for text in SOURCES.values():
        for comment in re.findall(r"/\*\*.*?\*/", text, re.S):
            named = re.search(r"@typedef \{object\} (\w+)", comment)
            if named:
                found[named[1]] = set(re.findall(r"@property \{[^}]*\} (\[?\w+\]?)", comment))
    return found


def keys_of(kind: type) -> set[str]:
    return {key if key in kind.__required_keys__ else f"[{key}]" for key in kind.__annotations__}


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_scripts_name_the_same_keys(kind):
    """All of them, or those that it adds to another type."""
    keys, named = keys_of(kind), typedefs().get(kind.__name__, set())
    others = [keys_of(other) for other in TYPES if keys_of(other) < keys]
    assert named <= keys
    assert keys - named <= set().union(*others)


@pytest.mark.slow
@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_scripts_read_every_key(kind):
    """A key that no script reads is sent for nothing."""
    code = "\n".join(
        re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S) for text in SOURCES.values()
    )
    unread = [
        key
        for key in kind.__annotations__
        if not re.search(rf"(?:\.{key}\b|[{{,]\s*{key}\s*[:,}}=])", code)
    ]
    assert unread == []


# ---- the scripts read what was meant ------------------------------------------------------------


@pytest.mark.slow
def test_areas_are_painted_in_their_classes(context):
    """Distances of homes are followed through every threshold in test_figures_map."""
    areas = areas_message(context)
    (painted,) = browser_classes(areas, [context.view.threshold])
    assert len(painted) == len(context.data.on_map(context.view.level))
    if "classes" in areas:
        assert painted.tolist() == areas["classes"]
    count = len(areas["colours"])
    assert {*painted.tolist()} <= set(range(-1 - count, count))


@pytest.mark.slow
def test_areas_outside_the_region_are_faint(context):
    data, view = context.data, context.view
    areas = areas_message(context)
    outside = run(
        """
        const { outsideOf, unpacked } = await import("./map/areas.mjs");
        return outsideOf(unpacked(given.areas), given.count);
        """,
        areas=areas,
        count=len(data.on_map(view.level, view.region)),
    )
    codes = data.tables.regions_of(view.level)["code"].iloc[data.on_map(view.level, view.region)]
    if view.site:
        homes = data.tables.homes.assign(young=data.tables.young(view.population))
        all_young = homes.groupby("postcode")["young"].sum()
        homes = homes[travel_figures.catchment(data, view)]
        mine = homes.groupby("postcode")["young"].sum().reindex(all_young.index, fill_value=0)
        most = set(all_young.index[mine > all_young / 2])
        inside = most if view.level == "postcode" else set(codes)
    elif view.kind.is_labour and len(view.chosen) > 1:
        inside = set(view.chosen)
    elif view.region in ("NL", CARIBBEAN):
        inside = set(codes)
    else:
        inside = codes_inside(data, view.level, view.region)
    clear = {code for code, faint in zip(codes, outside, strict=True) if not faint}
    assert clear == inside & set(codes)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in VIEWS if name.startswith(("work-", "two-way"))])
def test_a_labour_view_is_said_as_the_server_says_it(data, name, language):
    view = default_view(data).but(**VIEWS[name], language=language)
    context = Context(data, view)
    texts, entry, on_map = context.texts, view.entry, data.on_map(view.level)
    both = view.kind.crosses_offer
    frame = two_way.pairs(data, view).frame if both else work.shown(data, view)

    def figure(label: str, unit: str, low: float, high: float, decimals: int) -> str:
        words = between(low, high, language, decimals) if np.isfinite(low) else "–"
        known = f"{words}%" if unit == "%" else f"{words} {unit}"
        return f"{label}: {known if np.isfinite(low) else words}"

    expected = []
    for row in frame.iloc[on_map].itertuples():
        lines = []
        if both:
            lines.append(
                cell_words(row.cell, view, texts) if row.cell >= 0 else texts("map.no_data")
            )
            unit = texts(f"offer.{view.offer}.unit")
            ends = (row.offer_low, row.offer_high)
            lines.append(
                figure(texts(f"offer.{view.offer}.name"), unit, *ends, two_way.OFFER_DECIMALS)
            )
        unit = texts(f"indicator.{entry.key}.unit")
        name = texts(f"indicator.{entry.key}.name")
        lines.append(figure(name, unit, row.low, row.high, entry.decimals))
        if np.isnan(row.value):
            lines.append(reason(row.note, view, texts))
        expected.append(lines)
    assert tooltips(areas_message(context)) == expected


def test_the_scatter_has_a_dot_for_every_region_of_which_both_are_known(data):
    for more in ({}, {"offer": "candidates"}, {"picked_level": "municipality"}):
        view = default_view(data).but(show="two_way", **more)
        message = areas_message(Context(data, view))
        dots = run(
            """
            const { planeOf } = await import("./scatter/plane.mjs");
            return planeOf(given.message).dots;
            """,
            message=message,
        )
        frame = two_way.pairs(data, view).frame.iloc[data.on_map(view.level)]
        known = frame[(frame["cell"] >= 0).to_numpy()]
        assert [message["codes"][dot["id"]] for dot in dots] == known["code"].tolist()
        middles = (known["offer_low"] + known["offer_high"]) / 2
        assert [dot["offer"] for dot in dots] == pytest.approx(middles.tolist())
        # To the right is more offer, up is more work.
        order = np.argsort([dot["offer"] for dot in dots], kind="stable")
        assert (np.diff(np.array([dot["x"] for dot in dots])[order]) >= 0).all()
        order = np.argsort([dot["demand"] for dot in dots], kind="stable")
        assert (np.diff(np.array([dot["y"] for dot in dots])[order]) <= 0).all()


@pytest.mark.slow
def test_sites_stand_where_they_are(context):
    message = sites_module.sites(context)
    rings = run(
        'const { ringsOf } = await import("./map/site_rings.mjs"); return ringsOf(given.message);',
        message=message,
    )
    assert len({len(message[key]) for key in ("code", "lon", "lat", "mark", "size", "text")}) == 1
    sites = [] if message["marked"] else message["code"]
    assert [ring["code"] for ring in rings] == sites
    places = context.data.tables.sites.set_index("code")
    for ring in rings:
        site = places.loc[ring["code"]]
        assert ring["at"] == pytest.approx([site["lon"], site["lat"]], abs=5.1e-5)
        assert ring["text"][0] == site["name"]


@pytest.fixture(scope="module")
def listed(data: Data) -> site_list.SiteList:
    return site_list.site_list(data)


def test_a_browser_reads_the_sites_of_a_view_from_the_list(context, listed):
    data, sites = context.data, sites_module.sites(context)
    read = run(
        """
        const { unpacked } = await import("./map/site_list.mjs");
        return unpacked(given.packed, given.list);
        """,
        packed=site_list.packed(sites, data),
        list=listed,
    )
    known = set(listed["code"])
    order = sorted(range(len(sites["code"])), key=lambda at: sites["code"][at] not in known)
    for lists in ("code", "lon", "lat", "mark", "size", "text", "label"):
        if sites[lists]:
            sites[lists] = [sites[lists][at] for at in order]
    assert read == json.loads(json.dumps(sites))


def test_sites_that_are_not_in_the_list_come_after_it(data, listed):
    sites = sites_module.sites(Context(data, default_view(data).but(profiles="PIE")))
    elsewhere = ("4501", "Oostburg", "Sluis", 3.49, 51.33)
    code, name, place, lon, lat = elsewhere
    lists = {"code": code, "lon": lon, "lat": lat, "mark": "PIE", "size": 9}
    sites |= {key: [*sites[key], value] for key, value in lists.items()}
    sites["text"] = [*sites["text"], (name, place, sites["text"][0][2], "begint hier")]
    packed = site_list.packed(sites, data)
    assert (len(packed["rows"]), packed["more"]) == (len(sites["code"]) - 1, [elsewhere])
    read = run(
        """
        const { unpacked } = await import("./map/site_list.mjs");
        return unpacked(given.packed, given.list);
        """,
        packed=packed,
        list=listed,
    )
    assert read == json.loads(json.dumps(sites))


@pytest.mark.slow
def test_rings_and_lines_are_drawn(context):
    data, view = context.data, context.view
    message = travel_module.message(context)
    drawn, notes = run(
        """
        const { featuresOf, notesOf } = await import("./travel/rings.mjs");
        return [featuresOf(given.message), notesOf(given.message)];
        """,
        message=message,
    )
    rings = [ring["properties"]["minutes"] for ring in drawn["rings"]]
    assert rings == (sorted(travel_figures.RINGS, reverse=True) if view.site else [])
    at_home = not view.site and data.region(view.region).level == "postcode"
    rows = list(dict.fromkeys(one.row for one in nearest_sites(data, view))) if at_home else []
    places = data.tables.placed_sites[["lon", "lat"]].to_numpy()
    ends = [line["geometry"]["coordinates"][1] for line in drawn["lines"]]
    assert np.array(ends).reshape(-1, 2) == pytest.approx(places[rows], abs=5.1e-5)
    told = [one["label"] for one in (*message["rings"], *message["lines"])]
    assert [note["text"] for note in notes] == told


@pytest.mark.slow
def test_the_curve_stands_at_the_answer(context):
    message = curve_of(context)
    if message is None:
        assert context.view.region == CARIBBEAN
        return
    data, view = context.data, context.view
    share, value, name = run(
        """
        const { mainLine, percent, shareAt, snapped } = await import("./curve/scale.mjs");
        const { message } = given;
        const value = snapped(message.threshold + 0.3 * message.step, message);
        const line = mainLine(message);
        return [percent(shareAt(message, line, value), message.language), value, line.name];
        """,
        message=message,
    )
    around = data.around(view.region)
    region = answer(data, view.but(site=None, region=around.code))
    assert value == view.threshold
    assert name == region_name(around, context.texts)
    assert share == number(region.share, view.language, 1)


def test_a_handle_never_leaves_the_thresholds(data):
    for measure in ("straight", "minutes"):
        view = default_view(data).but(measure=measure)
        stops = run(
            """
            const { snapped, valueAt, xOf } = await import("./curve/scale.mjs");
            const { message } = given;
            const there = [...Array(1000).keys()].map((tenth) => snapped(tenth / 8 - 10, message));
            const under = message.limits.map((limit) => valueAt(message, xOf(message, limit)));
            return [...new Set([...there, ...under])];
            """,
            message=curve_of(Context(data, view)),
        )
        assert sorted(stops) == list(view.thresholds)


def test_places_beside_the_schools_are_marked(data):
    context = Context(data, default_view(data).but(facilities=True))
    message = facilities_module.message(context)
    own = ["Lab <b>", "Ede", "techlab", *message["rows"][0][3:5], "eigen {source} $&", "dinsdag"]
    features = run(
        """
        const { featuresOf } = await import("./facilities/layer.mjs");
        return featuresOf(given.message, [given.own]);
        """,
        message=message,
        own=own,
    )
    assert len(features) == len(message["rows"]) + 1
    for feature, row in zip(features, message["rows"], strict=False):
        assert feature["geometry"]["coordinates"] == [row[3], row[4]]
        assert feature["properties"]["mark"] == f"td-shipped-{row[2]}"
        assert row[5] in feature["properties"]["source"]
    last, first = features[-1]["properties"], features[0]["properties"]
    assert (last["name"], last["mark"], last["stand"]) == (
        "Lab <b>",
        "td-own-techlab",
        first["stand"] + 1,
    )
    assert last["about"] == " · ".join(["Ede", message["kinds"]["techlab"], "dinsdag"])
    assert last["source"] == message["source"].replace("{source}", "eigen {source} $&")
