"""The map: the figure that Plotly draws once, and the small message that repaints it.

Geometry never travels inside a figure: the browser fetches it once from a versioned address. After
that a view is a list of small whole numbers, one per area, which ``assets/map.js`` paints.
"""

from dataclasses import replace

import numpy as np

from dashboard.catalogue import DISTANCE_STEPS, INDICATORS, classes
from dashboard.figures import travel
from dashboard.figures.answer import asked_profiles
from dashboard.figures.table import figures
from dashboard.formatting import candidates as candidate_range
from dashboard.formatting import in_tens
from dashboard.measure import within
from dashboard.palette import STRIPE, Area, Ink
from dashboard.tables import CARIBBEAN, Data
from dashboard.texts import Texts
from dashboard.view import View
from geodata.coverage import (
    ANY_TRACK,
    ONLY_DP,
    WITHIN,
    Question,
    nearest_m,
    nearest_site,
    offering_sites,
    only_straight,
    states,
)

PDOK = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
#: All of the European Netherlands, before the browser fits it to its own window.
COUNTRY = {"lon": 5.35, "lat": 52.16}

#: Steps in which distances travel, rounded up: so many to a unit that every threshold and every
#: limit of a class is a whole number of them, and that what people read can be rounded from it.
STEPS = {"km": 20, "min": 4}
#: The same for the distance to Dienstverlening en Producten, which only meets thresholds.
COARSE = {"km": 1, "min": 5}


#: One letter in the mark of a profile, so that nobody has to tell shapes apart.
LETTERS = {"BWI": "B", "PIE": "P", "MT": "M", "MVI": "V", "MAT": "Z", "DP": "D"}

#: Names of places to send; the browser shows those that fit.
PLACES = 220


def geometry(data: Data, key: str) -> str:
    """Address of a geometry file."""
    return f"/assets/{data.manifest['geometry'][key]}"


def figure(data: Data, view: View) -> dict:
    """The Plotly figure: areas of the view's level without values yet."""
    level = view.level
    count = len(data.on_map(level))
    return {
        "data": [
            {
                "type": "choroplethmap",
                "name": "areas",
                "geojson": geometry(data, level),
                "featureidkey": "id",
                "locations": list(range(count)),
                "z": [0] * count,
                "zmin": 0,
                "zmax": 1,
                "colorscale": [[0, Area.NO_DATA], [1, Area.NO_DATA]],
                "showscale": False,
                "hoverinfo": "none",
                # Drawn by map.js, on the same source: Plotly answers for hover and click.
                "marker": {"opacity": 0},
            },
        ],
        "layout": {
            "map": {"style": "white-bg", "center": COUNTRY, "zoom": 6.3},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "paper_bgcolor": Ink.SEA,
            "showlegend": False,
            "uirevision": "camera",
            "dragmode": "pan",
        },
    }


def ground(data: Data, basemap: str) -> dict:
    """What lies under the areas: drawn land and water, and the tiles that cover them if they come;
    and the province borders above."""
    return {
        "tiles": PDOK if basemap == "pdok" else None,
        "tilesBy": "© Kadaster / PDOK",
        "base": geometry(data, "base"),
        "abroad": geometry(data, "abroad"),
        "borders": geometry(data, "borders"),
        "places": places(data),
        "colours": {"sea": Ink.SEA, "land": Ink.LAND, "water": Ink.WATER, "line": Ink.LINE},
        "ink": Ink.INK,
    }


def places(data: Data) -> list[tuple[str, float, float]]:
    """The places with most young people: name, and the point of their most peopled home area."""
    homes = data.tables.homes
    sizes = homes.groupby(["place", "municipality"])["young_2021"].sum()
    largest = sizes.sort_values(ascending=False, kind="stable").head(PLACES).index
    heart = homes.sort_values("young_2021", ascending=False, kind="stable")
    heart = heart.drop_duplicates(["place", "municipality"]).set_index(["place", "municipality"])
    points = heart.loc[largest, ["lon", "lat"]].round(4)
    return [(name, lon, lat) for (name, _), lon, lat in points.itertuples()]


def message(data: Data, view: View, texts: Texts) -> dict:
    """What ``assets/map.js`` needs to paint a view.

    ``steps`` and ``dp`` are given for homes in the distance view, so that the browser itself can
    follow a dragged threshold; otherwise ``classes`` holds a number per area: a position in
    ``colours``, -1 for "no data" and -2 for "only Dienstverlening en Producten". ``steps``, ``dp``
    and ``focus.inside`` travel as differences.
    """
    tables, level = data.tables, view.level
    indicator = INDICATORS[view.show]
    scale = indicator.scale(level, view.threshold)
    painted = {
        "level": level,
        "geometry": geometry(data, level),
        "colours": scale.colours,
        "noData": Area.NO_DATA,
        "onlyDp": Area.ONLY_DP,
        "stripe": STRIPE,
        "threshold": view.threshold,
        "decimals": _decimals(view),
        "hover": texts(f"indicator.{view.show}.hover", within=within(view, texts), unit=view.unit),
        "words": _words(view, texts),
        "focus": focus(data, view),
        "language": view.language,
    }
    if level == "home" and view.show == "distance":
        return painted | _home_distances(data, view)
    if level == "home" and view.show == "share":
        state = states(tables, view.question)
        found = np.select([state == WITHIN, state == ONLY_DP], [1, -2], 0)
        return painted | {"classes": found.tolist(), "values": None}
    if level == "home" and view.show == "difference":
        return painted | {"classes": _differences(data, view), "values": None}
    frame = figures(data, view, level).iloc[data.on_map(level)]
    values = frame[indicator.column].to_numpy(float)
    if view.show == "distance":
        values = view.in_unit(values * 1000)
    found = scale.classify(values)
    if level == "home" and view.show == "choices":
        found = np.where(states(tables, view.question) == ONLY_DP, -2, found)
    return painted | {
        "classes": found.tolist(),
        "values": _rounded(values, view, painted["decimals"]),
    }


def _decimals(view: View) -> int:
    """Decimals of the figure of one area: whole sites at a home, whole minutes anywhere."""
    whole = view.level == "home" and view.show == "choices"
    if whole or (view.show == "distance" and view.unit == "min"):
        return 0
    return INDICATORS[view.show].decimals


def _rounded(values: np.ndarray, view: View, decimals: int) -> list[float | None]:
    """Values as the table shows them, rounded once."""
    if view.show in ("without", "difference"):
        values = in_tens(values)
    whole = np.round(values, decimals)
    return [None if np.isnan(value) else value for value in whole.tolist()]


def _differences(data: Data, view: View) -> list[int]:
    """Per home: 0 near by bicycle, 1 near as the crow flies only, 2 far either way."""
    near = nearest_m(data.tables, view.by_ride) <= view.by_ride.threshold_m
    lost = only_straight(data.tables, view.by_crow, view.by_ride)
    return np.select([near, lost], [0, 1], 2).tolist()


def _home_distances(data: Data, view: View) -> dict:
    steps = {"steps": _steps(data, view, view.question, STEPS[view.unit])}
    dp = None
    if _has_middle_state(view.question):
        dp = _steps(data, view, replace(view.question, profiles="dp"), 1 / COARSE[view.unit])
    return steps | {
        "per": STEPS[view.unit],
        "dp": dp,
        "dpUnit": COARSE[view.unit],
        "factors": DISTANCE_STEPS,
    }


def _steps(data: Data, view: View, question: Question, per_unit: float) -> list[int]:
    """Whole steps to the nearest offer, rounded up; -1 where there is none. As differences."""
    metres = nearest_m(data.tables, question).astype(float)
    # A hair less, or what is exactly a limit would be a step beyond it by a rounding error.
    steps = np.ceil(view.in_unit(metres) * per_unit - 1e-6)
    return differences(np.where(np.isfinite(metres), steps, -1))


def _has_middle_state(question: Question) -> bool:
    return question.profiles not in ("dp", "DP", *ANY_TRACK)


def differences(numbers: np.ndarray | list[int]) -> list[int]:
    """Each number less the one before it: neighbours are alike, so this compresses well."""
    return np.diff(np.asarray(numbers, int), prepend=0).tolist()


def _words(view: View, texts: Texts) -> dict[str, str]:
    words = {
        "-1": texts("map.no_data"),
        "-2": texts("state.only_dp"),
        "within": texts("state.within"),
        "tooFar": texts("map.too_far"),
        "nothing": texts("state.nothing"),
    }
    if view.level == "home" and view.show == "share":
        words |= {"0": texts("state.nothing"), "1": texts("state.within")}
    if view.level == "home" and view.show == "difference":
        keys = ("state.within", "difference.only_straight", "difference.neither")
        words |= {str(code): texts(key) for code, key in enumerate(keys)}
    return words


def focus(data: Data, view: View) -> dict:
    """Where to look, what to outline, and which areas lie inside the chosen region."""
    region = data.region(view.region)
    wide = data.around(region.code)
    features = None
    if wide.level != "nl" and wide.box:
        rows = data.areas_inside(view.level, wide.code)
        inside = data.tables.regions_of(view.level)["feature"].iloc[rows]
        features = differences(sorted(inside[inside >= 0]))
    if view.site:
        return _focus_on_site(data, view)
    return {
        "code": region.code,
        "box": _with_nearest(data, view, wide.box) if region.level == "home" else wide.box,
        "inside": features,
        "outline": {"geometry": geometry(data, region.level), "feature": region.feature}
        if region.level != "nl" and region.box
        else None,
    }


def _with_nearest(data: Data, view: View, box: tuple) -> tuple:
    """The box with the nearest asked site of a home in it, so that its line can be followed."""
    home = data.region(view.region).position
    row = nearest_site(data.tables, view.question)[home]
    if row < 0:
        return box
    site = data.tables.placed_sites.iloc[row]
    west, south, east, north = box
    lon, lat = float(site["lon"]), float(site["lat"])
    return min(west, lon), min(south, lat), max(east, lon), max(north, lat)


def _focus_on_site(data: Data, view: View) -> dict:
    """The widest ring, and the homes for which the site is the nearest."""
    mine = travel.catchment(data, view)
    features = None
    if view.level == "home" and mine.any():
        inside = data.tables.regions_of("home")["feature"].to_numpy()[
            data.tables.member_positions("home")[mine]
        ]
        features = differences(sorted(inside[inside >= 0]))
    return {
        "code": f"{view.site}|{view.speed}",
        "box": travel.box(data, view),
        "inside": features,
        "outline": None,
    }


def sites_key(view: View) -> str:
    """What the layer of sites depends on: the same key is the same layer."""
    parts = (view.profiles, *view.tracks, view.year, view.region in ("NL", CARIBBEAN))
    parts = (*parts, view.site or "", view.language)
    return "|".join(map(str, parts)) if view.sites else "off"


def sites(data: Data, view: View, texts: Texts) -> dict:
    """Sites with the asked offer: place, mark, size and text, as parallel lists.

    The mark of a site names the profiles it has of those that are asked, such as ``BWI+PIE``; the
    whole country shows plain rings, because marks that small cannot be told apart.
    """
    if not view.sites:
        nothing = {name: [] for name in ("code", "lon", "lat", "mark", "size", "text")}
        return {"key": sites_key(view), "marked": False, **nothing}
    tables, question = data.tables, view.question
    asked = offering_sites(tables, question.profiles, question.tracks, question.year)
    chosen = (tables.sites["code"] == view.site).to_numpy()
    rows = np.flatnonzero((asked | chosen) & tables.placed)
    profiles = asked_profiles(view)
    low, high = tables.offer_range(question.year, question.tracks, profiles)
    plain = (view.region in ("NL", CARIBBEAN) and not view.site) or question.profiles in ANY_TRACK
    marks, sizes, texts_of = [], [], []
    for row, name, place in zip(
        rows, tables.sites["name"].iloc[rows], tables.sites["place"].iloc[rows], strict=True
    ):
        found = [code for code, count in zip(profiles, high[:, row], strict=True) if count]
        fewest, most = int(low[:, row].sum()), int(high[:, row].sum())
        marks.append("+".join(found))
        sizes.append(round(9 + min(most, 120) / 120 * 7))
        count = candidate_range(fewest, most, texts.language)
        detail = texts("site.candidates", count=count) if most else ""
        texts_of.append([name, place, [texts(f"mark.{code}") for code in found], detail])
    return {
        "key": sites_key(view),
        "marked": not plain,
        "letters": LETTERS,
        "chosen": view.site,
        "code": tables.sites["code"].iloc[rows].tolist(),
        "lon": tables.sites["lon"].iloc[rows].round(4).tolist(),
        "lat": tables.sites["lat"].iloc[rows].round(4).tolist(),
        "mark": marks,
        "size": sizes,
        "text": texts_of,
    }


def legend(view: View, texts: Texts) -> list[tuple[str, str]]:
    """Colour (or ``stripes``) and words of every class on the map, "no data" last."""
    indicator = INDICATORS[view.show]
    rows = classes(indicator, view.level, view.threshold, texts, view.unit)
    striped = view.show not in ("without", "difference")
    if view.level == "home" and striped and _has_middle_state(view.question):
        rows = [*rows, ("stripes", texts("legend.only_dp", within=within(view, texts)))]
    return [*rows, (Area.NO_DATA, texts("map.no_data"))]
