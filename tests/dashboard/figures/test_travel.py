"""From one site and from one home: rings, whose nearest it is, and lines to the nearest."""

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.address.view import SPEEDS
from dashboard.figures.answer import SiteOffer, asked_profiles, nearest_sites
from dashboard.figures.travel import RINGS, site_reach
from dashboard.formatting import kilometres
from dashboard.messages.travel import box, message
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.names import ride
from dashboard.words.threshold import far
from geodata.analysis.coverage import nearest_site, offering
from geodata.question import ride_m
from geodata.vocabulary import COMBINED, METHODS, NETWORK, countable

NL = texts_in("nl")


def some_sites(data, view, count=12) -> list[str]:
    """Codes of sites with the asked offer, from all over the country."""
    offered = offering(data.tables, view.profiles, view.tracks, view.year)
    codes = data.tables.placed_sites["code"].to_numpy()[offered]
    return codes[:: max(1, len(codes) // count)].tolist()


def without_offer(data, view) -> str:
    offered = offering(data.tables, view.profiles, view.tracks, view.year)
    return data.tables.placed_sites["code"].to_numpy()[~offered][0]


# ---- the figures of a site ----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("speed", [8, 16, 17, 20, 25])
@pytest.mark.parametrize("population", [2021, 2025])
def test_rings_hold_the_young_people_within_the_ride(data, speed, population):
    view = default_view(data).but(speed=speed, population=population)
    young = data.tables.young(population)
    for code in some_sites(data, view):
        metres = data.tables.metres("cycle", np.array([data.site_rows[code]]))[:, 0]
        rings = site_reach(data, view.ride_from(code)).rings
        assert [ring.minutes for ring in rings] == [15, 30, 45]
        for ring in rings:
            reached = ring.minutes / 60 * speed * 1000
            assert ring.metres == pytest.approx(reached)
            assert ring.young == pytest.approx(young[metres <= ring.metres].sum())
        counts = [ring.young for ring in rings]
        assert counts == sorted(counts)


@pytest.mark.parametrize("measure", ["straight", "cycle", "minutes"])
def test_rings_depend_on_the_speed_only(data, measure):
    view = default_view(data)
    code = some_sites(data, view)[0]
    usual = site_reach(data, view.ride_from(code)).rings
    asked = view.but(measure=measure, threshold_km=3, minutes=60, profiles="MAT", show="share")
    assert site_reach(data, asked.ride_from(code)).rings == usual
    assert site_reach(data, asked.but(speed=20).ride_from(code)).rings != usual


@pytest.mark.slow
@pytest.mark.parametrize("profiles", ["MAT", "allhard"])
def test_the_sites_share_the_young_people_of_the_country(data, profiles):
    view = default_view(data).but(profiles=profiles)
    question = view.by_ride
    young = data.tables.young(view.population)
    offered = offering(data.tables, profiles, question.tracks, question.year)
    rides = data.tables.metres("cycle", offered)
    near = rides.min(axis=1)
    mine = np.searchsorted(np.flatnonzero(offered), nearest_site(data.tables, question))
    assert np.array_equal(rides[np.arange(len(mine)), mine], near)
    total = 0.0
    taken = np.zeros(len(young), int)
    for row in np.flatnonzero(offered):
        site = site_reach(data, view.ride_from(data.tables.placed_sites["code"].iloc[row]))
        total += site.catchment_young
        if site.catchment is not None:
            taken += site.catchment
            assert site.catchment_young == pytest.approx(young[site.catchment].sum())
    assert (taken == np.isfinite(near)).all()
    assert total == pytest.approx(young[np.isfinite(near)].sum())


def test_a_site_without_the_offer_is_nobodys_nearest(data):
    view = default_view(data).but(profiles="MAT")
    site = site_reach(data, view.ride_from(without_offer(data, view)))
    assert site.offer == SiteOffer([], 0, 0, [])
    assert (site.catchment, site.catchment_young) == (None, 0)
    assert [ring.minutes for ring in site.rings] == [15, 30, 45]


@pytest.mark.slow
@pytest.mark.parametrize("profiles", ["hard", "broad", "dp", "vbo"])
def test_the_offer_of_a_site_is_that_of_the_exams(data, profiles):
    view = default_view(data).but(profiles=profiles)
    sites = data.tables.placed_sites.set_index("code")
    raw = data.tables.offers.query("year == @view.year and track in @view.question.tracks")
    for code in some_sites(data, view.but(profiles="broad")):
        found = site_reach(data, view.ride_from(code))
        assert (found.code, found.name) == (code, sites["name"][code])
        assert found.place == sites["place"][code]
        mine = raw[(raw["site"] == code) & raw["profile"].isin(countable(asked_profiles(view)))]
        assert set(found.offer.profiles) == set(mine["profile"]) - {*COMBINED}
        known, masked = int(mine["candidates"].fillna(0).sum()), int(mine["masked"].sum())
        assert (found.offer.low, found.offer.high) == (known + masked, known + 4 * masked)


def test_distances_are_routes_only_where_all_of_them_are(data):
    view = default_view(data).ride_from(some_sites(data, default_view(data))[0])
    row = data.site_rows[view.site]
    inside = data.tables.metres("cycle", np.array([row]))[:, 0] <= 12_000
    method = np.where(inside, NETWORK, METHODS.index("estimate"))
    assert site_reach(with_methods(data, method), view).routed
    method[np.flatnonzero(inside)[0]] = METHODS.index("estimate")
    assert not site_reach(with_methods(data, method), view).routed


class Routed:
    """The rides that ship, by other methods."""

    def __init__(self, rides, methods):
        self.steps, self.estimated, self.methods = rides.steps, rides.estimated, methods

    def method(self, site):
        return self.methods


def with_methods(data, method):
    rides = Routed(data.tables.distances.rides, method)
    distances = replace(data.tables.distances, rides=rides)
    return replace(data, tables=replace(data.tables, distances=distances))


# ---- what is drawn ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("speed", [8, 16, 20, 25])
def test_rings_are_drawn_from_wide_to_narrow_and_lie_in_each_other(data, language, speed):
    view = default_view(data).but(language=language, speed=speed)
    for code in some_sites(data, view, 6):
        drawn = message(Context(data, view.ride_from(code)))
        assert drawn["lines"] == []
        assert [ring["minutes"] for ring in drawn["rings"]] == [45, 30, 15]
        # A ring is a ride, also where the question is in a straight line: its words say so.
        ride = {"nl": "fietsen", "en": "by bike"}[language]
        for ring in drawn["rings"]:
            km = kilometres(ride_m(ring["minutes"], speed), language)
            assert ring["label"] == f"{ring['minutes']} min · {km} {ride}"
        wide, middle, narrow = (polygon(ring["shape"]) for ring in drawn["rings"])
        # Smoothing moves an edge by some tens of metres: a thousandth of a degree at most.
        assert wide.buffer(0.001).covers(middle) and middle.buffer(0.001).covers(narrow)
        assert wide.area > middle.area > narrow.area > 0
        site = data.tables.placed_sites.iloc[data.site_rows[code]]
        assert narrow.buffer(0.001).covers(shapely.Point(site["lon"], site["lat"]))


def polygon(shape) -> shapely.Geometry:
    return shapely.make_valid(
        shapely.MultiPolygon([(part[0], part[1:]) for part in shape]),
    )


def test_the_box_of_a_site_is_that_of_its_widest_ring(data):
    view = default_view(data).ride_from(some_sites(data, default_view(data))[0])
    widest = message(Context(data, view))["rings"][0]["shape"]
    assert box(data, view) == pytest.approx(polygon(widest).bounds)


def test_without_rings_in_the_build_a_site_is_still_described(data):
    bare = replace(data, stars=None)
    view = default_view(data).ride_from(some_sites(data, default_view(data))[0])
    assert message(Context(bare, view))["rings"] == []
    assert box(bare, view) is None
    assert site_reach(bare, view).rings == site_reach(data, view).rings


@pytest.mark.parametrize("measure", ["straight", "cycle", "minutes"])
@pytest.mark.parametrize("code", ["1011", "4575", "9163"])
def test_lines_go_from_the_home_to_its_nearest_sites(data, code, measure):
    view = default_view(data).but(region=code, measure=measure, speed=20)
    drawn = message(Context(data, view))
    home = data.tables.regions_of("postcode").iloc[data.region(code).position]
    sites = data.tables.placed_sites
    nearest = nearest_sites(data, view)
    rows = list(dict.fromkeys(one.row for one in nearest))
    assert drawn["rings"] == []
    assert len(drawn["lines"]) == len(rows)
    for line, row in zip(drawn["lines"], rows, strict=True):
        assert line["home"] == pytest.approx([home["lon"], home["lat"]], abs=5.1e-5)
        site = sites.iloc[row]
        assert line["site"] == pytest.approx([site["lon"], site["lat"]], abs=5.1e-5)
        same = [one for one in nearest if one.row == row]
        marks = " ".join(NL(f"mark.{one.profile.upper()}") for one in same)
        assert line["label"] == f"{marks} · {far(view, same[0].metres, NL)}"
        assert line["label"].endswith(" min" if measure == "minutes" else " km")


def test_the_words_of_a_ride():
    assert ride(7_200, 16, NL) == "7,2 km · 27 min"
    assert ride(7_200, 16, texts_in("en")) == "7.2 km · 27 min"
    assert ride(7_200, 20, NL) == "7,2 km · 22 min"


@pytest.mark.parametrize("region", ["NL", "PV28", "AM05", "GM0344", "sto-bes"])
def test_a_region_has_nothing_to_draw(data, region):
    assert message(Context(data, default_view(data).but(region=region))) == {
        "key": None,
        "rings": [],
        "lines": [],
    }


def test_a_site_goes_before_the_home_it_was_opened_from(data):
    site = some_sites(data, default_view(data))[0]
    view = default_view(data).but(region="1011").ride_from(site)
    drawn = message(Context(data, view))
    assert drawn["lines"] == [] and len(drawn["rings"]) == len(RINGS)


def test_the_key_tells_drawings_apart(data):
    """The same key is the same drawing, which is then not sent again."""
    usual = default_view(data)
    one, other = some_sites(data, usual)[:2]
    views = [
        view.but(**change) if "region" not in change else view
        for view in (
            usual,
            usual.ride_from(one),
            usual.ride_from(other),
            usual.but(region="1011"),
            usual.but(region="4575"),
        )
        for change in (
            {},
            {"speed": 20},
            {"tracks": ("GL",)},
            {"tracks": ("BB",), "profiles": "vbo"},
            {"tracks": ("GL",), "profiles": "vbo"},
            {"year": data.tables.years[0]},
            {"measure": "cycle"},
            {"language": "en"},
            {"threshold_km": 3},
            {"profiles": "MAT"},
        )
    ]
    drawings = {}
    for view in views:
        drawn = json.dumps(message(Context(data, view)), allow_nan=False)
        drawings.setdefault(json.loads(drawn)["key"], set()).add(drawn)
    assert {key: len(drawn) for key, drawn in drawings.items() if len(drawn) > 1} == {}
    assert len(drawings) > 10


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_message_is_plain_json(data, speed):
    site = some_sites(data, default_view(data))[0]
    for view in (default_view(data).but(region="1011"), default_view(data).ride_from(site)):
        json.dumps(message(Context(data, view.but(speed=speed))), allow_nan=False)
