"""Lines and dots on paper, read back from their SVG."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.drawing.lines import COUNTRY, MAIN, OTHER, PROVINCE, Series, line_chart, school_year
from dashboard.drawing.scatter import Point, scatter
from dashboard.drawing.svg import free, within
from dashboard.messages.curve import message
from dashboard.palette import TEXT_ORANGE, Area, Ink
from tests.support.drawings import room_of

SVG = "{http://www.w3.org/2000/svg}"
PALETTE = {*Area, *Ink, TEXT_ORANGE, "none"}
YEARS = ["2018-2019", "2021-2022", "2022-2023", "2023-2024"]
LABELS = [(school_year(year), year) for year in YEARS]


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def every(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(read(svg).iter(f"{SVG}{tag}"))


def boxes(svg: str) -> dict[str, tuple]:
    """Room of every text by its words."""
    return {one.text: room_of(one) for one in every(svg, "text")}


def trend(*series: Series, **changes) -> str:
    return line_chart(series, LABELS, **({"title": "Trend"} | changes))


def years(values, name="BWI", **changes) -> Series:
    return Series(name, [school_year(year) for year in YEARS], values, **changes)


def test_years_stand_where_they_are_in_time():
    found = boxes(trend(years([4, 4, 4, 4])))
    middle = {year: (found[year][0] + found[year][2]) / 2 for year in ("2018-2019", "2023-2024")}
    dots = [float(one.get("cx")) for one in every(trend(years([4, 4, 4, 4])), "circle")]
    assert dots[0] == pytest.approx(middle["2018-2019"], abs=0.2)
    assert dots[1] - dots[0] == pytest.approx(3 * (dots[2] - dots[1]), abs=0.2)


def test_a_range_is_a_band_and_exact_neighbours_are_a_line():
    svg = trend(years([10, 12, (8, 14), (9, 12)]))
    assert len(every(svg, "polygon")) == 2
    lines = [one for one in every(svg, "path") if "L" in one.get("d")]
    assert len(lines) == 1 and lines[0].get("d").count("L") == 1
    assert len(every(svg, "circle")) == 2


def test_what_is_unknown_parts_a_line():
    svg = trend(years([10, None, 12, float("nan")]))
    assert not [one for one in every(svg, "path") if "L" in one.get("d")]
    assert len(every(svg, "circle")) == 2


def test_a_forecast_is_dashed_and_hollow():
    series = Series("Jongeren", [2021, 2025, 2030, 2035], [50, 48, 44, 40], MAIN, solid_until=2025)
    svg = line_chart([series], title="Vooruit")
    lines = [one for one in every(svg, "path") if "L" in one.get("d")]
    assert [one.get("stroke-dasharray") for one in lines] == [None, "5 4"]
    assert [one.get("d").count("L") for one in lines] == [1, 2]
    hollow = [one.get("fill") == Ink.PANEL for one in every(svg, "circle")]
    assert hollow == [False, False, True, True]


def curve(**changes) -> str:
    places = range(0, 26)
    lines = [
        Series("Tilburg", places, [min(100, 4 * km) for km in places], MAIN, dots=False),
        Series("Noord-Brabant", places, [min(100, 10 * km) for km in places], PROVINCE, dots=False),
        Series("Nederland", places, [min(100, 11 * km) for km in places], COUNTRY, dots=False),
    ]
    arguments = {"unit": "%", "y_most": 100, "threshold": (10, "10 km"), "title": "Curve"}
    return line_chart(lines, **(arguments | changes))


def test_the_threshold_meets_every_line_at_its_value():
    svg = curve()
    upright = next(one for one in every(svg, "line") if one.get("stroke-dasharray") == "2 2.5")
    dots = every(svg, "circle")
    assert {one.get("cx") for one in dots} == {upright.get("x1")}
    grid = {text: (box[1] + box[3]) / 2 for text, box in boxes(svg).items() if "%" in text}
    zero, all_of_it = grid["0%"], grid["100%"]
    tilburg = float(dots[0].get("cy"))
    assert (zero - tilburg) / (zero - all_of_it) == pytest.approx(0.4, abs=0.02)


def test_the_axis_begins_at_nothing_in_dutch_notation():
    words = boxes(trend(years([9_000, 11_000, 12_000, 14_500])))
    assert {"0", "5.000", "10.000", "15.000"} <= words.keys()
    assert {"0,00", "0,50", "1,00"} <= boxes(trend(years([0.9, 0.7, 0.8, 1.0]))).keys()


def test_names_end_in_the_colour_of_their_line_and_do_not_overlap():
    svg = curve()
    found = boxes(svg)
    names = [found[name] for name in ("Tilburg", "Noord-Brabant", "Nederland")]
    assert all(free(a, [b], 0) for a, b in combinations(names, 2))
    inks = {one.text: one.get("fill") for one in every(svg, "text")}
    assert inks["Tilburg"] == Area.NEAR and inks["Nederland"] == Ink.MUTED


NAMES = ["BWI", "PIE", "M&T", "Media, vormgeving en ICT", "Dienstverlening en producten"]


@given(
    st.lists(st.lists(st.integers(0, 9_999), min_size=4, max_size=4), min_size=1, max_size=5),
    st.sampled_from([(340, 220), (680, 300)]),
)
def test_any_trend_is_whole_and_its_words_are_apart(rows, size):
    series = [years(row, name) for row, name in zip(rows, NAMES, strict=False)]
    svg = trend(*series, size=size, y_title="kandidaten")
    width, height = size
    found = boxes(svg)
    assert all(free(a, [b], 0) for a, b in combinations(found.values(), 2))
    assert all(within(box, (-0.1, -0.1, width + 0.1, height + 0.1)) for box in found.values())
    used = {one.get(name) for one in read(svg).iter() for name in ("fill", "stroke")} - {None}
    assert used <= PALETTE
    for one in every(svg, "circle"):
        assert 0 <= float(one.get("cx")) <= width and 0 <= float(one.get("cy")) <= height


def test_a_chart_without_figures_is_still_a_drawing():
    assert read(line_chart([], title="Leeg")).get("role") == "img"
    assert read(trend(years([None] * 4))).find(f"{SVG}title").text == "Trend"
    assert scatter_of([]).count("<circle") == 0


def test_screen_readers_get_a_name_and_words():
    root = read(curve(description="Hoeveel jongeren.", prefix="c"))
    assert root.get("aria-labelledby") == "c-title c-desc"
    texts_in = {one.get("id"): one.text for one in root if one.get("id")}
    assert texts_in == {"c-title": "Curve", "c-desc": "Hoeveel jongeren."}


def test_hostile_names_stay_text():
    hostile = "</text><script>x</script>"
    svg = trend(years([1, 2, 3, 4], hostile), title=hostile, y_title=hostile)
    svg += scatter_of([Point(hostile, 1, 1, True), Point(hostile, 2, 3)])
    assert "<script" not in svg


def scatter_of(points, **changes) -> str:
    arguments = {
        "x_title": "afstand (km)",
        "y_title": "aandeel",
        "median": "mediaan",
        "title": "Vergelijking",
        "y_unit": "%",
    }
    return scatter(points, **(arguments | changes))


POINTS = [Point(name, x, y) for name, x, y in [("A", 1, 50), ("B", 2, 60), ("C", 3, 70)]]


def test_dots_stand_at_their_figures_and_medians_are_dotted():
    svg = scatter_of([*POINTS, Point("Zeeland", 9, 10, True)])
    dots = every(svg, "circle")
    assert len(dots) == 4
    assert [one.get("fill") for one in dots].count(TEXT_ORANGE) == 1
    assert dots[-1].get("fill") == TEXT_ORANGE
    assert {"mediaan 2,5", "mediaan 55,0%", "Zeeland"} <= boxes(svg).keys()
    dotted = [one for one in every(svg, "line") if one.get("stroke-dasharray")]
    x = next(float(one.get("x1")) for one in dotted if one.get("x1") == one.get("x2"))
    b, c = (float(one.get("cx")) for one in dots[1:3])
    assert x == pytest.approx((b + c) / 2, abs=0.2)


def test_unknown_points_are_left_out_also_of_the_median():
    svg = scatter_of([*POINTS, Point("D", float("nan"), 3), Point("E", 5, float("nan"))])
    assert len(every(svg, "circle")) == 3
    assert "mediaan 2,0" in boxes(svg)


def test_a_share_has_no_axis_above_all():
    found = boxes(scatter_of([Point("A", 1, 100), Point("B", 2, 97)]))
    shares = [re.fullmatch(r"([\d,]+)%", text) for text in found]
    assert max(float(share[1].replace(",", ".")) for share in shares if share) == 100


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.floats(0, 40), st.floats(0, 100)), min_size=2, max_size=60),
    st.sampled_from([(340, 260), (680, 380)]),
)
def test_any_scatter_names_what_stands_out_and_no_names_touch(figures, size):
    points = [Point(f"Regio {at}", x, y, at == 0) for at, (x, y) in enumerate(figures)]
    svg = scatter_of(points, size=size)
    found = boxes(svg)
    names = [box for text, box in found.items() if text.startswith("Regio")]
    assert "Regio 0" in found
    assert all(free(a, [b], 0) for a, b in combinations(names, 2))
    width, height = size
    assert all(within(box, (-0.1, -0.1, width + 0.1, height + 0.1)) for box in found.values())


def test_kinds_are_those_of_the_curve_of_the_panel(data):

    view = default_view(data).but(region="GM0855")
    lines = message(Context(data, view), lambda region: region.name)["lines"]
    assert {line["kind"] for line in lines} == {MAIN, PROVINCE, COUNTRY}
    assert OTHER not in {line["kind"] for line in lines}
