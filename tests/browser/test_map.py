"""The map in a real browser: it draws, follows the threshold, drills down and comes back."""

import numpy as np
import shapely
from playwright.sync_api import Route

from dashboard.address.query import default_view
from dashboard.texts import texts_in
from dashboard.web.assets import ASSETS
from geodata.analysis.coverage import coverage, mean_m
from geodata.question import Question
from tests.browser.conftest import new_page
from tests.support.areas import distance_classes
from tests.support.browser import PHONE
from tests.support.geometry import shapes
from tests.support.screen import (
    answer,
    classes,
    click_place,
    colour,
    is_blue,
    is_orange,
    point,
    settle,
    wait_drawn,
    wait_handed_over,
    wait_on_map,
    wait_painted,
    wait_threshold,
)


def wide_home(data, nearest_km: float, furthest_km: float) -> tuple[float, float]:
    """A point well inside a large postcode area whose nearest offer lies in this range."""
    metres = mean_m(data.tables, Question(), "postcode")
    areas = data.tables.regions_of("postcode")
    size = (areas["east"] - areas["west"]) * (areas["north"] - areas["south"])
    fits = (metres > nearest_km * 1000) & (metres < furthest_km * 1000)
    area = areas[fits].loc[size[fits].nlargest(3).index[-1]]
    shape = shapes(ASSETS / data.manifest["geometry"]["postcode"])[area["feature"]]
    # Not where it has its label: there people live, and a name stands on the map.
    middle = shapely.get_point(shapely.maximum_inscribed_circle(shape), 0)
    return middle.x, middle.y


def expected_classes(data, threshold: int) -> np.ndarray:
    """The classes of the distance view, from the analysis itself."""
    return distance_classes(data, default_view(data).but(threshold_km=threshold))


def test_the_class_reaches_the_map_itself_and_the_legend_names_it(lead):
    """Fails when a new Plotly hides its map, or names its layers otherwise."""
    page = lead()
    found = page.evaluate(
        """() => {
          const { map, source, areas, painted, graph } = window.techniek.state;
          const shown = painted.map((_, id) => map.getFeatureState({ source, id }).colour);
          const own = map.getStyle().layers.filter((one) => one.id.startsWith("plotly-trace"));
          return { same: painted.every((value, id) => value < 0
                     || shown[id].startsWith(areas.colours[value])),
                   own: own.map((layer) => layer.layout.visibility),
                   count: painted.length, type: graph.data[0].type };
        }"""
    )
    hidden = ["none", "none"]
    assert found == {"same": True, "own": hidden, "count": 4067, "type": "choroplethmap"}
    texts = texts_in("nl")
    legend = page.inner_text("#legend")
    assert texts("legend.only_dp", within="10 km") in legend
    assert texts("map.no_data") in legend
    assert legend.count(f"· {texts('map.too_far')}") == 2


def test_the_map_draws_what_the_analysis_says_of_every_threshold(visit, data):
    page = visit("/?vestigingen=uit", drawn=True)
    assert classes(page) == expected_classes(data, 10).tolist()
    assert answer(page) == "94 van de 100"
    # Within 10 km, and further than 1.5 × 4 km.
    between = wide_home(data, 7, 9)
    assert is_blue(colour(page, *between))
    page.click("#pick-threshold")
    slider = page.locator("#part-threshold").get_by_role("slider")
    slider.focus()
    for _ in range(6):
        slider.press("ArrowLeft")
    wait_threshold(page, 4)
    page.wait_for_url("**afstand=4**")
    settle(page)
    page.keyboard.press("Escape")
    assert classes(page) == expected_classes(data, 4).tolist()
    share = coverage(data.tables, Question(threshold_m=4000), "nl")["share"].item()
    page.wait_for_selector(f".answer-number >> text={share:.0f} van de 100")
    assert is_orange(colour(page, *between))


def test_the_map_follows_the_hand_before_the_address_does(lead, data):
    page = lead()
    page.click("#pick-threshold")
    slider = page.locator("#part-threshold").get_by_role("slider")
    thumb = slider.bounding_box()
    x, y = thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    wait_handed_over(page)
    dragged = int(slider.get_attribute("aria-valuenow"))
    assert dragged > 10
    wait_threshold(page, dragged)
    assert classes(page) == expected_classes(data, dragged).tolist()
    assert "afstand" not in page.url
    assert page.inner_text("#pick-threshold") == f"{dragged} km hemelsbreed"
    page.mouse.up()
    page.wait_for_url(f"**afstand={dragged}*")


def test_click_drills_down_and_the_path_leads_back(visit, data):
    page = visit("/?vestigingen=uit&zicht=6.10,52.51,8.50")
    home = data.tables.regions_of("postcode").set_index("code").loc["8011"]
    # From here a postcode area is as small as a point: any of the town leads to it.
    click_place(page, home["lon"], home["lat"], "Zwolle")
    wait_painted(page, "postcode:GM0193")
    assert page.inner_text("#breadcrumb").split() == ["Nederland", "›", "Overijssel", "›", "Zwolle"]
    page.wait_for_selector("#answer >> text=jongeren in Zwolle")
    click_place(page, home["lon"], home["lat"], "8011 Zwolle")
    wait_painted(page, "postcode:8011")
    page.wait_for_selector("#answer >> text=8011 Zwolle")
    # Escape closes what is open, and nothing is.
    page.keyboard.press("Escape")
    settle(page)
    assert "gebied=8011" in page.url
    for level in ("postcode:GM0193", "postcode:PV23", "postcode:NL"):
        page.locator("#breadcrumb a").last.click()
        wait_painted(page, level)
    assert page.inner_text("#breadcrumb") == "Nederland"


#: Keep what the map is painted for, one after the other.
_REMEMBER = """() => {
  const { dataset } = document.getElementById("map");
  window.shown = [];
  new MutationObserver(() => window.shown.push(dataset.painted)).observe(
    document.getElementById("map"), { attributeFilter: ["data-painted"] });
}"""


def test_a_view_that_was_left_is_not_drawn_any_more(visit):
    page = visit("/?kaart=dekking")
    held: list[Route] = []
    for level in ("province", "rmc"):
        page.route(f"**/assets/geo/{level}.*", lambda route: held.append(route))
    page.evaluate(_REMEMBER)
    go = "(search) => dash_clientside.set_props('address', { search })"
    for words in ("provincie", "rmc"):
        with page.expect_request("**/assets/geo/*"):
            page.evaluate(go, f"?kaart=dekking&per={words}")
    page.evaluate(go, "?kaart=dekking&per=corop")
    for route in held:
        route.continue_()
    wait_painted(page, "corop:NL")
    assert len(held) == 2
    assert page.evaluate("window.shown") == ["corop:NL"]


def test_back_button_steps_back(lead):
    page = lead("/?kaart=dekking&gebied=GM0193")
    page.click("#breadcrumb >> text=Overijssel")
    wait_painted(page, "municipality:PV23")
    page.go_back()
    wait_painted(page, "municipality:GM0193")


def test_hover_says_the_figure_of_the_table(lead, data):
    page = lead("/?kaart=dekking&vestigingen=uit")
    frame = coverage(data.tables, Question(), "municipality").set_index("name")
    home = data.tables.regions_of("postcode").set_index("code").loc["5038"]
    wait_drawn(page)
    x, y = point(page, home["lon"], home["lat"])
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y, steps=3)
    page.wait_for_selector("#map-tooltip.shown >> text=Tilburg")
    share = f"{frame.loc['Tilburg', 'share']:.1f}".replace(".", ",")
    assert page.inner_text("#map-tooltip span").startswith(f"{share}% van de jongeren")


def test_every_level_can_be_mapped(lead, data):
    page = lead("/?kaart=dekking")
    counts = {
        "provincies": ("province", 12),
        "arbeidsmarktregio’s": ("labour_region", 35),
        "RMC-regio’s": ("rmc", 40),
        "COROP-gebieden": ("corop", 40),
        "STO-regio’s": ("sto", 77),
        "postcodegebieden": ("postcode", 4067),
        "gemeenten": ("municipality", 342),
    }
    for words, (level, count) in counts.items():
        page.click("#part-level summary")
        page.click(f"#part-level >> text={words}")
        wait_painted(page, f"{level}:NL")
        assert len(classes(page)) == count
        assert set(classes(page)) <= set(range(-6, 5))
        assert ("niet officieel" in page.inner_text("#legend")) == (level == "sto")
    assert page.problems == []


def test_changing_the_level_keeps_the_region(lead):
    page = lead("/?gebied=PV30&kaart=dekking")
    page.click("#part-level summary")
    page.click("#part-level >> text=STO-regio’s")
    wait_painted(page, "sto:PV30")
    assert "per=sto" in page.url and "gebied=PV30" in page.url


def test_sites_are_marked_inside_a_region_and_can_be_hidden(lead):
    page = lead("/?gebied=GM0193")
    page.wait_for_selector(".site-mark .shape-PIE")
    page.click("text=verberg")
    page.wait_for_url("**vestigingen=uit**")
    page.wait_for_function("() => document.querySelectorAll('.site-mark').length === 0")


def test_caribbean_netherlands_says_what_is_not_known(lead):
    page = lead("/?kaart=dekking")
    page.click(".inset")
    page.wait_for_selector("#answer >> text=Saba Comprehensive School")
    assert "Wat we niet weten" in page.inner_text("#answer")


#: The map drawn anew: how often its tiles were marked for it, and the picture; as it is, and as
#: MapLibre itself would.
_MARKED = """(camera) => {
  const { map } = window.techniek.state;
  const { painter } = map;
  if (camera) map.jumpTo(camera);
  const drawn = () => {
    let marked = 0;
    let picture = null;
    painter._renderTileMasks = function (...what) {
      marked += 1;
      return Object.getPrototypeOf(this)._renderTileMasks.apply(this, what);
    };
    map.once("render", () => { picture = map.getCanvas().toDataURL(); });
    map.redraw();
    delete painter._renderTileMasks;
    return { marked, picture };
  };
  const ours = drawn();
  const once = painter.renderTileClippingMasks;
  delete painter.renderTileClippingMasks;
  const own = drawn();
  painter.renderTileClippingMasks = once;
  return { ours, own };
}"""


def test_tiles_are_marked_once_for_all_their_layers(visit):
    page = visit("/?gebied=GM0855", drawn=True)
    seen = set()
    # The second and third time while tiles still come: not every source has the same.
    for camera in (None, {"zoom": 8.6}, {"center": [5.4, 51.7]}):
        found = page.evaluate(_MARKED, camera)
        assert found["ours"]["picture"] == found["own"]["picture"]
        assert 1 <= found["ours"]["marked"] < found["own"]["marked"]
        seen.add(found["ours"]["picture"])
    assert len(seen) == 3
    wait_drawn(page)
    assert page.evaluate(_MARKED, None)["ours"]["marked"] == 1


def test_layers_are_there_once_they_have_something_to_show(visit):
    page = visit("/?kaart=dekking&vestigingen=uit")
    hidden = """() => {
      const { map } = window.techniek.state;
      const isHidden = (id) => map.getLayoutProperty(id, "visibility") === "none";
      return map.getLayersOrder().filter((id) => id.startsWith("td-") && isHidden(id));
    }"""
    assert {"td-focus", "td-rings", "td-ways"} <= set(page.evaluate(hidden))
    click_place(page, 6.1, 52.5, "Zwolle")
    wait_on_map(page, "td-focus")
    assert "td-focus" not in page.evaluate(hidden)


def test_areas_that_do_not_come_leave_the_ground(context, address, kept_warm):
    page = new_page(context)
    page.route("**/assets/geo/postcode.*", lambda route: route.abort())
    page.goto(address)
    page.wait_for_function("() => window.techniek?.state.overlay")
    assert page.evaluate("Boolean(window.techniek.state.map.getLayer('td-base'))")
    page.close()


def test_drawn_ground_without_a_network(visit, data):
    page = visit(network=False, drawn=True)
    assert page.evaluate("Boolean(window.techniek.state.map.getLayer('td-base'))")
    assert is_blue(colour(page, *wide_home(data, 3, 6)))
    # A tile was asked and refused before the absence of their layer says anything.
    refused = page.evaluate(
        "fetch(window.techniek.state.ground.tiles.replace('{z}/{x}/{y}', '6/33/21'))"
        ".then(() => false, () => true)"
    )
    assert refused and any("ERR_FAILED" in one for one in page.problems)
    assert not page.evaluate("Boolean(window.techniek.state.map.getLayer('td-tiles'))")


def test_the_water_between_two_parts_of_a_province_is_not_filled(visit):
    """A dock that is drawn across itself once filled the Westerschelde."""
    page = visit("/?kaart=werk&gebied=PV29&per=provincie", drawn=True)
    land, sea = colour(page, 3.9, 51.3), colour(page, 3.45, 51.47)
    assert colour(page, 3.75, 51.39) == sea != land


def test_phone_shows_sentence_number_map_and_the_rest_in_one_column(lead):
    page = lead("/", PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tops = [
        page.locator(selector).bounding_box()["y"]
        for selector in ("h1.sentence", ".answer-number", ".map-figure", "#legend", ".bars")
    ]
    assert tops == sorted(tops)
    # Nobody has to scroll to see that there is a map.
    assert tops[2] + 200 < PHONE["height"]


def test_what_is_not_on_the_map_is_seen_beside_the_country(lead):
    page = lead("/?gebied=PV29&kaart=dekking&per=provincie")
    close = page.evaluate("window.techniek.state.map.getZoom()")
    page.evaluate("document.querySelector('a.inset').click()")
    page.wait_for_function("() => location.search.includes('gebied=sto-bes')")
    settle(page)
    page.wait_for_function("(close) => window.techniek.state.map.getZoom() < close - 1", arg=close)
    far = page.evaluate("window.techniek.state.map.getZoom()")
    page.evaluate("() => { window.techniek.state.map.zoomTo(10, { animate: false }); }")
    page.locator("#zoom-region").click()
    page.wait_for_function(
        "(far) => Math.abs(window.techniek.state.map.getZoom() - far) < 0.01", arg=far
    )
