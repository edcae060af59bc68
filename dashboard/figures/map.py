"""The map: the figure that Plotly draws once, and the small message that repaints it.

Geometry never travels inside a figure: the browser fetches it once from a versioned address. After
that a view is a list of small whole numbers, one per area, which ``assets/map.js`` paints.
"""

from dataclasses import replace
from itertools import compress

import numpy as np

from dashboard.catalogue import DISTANCE_STEPS, INDICATORS, Scale, classes
from dashboard.figures import only, travel, two_way, work
from dashboard.figures.answer import asked_profiles
from dashboard.figures.table import figures
from dashboard.formatting import between, in_tens, people
from dashboard.measure import within
from dashboard.palette import STRIPE, TWO_WAY, Area, Ink
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

#: Young people who depend on one site, from where on its mark grows no further.
MANY = 20_000

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
    and ``focus.inside`` travel as differences. The labour views have ``columns`` and ``codes``, see
    :func:`work_message`.
    """
    if view.is_work:
        return work_message(data, view, texts)
    tables, level = data.tables, view.level
    indicator = INDICATORS[view.show]
    scale = indicator.scale(level, view.threshold)
    painted = _painted(data, view, scale) | {
        "unit": view.unit,
        "decimals": _decimals(view),
        "hover": texts(f"indicator.{view.show}.hover", within=within(view, texts), unit=view.unit),
        "words": _words(view, texts),
        "focus": focus(data, view),
    }
    if level == "home" and view.show == "distance":
        return painted | _home_distances(data, view)
    if level == "home" and view.show == "share":
        state = states(tables, view.question)
        found = np.select([state == WITHIN, state == ONLY_DP], [1, -2], 0)
        return painted | {"classes": found.tolist(), "values": None}
    if level == "home" and view.show == "difference":
        return painted | {"classes": _differences(data, view), "values": None}
    if level == "home" and view.show == "only":
        return painted | {"classes": _sites_in_reach(data, view), "values": None}
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


def work_message(data: Data, view: View, texts: Texts) -> dict:
    """A labour view: classes as everywhere, and what the tooltip and the scatter need.

    ``columns``: one for every figure that is crossed, the demand last, each with ``label``,
    ``unit``, ``decimals``, ``low`` and ``high`` (null where it is the same), and ``cuts``, where
    its classes begin. ``why``: number of an area without a figure -> the reason. ``codes`` of the
    areas and those that are ``chosen``.
    """
    on_map = data.on_map(view.level)
    if view.show == "two_way":
        found = two_way.pairs(data, view)
        frame, scale = found.frame.iloc[on_map], Scale(tuple(range(1, 9)), TWO_WAY, upper=False)
        painted = frame["cell"].tolist()
        words = {str(cell): cell_words(cell, view, texts) for cell in range(9)}
        offer = _column(frame["offer_low"], frame["offer_high"], two_way.OFFER_DECIMALS)
        offer |= {
            "label": texts(f"offer.{view.offer}.name"),
            "unit": texts(f"offer.{view.offer}.unit"),
            "cuts": found.offer_cuts,
        }
        columns, cuts = [offer], found.demand_cuts
    else:
        frame = work.shown(data, view).iloc[on_map]
        scale = view.entry.scale(frame["value"].to_numpy())
        painted = scale.classify(frame["value"].to_numpy()).tolist()
        words, columns, cuts = {}, [], ()
    demand = _column(frame["low"], frame["high"], view.entry.decimals) | {
        "label": texts(f"indicator.{view.entry.key}.name"),
        "unit": texts(f"indicator.{view.entry.key}.unit"),
        "cuts": cuts,
    }
    chosen = work.chosen(data, view)
    codes = frame["code"].tolist()
    around = focus(data, view)
    features = [codes.index(code) for code in chosen if code in codes]
    if len(features) > 1:
        around["inside"] = differences(sorted(features))
    current = work.current(data, view)
    if not features and current and current.feature >= 0:
        features = [current.feature]
        around["box"] = current.box
    return _painted(data, view, scale) | {
        "words": {"-1": texts("map.no_data")} | words,
        "focus": around | ({"outline": None} if features else {}) | {"chosen": features},
        "classes": painted,
        "columns": [*columns, demand],
        "why": {
            str(row): reason(note, view, texts)
            for row, (note, value) in enumerate(zip(frame["note"], frame["value"], strict=True))
            if np.isnan(value)
        },
        "codes": codes,
        "chosen": chosen,
        "scatter": _scatter_words(texts) if view.show == "two_way" else None,
    }


def _painted(data: Data, view: View, scale: Scale) -> dict:
    """What every view is painted with."""
    return {
        "level": view.level,
        "geometry": geometry(data, view.level),
        "colours": scale.colours,
        "noData": Area.NO_DATA,
        "onlyDp": Area.ONLY_DP,
        "stripe": STRIPE,
        "threshold": view.threshold,
        "language": view.language,
    }


def _column(low, high, decimals: int) -> dict:
    def listed(values):
        return [None if np.isnan(value) else value for value in np.asarray(values).tolist()]

    same = np.array_equal(low, high, equal_nan=True)
    return {"decimals": decimals, "low": listed(low), "high": None if same else listed(high)}


def cell_words(cell: int, view: View, texts: Texts) -> str:
    """ "veel werk, weinig aanbod": one of the nine classes of offer against work."""
    demand, offer = divmod(cell, 3)
    first = texts(f"two_way.{view.entry.demand}.{demand}")
    return f"{first}, {texts(f'two_way.offer.{offer}')}"


def reason(note: str, view: View, texts: Texts) -> str:
    """Why there is no figure."""
    known = texts.has(f"figure.note.{note}") and note
    return texts(f"figure.note.{known or 'no_data'}", level=texts(f"level.{view.level}.one"))


def _scatter_words(texts: Texts) -> dict[str, str]:
    return {"label": texts("scatter.label"), "hint": texts("scatter.hint")}


def _decimals(view: View) -> int:
    """Decimals of the figure of one area: whole sites at a home, whole minutes anywhere."""
    whole = view.level == "home" and view.show == "choices"
    if whole or (view.show == "distance" and view.unit == "min"):
        return 0
    return INDICATORS[view.show].decimals


def _rounded(values: np.ndarray, view: View, decimals: int) -> list[float | None]:
    """Values as the table shows them, rounded once."""
    if view.show in ("without", "difference", "only"):
        values = in_tens(values)
    whole = np.round(values, decimals)
    return [None if np.isnan(value) else value for value in whole.tolist()]


def _differences(data: Data, view: View) -> list[int]:
    """Per home: 0 near by bicycle, 1 near as the crow flies only, 2 far either way."""
    near = nearest_m(data.tables, view.by_ride) <= view.by_ride.threshold_m
    lost = only_straight(data.tables, view.by_crow, view.by_ride)
    return np.select([near, lost], [0, 1], 2).tolist()


def _sites_in_reach(data: Data, view: View) -> list[int]:
    """Per home: 0 one site with the offer near, 1 more, 2 none; -2 only Dienstverlening."""
    state = states(data.tables, view.question)
    conditions = [only.dependent(data, view), state == WITHIN, state == ONLY_DP]
    return np.select(conditions, [0, 1, -2], 2).tolist()


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
    if view.level == "home" and view.show == "only":
        keys = ("only.one", "only.more", "only.none")
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
    if view.show == "only":
        parts = (*parts, "only", view.question.distance, view.question.threshold_m, view.population)
    return "|".join(map(str, parts)) if view.sites and not view.is_work else "off"


def sites(data: Data, view: View, texts: Texts) -> dict:
    """Sites with the asked offer: place, mark, size and text, as parallel lists.

    The mark of a site names the profiles it has of those that are asked, such as ``BWI+PIE``; the
    whole country shows plain rings, because marks that small cannot be told apart. In the view of
    the only offer a site is as large as the number of young people who depend on it, and ``label``
    says how many.
    """
    if not _has_sites(view):
        nothing = {name: [] for name in ("code", "lon", "lat", "mark", "size", "text")}
        return {"key": sites_key(view), "marked": False, **nothing}
    tables, question = data.tables, view.question
    asked = offering_sites(tables, question.profiles, question.tracks, question.year)
    chosen = (tables.sites["code"] == view.site).to_numpy()
    rows = np.flatnonzero((asked | chosen) & tables.placed)
    profiles = asked_profiles(view)
    low, high = tables.offer_range(question.year, question.tracks, profiles)
    marked = _is_marked(view)
    mark = {code: texts(f"mark.{code}") for code in profiles}
    marks, sizes, texts_of, labels = [], [], [], []
    depend = only.by_site(data, view) if view.show == "only" else None
    for row, name, place, has, fewest, most in zip(
        rows,
        tables.sites["name"].iloc[rows],
        tables.sites["place"].iloc[rows],
        (high[:, rows] > 0).T.tolist(),
        low[:, rows].sum(axis=0).tolist(),
        high[:, rows].sum(axis=0).tolist(),
        strict=True,
    ):
        found = list(compress(profiles, has))
        marks.append("+".join(found))
        sizes.append(round(9 + min(most, 120) / 120 * 7))
        count = between(fewest, most, texts.language)
        detail = texts("site.candidates", count=count) if most else ""
        if depend is not None:
            alone = people(depend[row], texts.language) if depend[row] >= 0.5 else None
            sizes[-1] = _size(depend[row], 22 if marked else 40)
            labels.append(alone)
            if alone:
                detail = " · ".join(filter(None, [detail, texts("only.site", count=alone)]))
        texts_of.append([name, place, [mark[code] for code in found], detail])
    return {
        "key": sites_key(view),
        "marked": marked,
        "letters": LETTERS,
        "chosen": view.site,
        "code": tables.sites["code"].iloc[rows].tolist(),
        "lon": tables.sites["lon"].iloc[rows].round(4).tolist(),
        "lat": tables.sites["lat"].iloc[rows].round(4).tolist(),
        "mark": marks,
        "size": sizes,
        "text": texts_of,
        **({"label": labels} if depend is not None and marked else {}),
    }


def _has_sites(view: View) -> bool:
    return view.sites and not view.is_work


def _is_marked(view: View) -> bool:
    """Do the sites bear the letters of their profiles?"""
    everywhere = view.region in ("NL", CARIBBEAN) and not view.site
    return _has_sites(view) and not everywhere and view.question.profiles not in ANY_TRACK


def letters(view: View, texts: Texts) -> str:
    """What the letters beside the sites mean; "" where none are drawn."""
    if not _is_marked(view):
        return ""
    return ", ".join(
        texts("map.letter", letter=LETTERS[code], profile=texts(f"mark.{code}"))
        for code in asked_profiles(view)
        if code in LETTERS
    )


def _size(depend: float, largest: int) -> int:
    """The size of a site by who depends on it: as large an area as there are people."""
    return round(9 + (largest - 9) * min(depend / MANY, 1) ** 0.5)


def legend(view: View, texts: Texts) -> list[tuple[str, str]]:
    """Colour (or ``stripes``) and words of every class on the map, "no data" last."""
    indicator = INDICATORS[view.show]
    rows = classes(indicator, view.level, view.threshold, texts, view.unit)
    striped = view.show not in ("without", "difference")
    if view.level == "home" and striped and _has_middle_state(view.question):
        rows = [*rows, ("stripes", texts("legend.only_dp", within=within(view, texts)))]
    return [*rows, (Area.NO_DATA, texts("map.no_data"))]
