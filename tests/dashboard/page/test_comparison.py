"""Regions that a reader keeps beside the one of the view: on the panel, in the curve, the table, on
the slide and in the portrait."""

from xml.etree import ElementTree

import pytest

from dashboard.address.context import Context
from dashboard.address.portrait import portrait_of
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import link, read
from dashboard.export.view_slide import view_deck
from dashboard.figures.answer import answer
from dashboard.formatting import percentage
from dashboard.messages import curve
from dashboard.page.components import comparison, table
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.coverage import curve_section
from dashboard.portrait.notes import Notes
from dashboard.texts import texts_in
from dashboard.words.compared import labour_rows, regions
from dashboard.words.names import region_name
from tests.support import components

QUERY = "gebied=PV29&vergelijk=PV30,GM0855"


@pytest.fixture
def context(data) -> Context:
    view, unread = read(QUERY, data)
    assert unread == [] and view.compared == ("PV30", "GM0855")
    return Context(data, view)


def names(context: Context) -> list[str]:
    return [region_name(region, context.texts) for region in regions(context)]


def links_of(context: Context) -> dict[str, str]:
    parts = comparison.comparison(context)
    return {components.said(one): one.href for one in components.of_kind(parts, "Link")}


def test_the_panel_has_the_same_figures_of_each(context):
    parts = comparison.comparison(context)
    heads, *rows = components.of_kind(parts, "Tr")
    shown = [components.plain(one).removesuffix("×").strip() for one in heads.children[1:]]
    assert shown == names(context) == ["Zeeland", "Noord-Brabant", "Tilburg", "Nederland"]
    shares = [components.plain(one) for one in rows[0].children[1:]]
    assert shares == [
        percentage(answer(context.data, context.view, region.code).share, "nl")
        for region in regions(context)
    ]
    assert all(len(row.children) == 5 for row in rows)


def test_choosing_another_region_keeps_them_until_they_are_let_go(context):
    data, view = context.data, context.view
    for other in (view.arrive(data, "PV28"), view.drill(data, "GM0664"), view.up_to("NL")):
        assert other.compared == view.compared
        assert read(link(other, data).removeprefix("/"), data)[0].compared == view.compared
    (dropped, _) = [
        read(one.href.partition("?")[2], data)[0].compared
        for one in components.of_kind(comparison.comparison(context), "Link")
        if getattr(one, "className", "") == "drop"
    ]
    assert dropped == ("GM0855",)
    cleared = links_of(context)[context.texts("compare.clear")]
    assert "vergelijk" not in cleared


def test_a_neighbour_or_the_region_itself_can_be_kept(data):
    alone = Context(data, read("gebied=PV29", data)[0])
    ways = links_of(alone)
    kept = {name: read(href.partition("?")[2], data)[0].compared for name, href in ways.items()}
    assert kept["Noord-Brabant"] == ("PV30",)
    assert kept[alone.texts("compare.keep", region="Zeeland")] == ("PV29",)
    full = alone.but(compared=("PV30", "PV28", "PV27"))
    assert set(links_of(full)) == {"×", full.texts("compare.clear")}


def test_no_more_than_three_are_read_and_what_is_none_is_told(data):
    view, unread = read("vergelijk=PV30,XX,PV28,PV27,PV26,NL", data)
    assert view.compared == ("PV30", "PV28", "PV27")
    assert unread == [f"vergelijk={code}" for code in ("XX", "PV26", "NL")]


def test_the_curve_has_a_line_of_each(context):
    drawn = curve.message(context, lambda region: region_name(region, context.texts))
    kinds = {line["name"]: line["kind"] for line in drawn["lines"]}
    assert kinds == {
        "Zeeland": "region",
        "Noord-Brabant": "compared-1",
        "Tilburg": "compared-2",
        "Nederland": "country",
    }


def test_the_table_has_a_row_of_each_under_the_total(context):
    (foot,) = components.of_kind(table.table(context.but(table=True)), "Tfoot")
    heads = [components.plain(one) for one in components.of_kind(foot, "Th")]
    assert [head.split(context.texts("compare.beside"))[0].strip() for head in heads[1:]] == [
        "Noord-Brabant",
        "Tilburg",
    ]


def test_a_slide_has_the_same_figures_and_one_plot(context):
    _, slide = view_deck(context, "https://site.nl/")["slides"]
    shown, plot = slide["parts"]
    assert shown["heads"][1:] == names(context)
    assert [one["name"] for one in plot["series"]] == names(context)
    alone = view_deck(context.but(compared=()), "https://site.nl/")
    assert len(alone["slides"]) == 1


def test_a_portrait_has_those_of_its_level(context):
    address = portrait_of(context.data, context.view)
    assert address == "/regio/provincie/PV29?naast=PV30"
    shown = read_portrait("provincie", "PV29", "vergelijk=PV30,GM0855", context.data)
    assert shown.beside == ("PV30",) and shown.ignored == ()


def test_the_curve_of_a_portrait_has_a_line_of_each(data):
    asked = read_portrait("provincie", "PV29", "naast=PV30,PV28", data)
    texts = texts_in("nl")
    context = PortraitContext(data, asked, texts, Notes(data, asked.view, texts))
    (drawn,) = curve_section(context).blocks
    group = [*ElementTree.fromstring(drawn.svg)][-1]
    ends = " ".join(one.text for one in group.iter() if one.text)
    assert all(name in ends for name in ("Zeeland", "Noord-Brabant", "Zuid-Holland", "Nederland"))
    assert ends.count("Zeeland") == 1


@pytest.mark.parametrize("query", ["kaart=werk", "kaart=tweeweg"])
def test_a_labour_view_has_the_figure_of_each_at_the_nearest_level(data, query):
    context = Context(data, read(f"{query}&{QUERY}", data)[0])
    heads, rows = labour_rows(context)
    # Published for provinces, and not for municipalities.
    tilburg = "Tilburg (Midden-Noord-Brabant)"
    assert [row[0] for row in rows] == ["Zeeland", "Noord-Brabant", tilburg, "Nederland"]
    assert rows[0][1] == "19,9"
    parts = comparison.labour_comparison(context)
    shown = [
        [components.plain(cell) for cell in row.children] for row in components.of_kind(parts, "Tr")
    ]
    assert shown == [["", *heads], *rows]
    slides = view_deck(context, "https://site.nl/")["slides"]
    assert slides[-1]["parts"][0]["rows"] == rows
    alone = view_deck(context.but(compared=()), "https://site.nl/")["slides"]
    assert len(alone) == len(slides) - 1
