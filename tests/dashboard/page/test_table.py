"""The table twin of the map: sorted as asked, of the chosen region, reachable by links."""

import numpy as np
import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view, read
from dashboard.data import CARIBBEAN, LEVELS
from dashboard.figures.table import filtered, in_unit, rows
from dashboard.formatting import NOTHING_KNOWN, people, percentage
from dashboard.page.components.table import cell, table
from dashboard.texts import LANGUAGES, texts_in
from dashboard.views.kind import USUAL_COLUMNS
from dashboard.words.question import question
from geodata.analysis.coverage import coverage
from tests.support.areas import codes_inside
from tests.support.components import of_kind, said

#: What the figures of a region say of its young people.
COUNTED = ("not_covered", "only_dp", "young_people")


def shown(data, view) -> list:
    return table(Context(data, view))


@pytest.mark.parametrize("column", USUAL_COLUMNS)
@pytest.mark.parametrize("descending", [False, True])
def test_rows_are_sorted_as_asked(data, column, descending):
    sort = f"-{column}" if descending else column
    view = default_view(data).but(picked_level="postcode", sort=sort)
    values = rows(data, view)[column]
    known = values.dropna()
    assert known.is_monotonic_decreasing if descending else known.is_monotonic_increasing
    # What is not known comes last whichever way one looks.
    assert values.notna().to_numpy()[: len(known)].all()


def test_equal_rows_keep_the_order_of_their_codes(data):
    view = default_view(data).but(picked_level="municipality", profiles="vmbo", sort="not_covered")
    frame = rows(data, view)
    equal = frame[frame["not_covered"] == 0]["code"]
    assert len(equal) > 10 and equal.is_monotonic_increasing


@pytest.mark.parametrize("level", LEVELS)
def test_the_country_has_every_area_once(data, level):
    view = default_view(data).but(picked_level=level)
    # Neighbourhoods are shown within one municipality.
    assert view.level == ("postcode" if level == "buurt" else level)
    frame = rows(data, view)
    assert sorted(frame["code"]) == sorted(data.tables.regions_of(view.level)["code"])


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("region", ["PV28", "AM05", "sto-achterhoek-oost", "GM0344", "3511"])
def test_a_region_has_the_areas_with_a_home_in_it(data, level, region):
    view = default_view(data).but(picked_level=level, region=region)
    frame = rows(data, view)
    assert set(frame["code"]) == codes_inside(data, view.level, region) and frame["code"].is_unique


def test_a_region_off_the_map_has_no_rows(data):
    view = default_view(data).but(region=CARIBBEAN, table=True)
    assert rows(data, view).empty
    assert of_kind(shown(data, view), "Tbody")[0].children == []


def test_the_coverage_table_itself_stays_as_it_is(data):
    view = default_view(data).but(picked_level="province")
    before = coverage(data.tables, view.question, "province").copy()
    rows(data, view.but(sort="-share"))
    after = coverage(data.tables, view.question, "province")
    assert after.equals(before)


# ---- the pane -----------------------------------------------------------------------------------


def test_no_table_while_the_map_is_shown(data):
    assert shown(data, default_view(data)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_say_what_the_rows_hold(data, language):
    view = default_view(data).but(table=True, picked_level="province", language=language)
    frame = rows(data, view)
    body = of_kind(shown(data, view), "Tbody")[0]
    assert len(body.children) == len(frame) == 12
    for line, row in zip(body.children, frame.itertuples(), strict=True):
        heading, *cells = line.children
        assert heading.scope == "row"
        assert heading.children.children == row.name
        expected = [cell(row, column, language) for column in USUAL_COLUMNS[1:]]
        assert [one.children for one in cells] == expected


def test_unknown_is_a_dash(data):
    view = default_view(data).but(table=True, picked_level="sto", sort="share")
    row = rows(data, view).set_index("code", drop=False).loc[CARIBBEAN]
    assert np.isnan(row["share"])
    for column in USUAL_COLUMNS[1:]:
        assert cell(row, column, "nl") == NOTHING_KNOWN


@pytest.mark.parametrize("sort", [f"{way}{column}" for way in ("", "-") for column in COUNTED])
def test_unknown_is_neither_few_nor_many(data, sort):
    view = default_view(data).but(table=True, picked_level="sto", sort=sort)
    every = rows(data, view)
    assert every["code"].iloc[-1] == CARIBBEAN
    for sense in ("min", "max"):
        limited = filtered(every, view.but(row_limit=(sort.removeprefix("-"), sense, 0.0)))
        assert CARIBBEAN not in limited["code"].tolist()


def test_pages_show_every_row_once(data):
    view = default_view(data).but(table=True, picked_level="municipality")
    seen = []
    while view:
        *_, pages = shown_parts = shown(data, view)
        seen += [
            line.children[0].children.children for line in of_kind(shown_parts, "Tbody")[0].children
        ]
        following = pages.children[-1]
        wanted, ignored = (
            read((following.href or "").removeprefix("/"), data) if following else (None, [])
        )
        assert ignored == []
        view = wanted
    assert seen == rows(data, default_view(data).but(picked_level="municipality"))["name"].tolist()


def test_sorting_begins_at_the_first_row(data):
    view = default_view(data).but(first_row=100)
    assert view.but(sort="name").first_row == 0
    assert view.but(region="PV30").first_row == 0
    assert view.but(threshold_km=5).first_row == 100


@pytest.mark.parametrize("sort", ["-share", "share", "name", "-name"])
def test_a_heading_sorts_and_sorts_back(data, sort):
    view = default_view(data).but(table=True, picked_level="province", sort=sort)
    headings = of_kind(of_kind(shown(data, view), "Thead"), "Th")
    sorts = [heading.to_plotly_json()["props"].get("aria-sort") for heading in headings]
    assert [one for one in sorts if one] == ["descending" if sort.startswith("-") else "ascending"]
    at = USUAL_COLUMNS.index(sort.removeprefix("-"))
    assert sorts[at]
    for column, heading in zip(USUAL_COLUMNS, headings, strict=True):
        assert heading.scope == "col"
        then, ignored = read(heading.children.href.removeprefix("/"), data)
        assert ignored == [] and then.sort_column == column
        assert then.but(sort=sort) == view
        if column == view.sort_column:
            assert then.descending != view.descending
        else:
            # Names are looked up from A, gaps from the largest.
            assert then.descending == (column not in ("name", "share", "choices"))


def test_the_name_of_an_area_leads_into_it_and_keeps_the_table(data):
    view = default_view(data).but(table=True, picked_level="province", profiles="PIE")
    body = of_kind(shown(data, view), "Tbody")[0]
    for line, row in zip(body.children, rows(data, view).itertuples(), strict=True):
        then, ignored = read(line.children[0].children.href.removeprefix("/"), data)
        assert ignored == []
        assert (then.region, then.table, then.profiles) == (row.code, True, "PIE")


@pytest.mark.slow
def test_the_caption_says_what_is_asked(data):
    view = default_view(data).but(table=True, profiles="PIE", threshold_km=7)
    caption = of_kind(shown(data, view), "Caption")[0]
    assert said(caption.children[1]) == said(question(view, texts_in("nl")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_distances_are_in_the_unit_of_the_question(data, language):
    view = default_view(data).but(
        picked_level="province", measure="minutes", language=language, table=True
    )
    heads = " ".join(map(said, of_kind(shown(data, view), "Th")))
    assert "(min)" in heads and "(km)" not in heads
    row = in_unit(rows(data, view), view).iloc[0]
    minutes = rows(data, view)["mean_km"].iloc[0] / view.speed * 60
    assert cell(row, "mean_min", language) == str(round(minutes))


def test_a_column_that_only_repeats_is_not_shown(data):
    """Who has only Dienstverlening en Producten, where that itself is asked."""
    view = default_view(data)
    assert "only_dp" in view.columns and "only_dp" not in view.but(profiles="dp").columns


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("naam=zeeuws-vl", lambda frame: frame["name"].str.contains("Zeeuwsch-Vlaanderen")),
        ("waarde=share,tot,80", lambda frame: frame["share"].round(1) <= 80),
        ("waarde=not_covered,vanaf,1000", lambda frame: frame["not_covered"].round(-1) >= 1000),
        # Of another view: it limits nothing here.
        ("waarde=figure,tot,1", lambda frame: frame["share"] > -1),
    ],
)
def test_rows_are_filtered_as_they_are_shown(data, query, kept):
    view, ignored = read(f"tabel=open&per=corop&{query.replace('zeeuws-vl', 'zeeuwsch vl')}", data)
    assert ignored == []
    every = rows(data, view)
    assert filtered(every, view)["code"].tolist() == every["code"][kept(every)].tolist()
    assert len(every) == 40


@pytest.mark.parametrize(
    "query", ["naam=" + "x" * 41, "waarde=share", "waarde=share,tot,x", "waarde=name,tot,1"]
)
def test_a_filter_that_cannot_be_read_is_named(data, query):
    _, ignored = read(f"tabel=open&{query}", data)
    assert ignored == [query.partition("=")[0]]


def test_the_whole_is_the_region_and_no_sum(data):
    """Also of postcode areas, of which some lie in two municipalities."""
    view = default_view(data).but(table=True, region="PV29", picked_level="postcode")
    foot = of_kind(shown(data, view), "Tfoot")[0]
    whole = coverage(data.tables, view.question, "province").set_index("code").loc["PV29"]
    assert "Heel Zeeland" in said(foot)
    assert percentage(whole["share"], "nl") in said(foot)
    assert people(whole["young_people"], "nl") in said(foot)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filter_that_nothing_passes_says_so(data, language):
    view, ignored = read(f"?tabel=open&per=gemeente&naam=zzz&taal={language}", data)
    assert not ignored
    words = said(shown(data, view))
    assert texts_in(language)("table.no_rows") in words and " 0 " not in words
