"""The only offer, and places beside the schools, in a real browser: a user's own file above all."""

from pathlib import Path
from urllib.parse import unquote

import numpy as np
from playwright.sync_api import Page, expect

from dashboard.address.query import default_view
from dashboard.figures import only
from geodata.analysis.coverage import ONLY_DP, WITHIN, states
from geodata.analysis.only_offer import dependent
from tests.support.areas import of_most
from tests.support.browser import LAPTOP, PHONE
from tests.support.screen import classes, point, settle, wait_drawn, wait_painted, wait_width

HOSTILE = "<img src=x onerror=window.hacked=1>"
OWN = f"""naam;soort;postcode;bron;toelichting
{HOSTILE};techlab;3511;<b>site</b>;<script>window.hacked=1</script>
Lab Twee;hotspot;3511;site;
Lab Drie;raket;3511;site;
"""
LAYER = "td-facilities"
#: Few areas to draw: the places are what is looked at.
INSIDE = "/?kaart=dekking&gebied=GM0344"


def shown(page: Page, count: int) -> None:
    """Wait until so many places are on the map, and the page is of the same view."""
    page.wait_for_selector(f'#map[data-facilities="{count}"]', state="attached")
    settle(page)


def choose(page: Page, folder: Path, text: str, name: str = "mijn.csv") -> None:
    """Open the menu and choose a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    if page.get_attribute("#part-facilities", "open") is None:
        page.click("#part-facilities > summary")
    page.set_input_files("#own-file input", path)


def drop(page: Page) -> None:
    """Take the file away, so that the page can be led on."""
    if page.get_attribute("#part-facilities", "open") is None:
        page.click("#part-facilities > summary")
    page.click("#own-remove")
    shown(page, 0)
    page.wait_for_selector("#own-said strong", state="detached")


def told(page: Page) -> str:
    """What is said of the file, once the map has its places too."""
    page.wait_for_selector("#own-said strong")
    settle(page)
    return page.inner_text("#own-said")


def drawn_names(page: Page) -> list[str]:
    """The places that stand on the screen."""
    wait_drawn(page)
    return page.evaluate(
        f"""() => window.techniek.state.map.queryRenderedFeatures({{ layers: ["{LAYER}"] }})
          .map((feature) => feature.properties.name)"""
    )


def test_the_view_draws_who_has_one_site(lead, data):
    page = lead("/?kaart=enig")
    view = default_view(data).but(show="only")
    alone = dependent(data.tables, view.question)
    state = states(data.tables, view.question)
    expected = np.select([alone, state == WITHIN, state == ONLY_DP], [0, 1, -4], 2)
    assert classes(page) == of_most(data, view, expected)[data.on_map("postcode")].tolist()
    assert "maar één vestiging" in page.inner_text("#legend")
    assert page.problems == []


def test_a_row_of_the_ranking_opens_its_site(lead, data):
    page = lead("/?kaart=enig&gebied=PV26")
    found = only.ranked(data, default_view(data).but(region="PV26"))
    first = page.locator(".only-ranked a").first
    assert first.inner_text() == found["name"].iloc[0]
    assert page.locator(".site-people").count() > 0
    first.click()
    page.wait_for_url(f"**vestiging={found['site'].iloc[0]}*")
    settle(page)
    page.wait_for_selector("#answer .answer-title")
    assert page.locator(".only-stops li").count() == (found["site"] == found["site"].iloc[0]).sum()


def test_what_ships_is_switched_on_and_off(lead, data):
    page = lead("/?kaart=dekking")
    shown(page, 0)
    page.click("#part-facilities > summary")
    page.click("#facility-switch a")
    shown(page, len(data.tables.facilities))
    assert "voorzieningen=aan" in page.url
    assert "hoofdkantoor" in page.inner_text("#facility-legend")
    page.click("#part-facilities > summary")
    page.click("#facility-switch a")
    shown(page, 0)
    assert "voorzieningen" not in page.url


def test_an_own_file_is_shown_and_gone_after_a_reload(lead, tmp_path):
    page = lead(INSIDE)
    choose(page, tmp_path, OWN)
    said = told(page)
    assert "2 plekken" in said and "Rij 4" in said and "raket" in said
    shown(page, 2)
    assert "techlab" in page.inner_text("#own-legend")
    assert set(drawn_names(page)) == {HOSTILE, "Lab Twee"}
    page.reload()
    wait_painted(page, "municipality:GM0344")
    shown(page, 0)
    assert page.inner_text("#own-said") == page.inner_text("#own-legend") == ""


def test_markup_in_a_file_stays_letters(lead, tmp_path):
    page = lead(INSIDE)
    choose(page, tmp_path, OWN, "<img src=x onerror=window.hacked=1>.csv")
    told(page)
    page.keyboard.press("Escape")
    shown(page, 2)
    wait_drawn(page)
    lon, lat = page.evaluate(
        f"""() => window.techniek.state.map.queryRenderedFeatures({{ layers: ["{LAYER}"] }})
          .find((feature) => feature.properties.name.startsWith("<img"))
          .geometry.coordinates"""
    )
    x, y = point(page, lon, lat)
    page.mouse.move(x - 60, y - 60)
    page.mouse.move(x - 4, y - 4, steps=3)
    page.wait_for_function(
        "() => document.getElementById('map-tooltip').textContent.includes('<img')"
    )
    tooltip = page.inner_text("#map-tooltip")
    assert HOSTILE in tooltip and "<b>site</b>" in tooltip and "<script>" in tooltip
    assert (
        page.evaluate("document.querySelectorAll('#map-tooltip :is(img, b, script)').length") == 0
    )
    assert page.evaluate("window.hacked") is None
    assert page.problems == []
    drop(page)


def test_an_own_file_stays_with_another_language_and_goes_on_request(lead, tmp_path):
    page = lead(INSIDE)
    choose(page, tmp_path, OWN)
    told(page)
    page.keyboard.press("Escape")
    page.click("#language a")
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    wait_painted(page, "municipality:GM0344")
    shown(page, 2)
    page.click("#part-facilities > summary")
    assert "2 places" in told(page) and "Row 4" in told(page)
    drop(page)
    # The same file can be chosen again.
    choose(page, tmp_path, OWN)
    shown(page, 2)
    drop(page)


def test_a_file_that_is_too_large_never_leaves_the_browser(lead, tmp_path):
    page = lead("/?kaart=dekking")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    choose(page, tmp_path, "naam;postcode\n" + "x" * 1_000_100)
    page.wait_for_selector("#own-too-large", state="visible")
    choose(page, tmp_path, OWN, "kleiner.csv")
    told(page)
    assert page.is_hidden("#own-too-large")
    # By now the first file would have been sent too: the second one was.
    assert any("kleiner.csv" in body for body in sent)
    assert max(map(len, sent)) < 100_000
    drop(page)


def test_own_places_go_along_in_files_and_on_paper_where_that_is_ticked(lead, tmp_path):
    page = lead(INSIDE)
    choose(page, tmp_path, OWN)
    told(page)
    page.keyboard.press("Escape")

    def table() -> str:
        if page.get_attribute("#part-download", "open") is None:
            page.click("#part-download > summary")
        with page.expect_download() as download:
            page.click('#part-download a[href^="/download.csv"]')
        return Path(download.value.path()).read_text("utf-8")

    def picture() -> tuple[bytes, str]:
        """The PNG that the browser made of the drawing, and what it sent for that."""
        if page.get_attribute("#part-download", "open") is None:
            page.click("#part-download > summary")
        with page.expect_download() as download, page.expect_request("**/kaart.svg*") as asked:
            page.click('#part-download a[data-png="1600"]')
        return Path(download.value.path()).read_bytes(), asked.value.post_data or ""

    def on_paper() -> str:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        return unquote(page.get_attribute("#print-sheet", "src"))

    assert "Lab Twee" not in table() and "Lab Twee" not in on_paper()
    bare, sent = picture()
    assert bare.startswith(b"\x89PNG") and int.from_bytes(bare[16:20]) == 1600 and sent == ""
    if page.get_attribute("#part-download", "open") is None:
        page.click("#part-download > summary")
    page.check("#part-download .own-along input")
    assert f"{HOSTILE} | Lab Twee" in table()
    drawn, sent = picture()
    assert drawn.startswith(b"\x89PNG") and drawn != bare and "Lab Twee" in sent
    assert ">Lab Twee</text>" in on_paper()
    # The same tick, wherever it stands.
    page.keyboard.press("Escape")
    page.click("#part-facilities > summary")
    page.uncheck("#part-facilities .own-along input")
    assert "Lab Twee" not in table()
    page.keyboard.press("Escape")
    drop(page)
    page.keyboard.press("Escape")
    page.click("#part-download > summary")
    expect(page.locator(".own-along")).to_have_count(0)
    assert page.problems == []


def test_two_people_do_not_see_each_other(lead, visit, tmp_path):
    """Not even when they share a browser and all that it keeps."""
    one = lead(INSIDE)
    choose(one, tmp_path, OWN)
    told(one)
    other = visit(INSIDE)
    shown(other, 0)
    assert "Lab Twee" not in other.content()
    drop(one)


def test_the_menu_fits_a_telephone_and_a_laptop(lead):
    page = lead("/?voorzieningen=aan&kaart=enig", size=PHONE)
    page.click("#part-facilities > summary")
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        wait_width(page, size["width"])
        box = page.locator("#part-facilities .menu").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
