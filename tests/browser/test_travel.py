"""How far by bicycle, in a real browser: the measure, the curve, rings, lines, the difference."""

import re

import numpy as np

from dashboard.address.view import View
from dashboard.figures import answer as figures
from geodata.analysis.coverage import coverage, mean_m, nearest_m, nearest_site, only_straight
from geodata.question import Question, ride_m
from tests.support.areas import of_most
from tests.support.screen import (
    answer,
    classes,
    settle,
    wait_drawn,
    wait_handed_over,
    wait_on_map,
    wait_painted,
    wait_threshold,
)
from tests.support.shipped import NEWEST

#: Het Goese Lyceum, Goes: hard profiles, with water to the north.
SITE = "13OR01"

#: Keep every threshold the map is painted for, with the unit of what it is painted from.
_REMEMBER = """() => {
  const { dataset } = document.getElementById("map");
  window.painted = [];
  window.watching?.disconnect();
  window.watching = new MutationObserver(() =>
    window.painted.push([dataset.threshold, window.techniek.state.areas.unit])
  );
  window.watching.observe(document.getElementById("map"), { attributeFilter: ["data-threshold"] });
}"""


def within_classes(data, question: Question) -> list[bool]:
    """Per postcode area: is the nearest offer within the threshold, on the mean of its people?"""
    return (mean_m(data.tables, question, "postcode") <= question.threshold_m + 1e-6).tolist()


def is_within(page) -> list[bool]:
    """The same as it is painted: the first three classes are within reach."""
    return [0 <= found <= 2 for found in classes(page)]


def first_share(page) -> str:
    """The share of the region at the handle of the curve."""
    return page.inner_text("#curve .curve-share >> nth=0")


def address_has(page, text: str) -> None:
    """Wait until the address holds a text."""
    page.wait_for_function(f"() => location.search.includes({text!r})")


def test_minutes_by_bicycle_colour_the_map(lead, data):
    page = lead("/?vestigingen=uit")
    page.evaluate(_REMEMBER)
    page.click("#pick-threshold")
    page.click("#measures >> text=Minuten fietsen")
    wait_threshold(page, 30)
    settle(page)
    # Not for a moment did the distances in kilometres meet a threshold in minutes. The slider may
    # follow the map, and paint the same once more.
    painted = page.evaluate("window.painted")
    assert painted and all(found == ["30", "min"] for found in painted)
    question = Question(threshold_m=ride_m(30, 16), distance="cycle")
    assert is_within(page) == within_classes(data, question)
    assert page.inner_text("#pick-threshold") == "30 minuten fietsen"
    share = coverage(data.tables, question, "nl")["share"].iloc[0]
    figure = f"{share:.1f}%".replace(".", ",")
    page.wait_for_selector(f"#curve .curve-share >> text={figure} >> nth=0")
    assert first_share(page) == figure
    asked = View(measure="minutes", year=data.tables.years[-1])
    assert answer(page) == f"{figures.answer(data, asked).dots[0]} van de 100"
    # Asked in minutes, answered in minutes: the panel, the legend and the table.
    assert re.search(r"\d min", page.inner_text("#answer .key-figures"))
    assert "min" in page.inner_text("#legend") and "km" not in page.inner_text("#legend")
    page.click(".switch a >> nth=1")
    settle(page)
    headings = page.inner_text(".figures-table thead")
    assert "(min)" in headings and "(km)" not in headings


def test_any_speed_is_a_number_in_a_field(lead):
    page = lead("/?maat=minuten&vestigingen=uit")
    page.click("#pick-threshold")
    field = page.get_by_label("Snelheid")
    field.fill("18")
    field.press("Enter")
    page.wait_for_selector("#pick-threshold >> text='30 minuten fietsen (18 km/u)'")
    # What cannot be is said there, and changes nothing.
    field.fill("99")
    field.press("Enter")
    assert field.evaluate("field => field.matches(':invalid')")
    assert "snelheid=18" in page.url
    # The usual one is not written; the menu of another measure has no speed.
    page.click("#measures >> text='fiets 16'")
    page.wait_for_selector("#pick-threshold >> text='30 minuten fietsen'")
    settle(page)
    assert "snelheid" not in page.url and field.input_value() == "16"
    assert page.problems == []


def test_the_handle_of_the_curve_takes_the_map_along(lead, data):
    page = lead("/?vestigingen=uit")
    grip = page.locator("#curve [role=slider]")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=5)
    wait_handed_over(page)
    dragged = int(page.get_attribute("#curve", "data-threshold"))
    assert dragged > 10
    wait_threshold(page, dragged)
    assert page.inner_text("#pick-threshold") == f"{dragged} km hemelsbreed"
    assert "afstand" not in page.url
    question = Question(threshold_m=dragged * 1000)
    assert is_within(page) == within_classes(data, question)
    page.mouse.up()
    address_has(page, f"afstand={dragged}")
    settle(page)
    share = coverage(data.tables, question, "nl")["share"].iloc[0]
    assert first_share(page) == f"{share:.1f}%".replace(".", ",")


def test_the_curve_listens_to_the_keyboard(lead):
    page = lead("/?maat=fiets")
    page.focus("#curve [role=slider]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    wait_threshold(page, 12)
    address_has(page, "afstand=12")
    settle(page)
    assert "12 km" in page.get_attribute("#curve [role=slider]", "aria-valuetext")
    page.keyboard.press("Home")
    wait_threshold(page, 1)


def test_a_clicked_site_shows_its_rings_and_its_homes(lead, data):
    page = lead("/?gebied=PV29&per=postcode")
    row = data.site_rows[SITE]
    at = page.evaluate(
        f"window.techniek.state.sites.code.indexOf('{SITE}')",
    )
    page.locator(".site-mark").nth(at).dispatch_event("click")
    page.wait_for_selector(f'#map[data-travel^="{SITE}"]')
    assert page.locator(".ring-label").all_inner_texts() == [
        # Of a question in a straight line: a ring says that it is a ride.
        "45 min · 12,0 km fietsen",
        "30 min · 8,0 km fietsen",
        "15 min · 4,0 km fietsen",
    ]
    wait_on_map(page, "td-ring-edges")
    address_has(page, f"vestiging={SITE}")
    wait_painted(page, f"postcode:{SITE}|16")
    assert page.inner_text("#answer h2") == data.tables.placed_sites["name"][row]
    mine = nearest_site(data.tables, View(year=NEWEST).by_ride) == row
    bright = page.evaluate("window.techniek.state.outside.map((faint) => !faint)")
    most = of_most(data, View(year=NEWEST), mine)[data.on_map("postcode")]
    assert bright == most.tolist()

    page.reload()
    wait_painted(page, f"postcode:{SITE}|16")
    page.wait_for_selector(f'#map[data-travel^="{SITE}"]')
    page.click("#answer .back")
    page.wait_for_selector('#map[data-travel=""]')
    settle(page)
    assert page.locator(".ring-label").count() == 0
    assert "vestiging" not in page.url


def test_a_click_on_a_site_is_no_click_on_the_area_under_it(lead):
    page = lead("/")
    wait_drawn(page)
    x, y = page.evaluate(
        """() => {
          const { map, sites } = window.techniek.state;
          const box = map.getCanvas().getBoundingClientRect();
          const points = sites.lon.map((lon, index) => map.project([lon, sites.lat[index]]));
          const off = (at) => Math.hypot(at.x - box.width / 2, at.y - box.height / 2);
          const middle = points.reduce((best, at) => (off(at) < off(best) ? at : best));
          return [box.x + middle.x, box.y + middle.y];
        }"""
    )
    page.mouse.move(x, y)
    page.wait_for_selector("#map-tooltip.shown")
    page.mouse.click(x, y)
    page.wait_for_function("() => document.getElementById('map').dataset.travel")
    address_has(page, "vestiging=")
    assert "gebied" not in page.url
    page.wait_for_selector("#answer .back")
    page.keyboard.press("Escape")
    page.wait_for_selector('#map[data-travel=""]')
    settle(page)
    assert page.get_attribute("#map", "data-travel") == ""


CLICK = "([place]) => document.querySelectorAll('.site-mark')[place].click()"


def hold_rings(page, code: str) -> list:
    """The answers with the rings of a site wait in this list."""
    held = []
    page.route(f"**/ringen.json*vestiging={code}*", lambda route: held.append(route))
    return held


def test_rings_that_come_late_do_not_replace_those_of_a_later_click(visit):
    page = visit("/?gebied=PV29&per=postcode")
    codes = page.evaluate("window.techniek.state.sites.code.slice(0, 2)")
    held = hold_rings(page, codes[0])
    page.evaluate(CLICK, [0])
    page.evaluate(CLICK, [1])
    address_has(page, f"vestiging={codes[1]}")
    settle(page)
    with page.expect_response(f"**/ringen.json*vestiging={codes[0]}*"):
        held[0].continue_()
    wait_handed_over(page)
    assert page.get_attribute("#map", "data-travel").startswith(codes[1])
    assert f"vestiging={codes[1]}" in page.url


def test_a_site_that_is_left_at_once_leaves_no_rings(visit):
    """The rings come ahead of the view of the site, which then never comes."""
    page = visit("/?gebied=PV29&per=postcode")
    page.route("**/scherm.json?*vestiging=*", lambda route: None)
    page.evaluate(CLICK, [0])
    address_has(page, "vestiging=")
    page.wait_for_function("() => document.getElementById('map').dataset.travel")
    page.go_back()
    settle(page)
    assert page.locator("#answer .back").count() == 0
    assert page.get_attribute("#map", "data-travel") == ""
    assert page.locator(".ring-label").count() == 0


def test_a_home_is_tied_to_its_nearest_sites(lead):
    page = lead("/?gebied=4501&maat=fiets")
    page.wait_for_selector('#map[data-travel^="4501"]')
    wait_on_map(page, "td-ways")
    lines = page.locator(".line-label").all_inner_texts()
    assert lines
    assert all(line.endswith(" km") for line in lines)
    assert "via brug of veer" in page.inner_text("#answer")


def test_the_difference_between_the_crow_and_the_ride(lead, data):
    page = lead("/?kaart=verschil&vestigingen=uit")
    view = View(year=NEWEST)
    near = nearest_m(data.tables, view.by_ride) <= 10_000
    lost = only_straight(data.tables, view.by_crow, view.by_ride)
    expected = of_most(data, view, np.select([near, lost], [0, 1], 2))
    assert classes(page) == expected[data.on_map("postcode")].tolist()
    page.click("#map-switch >> text=Tabel")
    page.wait_for_selector(".figures-table")
    assert "Hemelsbreed wel, fietsend niet" in page.inner_text(".figures-table thead")


def test_on_a_wide_screen_only_the_panel_scrolls(lead):
    page = lead("/?gebied=PV29&maat=minuten")
    page.wait_for_selector("#curve svg")
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    assert page.evaluate(
        "(at => at.scrollHeight > at.clientHeight)(document.getElementById('answer'))"
    )
