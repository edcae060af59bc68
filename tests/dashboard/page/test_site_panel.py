"""The panel of one site: its figures in words, in both languages, with a way back."""

import re

import pytest

from dashboard.address.context import Context
from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.query import default_view, read
from dashboard.figures.travel import site_reach
from dashboard.formatting import between, kilometres, people
from dashboard.page.components.answer_panel import panel
from dashboard.page.components.site_panel import panel as site_panel
from dashboard.texts import LANGUAGES, texts_in
from dashboard.words.sources import source_line
from geodata.analysis.coverage import nearest_site, offering
from geodata.vocabulary import DETOUR
from tests.support.components import of_kind, said


def largest(data, view) -> str:
    """The site that is the nearest for most homes."""
    rows = nearest_site(data.tables, view.by_ride)
    return data.tables.placed_sites["code"].iloc[rows[rows >= 0]].mode()[0]


def offered(data, view):
    return offering(data.tables, view.profiles, view.question.tracks, view.year)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("speed", [16, 20, 18])
def test_the_panel_says_the_figures_of_the_site(data, language, speed):
    usual = default_view(data).but(language=language, speed=speed, profiles="PIE")
    view = usual.ride_from(largest(data, usual))
    words, site = texts_in(language), site_reach(data, view)
    shown = panel(Context(data, view))
    assert of_kind(shown, "H2")[0].children == site.name
    assert site.place and site.place in said(shown)
    assert words("site.rings", speed=speed) in said(shown)
    lines = of_kind(of_kind(shown, "Tbody")[0], "Tr")
    assert len(lines) == 3
    for line, ring in zip(lines, site.rings, strict=True):
        heading, cell = line.children
        assert heading.scope == "row"
        assert f"{ring.minutes} minut" in said(heading)
        assert kilometres(ring.metres, language) in said(heading)
        assert cell.children == people(ring.young, language)
    assert site.catchment_young > 100
    catchment = words("site.catchment", count=people(site.catchment_young, language))
    assert catchment in said(shown)
    marks = [one.children for one in of_kind(shown, "Span") if "mark" in one.className.split()]
    assert marks == [words("mark.PIE")]
    count = between(site.offer.low, site.offer.high, language)
    assert words("site.candidates", count=count) in said(shown)
    factor = f"{DETOUR:.2f}".replace(".", "," if language == "nl" else ".")
    assert words("site.estimated", factor=factor) in said(shown)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "together"),
    [
        ("nl", "BWI en PIE samen, in een landelijke proef (9–12 examenkandidaten)"),
        ("en", "BWI and PIE as one, in a national trial (9–12 exam candidates)"),
    ],
)
def test_a_site_that_teaches_profiles_as_one_says_so(data, language, together):
    view = default_view(data).but(language=language, year="2024-2025").ride_from("01FP00")
    for profiles in ("hard", "PIE"):
        assert together in said(panel(Context(data, view.but(profiles=profiles))))
    assert together not in said(panel(Context(data, view.but(profiles="dp"))))
    assert together not in said(panel(Context(data, view.but(year="2023-2024"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_without_the_offer_says_so(data, language):
    view = default_view(data).but(profiles="MAT", language=language)
    code = data.tables.placed_sites["code"][~offered(data, view)].iloc[0]
    words = texts_in(language)
    text = said(panel(Context(data, view.ride_from(code))))
    assert words("site.not_offered") in text
    assert words("site.catchment.none") not in text
    assert len(of_kind(panel(Context(data, view.ride_from(code))), "Tr")) == 3


def test_a_site_that_is_nobodys_nearest_says_so(data):
    view = default_view(data)
    rows = nearest_site(data.tables, view.by_ride)
    young = data.tables.young(view.population)
    idle = [row for row in offered(data, view).nonzero()[0] if not young[rows == row].sum() >= 0.5]
    assert idle
    code = data.tables.placed_sites["code"].iloc[idle[0]]
    assert texts_in("nl")("site.catchment.none") in said(panel(Context(data, view.ride_from(code))))


@pytest.mark.parametrize("measure", ["straight", "cycle", "minutes"])
def test_the_way_back_closes_the_site_and_nothing_else(data, measure):
    view = default_view(data).but(region="PV28", measure=measure, profiles="PIE")
    open_view = view.ride_from(largest(data, view))
    back = of_kind(site_panel(Context(data, open_view)), "Link")[0]
    then, ignored = read(back.href.removeprefix("/"), data)
    assert ignored == []
    assert then == open_view.but(site=None)


def test_the_source_of_a_site_is_the_ride_whatever_the_measure(data):
    view = default_view(data)
    words = texts_in("nl")
    assert words("source.straight") in source_line(Context(data, view))
    opened = source_line(Context(data, view.ride_from(largest(data, view))))
    assert words("source.straight") not in opened
    assert words("source.cycle", how=words("estimated")) in opened


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profiles", PROFILE_WORDS)
def test_the_panel_of_any_site_can_be_made(data, language, profiles):
    view = default_view(data).but(profiles=profiles, language=language, measure="minutes")
    for code in data.tables.placed_sites["code"].iloc[::200]:
        text = said(panel(Context(data, view.ride_from(code))))
        assert not re.search(r"\b(nan|inf|None)\b|[{}]", text)


def test_sites_in_the_panel_of_a_region_open(data):
    view = default_view(data).but(region="GM0344", table=True)
    found = [
        read(link.href.removeprefix("/"), data)[0]
        for link in of_kind(panel(Context(data, view)), "Link")
        if "vestiging=" in link.href
    ]
    codes = {one.site for one in found}
    here = data.tables.placed_sites["municipality"] == "GM0344"
    expected = data.tables.placed_sites["code"][here.to_numpy() & offered(data, view)]
    assert codes == set(expected) and codes
    assert {(one.region, one.level, one.table) for one in found} == {("GM0344", "postcode", False)}
