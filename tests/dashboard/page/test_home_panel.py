"""The panel of a postcode area: the official distance beside ours."""

from dataclasses import replace

import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.figures.official import ride_to_vmbo
from dashboard.formatting import kilometres
from dashboard.page.components.home_panel import panel
from dashboard.texts import LANGUAGES
from geodata.analysis.official import LEVEL, beside_official
from tests.support.components import said


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["4531", "1011"])
def test_the_official_distance_stands_beside_ours(data, language, code):
    row = beside_official(data.tables).set_index("code").loc[code]
    words = said(panel(Context(data, default_view(data).but(region=code, language=language))))
    assert "CBS" in words
    for column in ("official_km", "ours_km"):
        assert kilometres(1000 * row[column], language) in words


def test_an_area_without_an_official_distance_says_nothing_of_it(data):
    known = set(beside_official(data.tables)["code"])
    codes = data.tables.regions_of(LEVEL)["code"]
    code = codes[~codes.isin(known)].iloc[0]
    assert "CBS" not in said(panel(Context(data, default_view(data).but(region=code)))[:-2])


def test_where_there_is_no_vmbo_at_all_no_ride_to_it_is_told(data):
    sites = data.tables.sites.assign(has_vmbo=False)
    nowhere = replace(data, tables=replace(data.tables, sites=sites))
    assert ride_to_vmbo(data, data.region("1011")) is not None
    assert ride_to_vmbo(nowhere, nowhere.region("1011")) is None
