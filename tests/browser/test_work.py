"""The labour views in a real browser: choosing on the map, in the scatter, by keys and by touch."""

import pytest

from tests.support.browser import DRAWN, PATIENCE_MS, PHONE, serving
from tests.support.labour import with_labour
from tests.support.screen import point, settle, wait_drawn, wait_width

WORK = "/?kaart=werk"
TWO_WAY = "/?kaart=tweeweg"


@pytest.fixture(scope="module")
def address(data):
    """A dashboard with figures of the labour market that the test knows."""
    with serving(DRAWN, with_labour(data)) as found:
        yield found


def wait_chosen(page, codes: str) -> None:
    """Wait until exactly these regions are chosen: on the map, in the address, in every part."""
    page.wait_for_selector(f'#map[data-chosen="{codes}"]', state="attached")
    expected = f"keuze={codes}" if codes else ""
    page.wait_for_function(
        "wanted => wanted ? location.search.includes(wanted) : !location.search.includes('keuze')",
        arg=expected,
    )
    settle(page)


def click_region(page, data, code: str, more: bool = False) -> None:
    """Click in the middle of a region on the map."""
    region = data.tables.regions_of("corop").set_index("code").loc[code]
    wait_drawn(page)
    x, y = point(page, float(region["lon"]), float(region["lat"]))
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=3)
    page.wait_for_selector(f"#map-tooltip.shown >> text={region['name']}")
    if more:
        page.keyboard.down("Shift")
    page.mouse.click(x, y)
    if more:
        page.keyboard.up("Shift")


def dot(page, data, code: str):
    """The dot of a region in the scatter."""
    feature = data.tables.regions_of("corop").set_index("code").at[code, "feature"]
    return page.locator(f"#dot-{feature}")


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_on_the_map_chooses_a_region_and_its_dot(lead, data):
    page = lead(TWO_WAY)
    click_region(page, data, "CR05")
    wait_chosen(page, "CR05")
    page.wait_for_selector("#scatter .dot-chosen")
    assert dot(page, data, "CR05").get_attribute("aria-selected") == "true"
    click_region(page, data, "CR07", more=True)
    wait_chosen(page, "CR05,CR07")
    outside = page.evaluate("window.techniek.state.outside.filter((one) => !one).length")
    assert outside == 2
    page.keyboard.press("Escape")
    wait_chosen(page, "")
    assert page.problems == []


def test_a_dot_chooses_its_region_on_the_map_and_a_box_several(lead, data):
    page = lead(TWO_WAY)
    page.wait_for_selector("#scatter .dot-region")
    last = data.tables.regions_of("corop")["code"].iloc[-1]
    page.locator("#scatter").scroll_into_view_if_needed()
    page.mouse.click(*middle(dot(page, data, last)))
    wait_chosen(page, last)
    plot = page.locator(".scatter-plot").bounding_box()
    page.mouse.move(plot["x"] + 2, plot["y"] + 2)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] - 2, plot["y"] + plot["height"] / 2, steps=4)
    page.mouse.up()
    page.wait_for_function("() => document.querySelectorAll('#scatter .dot-chosen').length > 5")
    settle(page)
    chosen = page.locator("#map").get_attribute("data-chosen").split(",")
    # Figures run from 0 to 39: the upper half of the drawing is the last twenty.
    assert set(chosen) == set(data.tables.regions_of("corop")["code"].iloc[20:])


def test_a_region_is_chosen_with_keys_in_the_scatter_and_in_the_table(lead, data):
    page = lead(TWO_WAY)
    page.wait_for_selector("#scatter .dot-region")
    page.focus(".scatter-figure")
    page.keyboard.press("ArrowRight")
    name = page.locator(".scatter-said strong").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#scatter .dot-chosen")
    settle(page)
    assert page.locator("#answer h2").inner_text() == name
    page = lead(f"{WORK}&tabel=open")
    button = page.locator(".table-pane [data-choose]").nth(1)
    code = button.get_attribute("data-choose")
    button.focus()
    page.keyboard.press("Enter")
    wait_chosen(page, code)


def test_a_figure_is_picked_from_the_menu_and_its_level_follows(lead):
    page = lead(WORK)
    page.click("#pick-figure")
    page.click("#part-figure .menu a:has-text('WW-uitkering')")
    page.wait_for_selector('#map[data-painted="municipality:NL"]')
    assert "cijfer=ww" in page.evaluate("location.search")
    assert page.problems == []


def test_a_finger_adds_and_drops_regions(visit, chromium, data):
    phone = chromium.new_context(has_touch=True, is_mobile=True, viewport=PHONE)
    phone.set_default_timeout(PATIENCE_MS)
    page = visit(TWO_WAY, size=PHONE, within=phone)
    page.wait_for_selector("#scatter .dot-region")
    codes = data.tables.regions_of("corop")["code"]
    for code in (codes.iloc[-1], codes.iloc[0]):
        page.locator("#scatter").scroll_into_view_if_needed()
        page.touchscreen.tap(*middle(dot(page, data, code)))
        page.wait_for_function(
            "code => document.getElementById('map').dataset.chosen.split(',').includes(code)",
            arg=code,
        )
        settle(page)
    wait_chosen(page, f"{codes.iloc[-1]},{codes.iloc[0]}")
    phone.close()


def test_the_square_and_the_views_do_not_cover_each_other(lead):
    page = lead(TWO_WAY)
    for size in ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080}):
        page.set_viewport_size(size)
        wait_width(page, size["width"])
        page.wait_for_selector(".nine")
        views = page.locator(".views").bounding_box()
        legend = page.locator("#legend").bounding_box()
        assert views["y"] + views["height"] <= legend["y"], size
