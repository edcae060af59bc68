"""The page around the map: links, language, search, table, keys, accessibility, security."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from dashboard.formatting import percentage, today
from dashboard.sources import sources
from dashboard.texts import texts_in
from dashboard.words.sources import made_on, worded
from geodata.analysis.coverage import coverage
from geodata.question import Question
from tests.support.browser import MEETING_ROOM, new_context
from tests.support.leading import lead_to
from tests.support.screen import answer, classes, settle, wait_painted
from tests.support.shipped import NEWEST

FULL = (
    "/?gebied=PV30&profiel=bwi&leerweg=gl&afstand=7&jaar=2018-2019&jongeren=2025"
    "&kaart=dekking&per=gemeente&vestigingen=uit"
)


def test_a_link_restores_the_view(lead, data):
    page = lead(FULL)
    before, url = classes(page), page.url
    page.reload()
    wait_painted(page, "municipality:PV30")
    assert page.inner_text("#pick-profiles") == "bouwen, wonen en interieur"
    assert page.inner_text("#pick-tracks") == "gemengd"
    assert page.inner_text("#pick-threshold") == "7 km hemelsbreed"
    assert page.inner_text("#pick-year") == "2018–19"
    assert page.inner_text("#pick-population") == "2025 (geschat)"
    assert page.inner_text(".views .chosen") == "Dekking"
    question = Question("BWI", ("GL",), 7000, "2018-2019", 2025)
    here = coverage(data.tables, question, "province").set_index("code").loc["PV30"]
    assert answer(page) == percentage(here["share"], "nl")
    assert classes(page) == before
    assert page.url == url
    assert page.problems == []


#: Where a drawing is asked once somebody clicks its link.
_ASKED = """() => {
  const link = document.querySelector("#part-download a[href*='kaart.svg']:not([data-png])");
  window.addEventListener("click", (event) => event.preventDefault(), { once: true });
  link.click();
  return link.search;
}"""


def test_a_drawing_is_of_what_is_in_sight(visit):
    page = visit("/?zicht=5.5,51.7,9.00")
    assert "zicht=5.5000%2C51.7000%2C9.00" in page.evaluate(_ASKED)
    page.click("#zoom-region")
    page.wait_for_function("() => !location.search.includes('zicht')")
    assert "zicht" not in page.evaluate(_ASKED)


def test_the_camera_is_part_of_the_link(visit):
    page = visit("/?zicht=5.5,51.7,9.00")
    found = page.evaluate(
        "(() => { const m = window.techniek.state.map; const c = m.getCenter();"
        " return [c.lng, c.lat, m.getZoom()]; })()"
    )
    assert found == pytest.approx([5.5, 51.7, 9.0], abs=0.01)
    page.click("#zoom-in")
    page.wait_for_url("**zicht=*10.00*")


def test_choosing_in_the_sentence_changes_the_question(lead):
    page = lead("/?kaart=dekking")
    page.click("#pick-profiles")
    page.click("#menu-profiles >> text=alle drie de harde profielen")
    page.wait_for_url("**profiel=alledrie*")
    page.wait_for_selector(".answer-number >> text=67,8%")
    assert not page.locator("#part-profiles[open]").count()


def test_unknown_parameters_fall_back_and_say_so(lead):
    page = lead("/?afstand=1000&profiel=<script>alert(1)</script>&hallo=1")
    notice = page.inner_text("#notice")
    for name in ("afstand", "profiel", "hallo"):
        assert name in notice
    assert answer(page) == "94 van de 100"


def test_two_browsers_do_not_disturb_each_other(lead, visit, chromium):
    one = lead("/?kaart=dekking&gebied=GM0855")
    profile, there = new_context(chromium), "/?kaart=dekking&gebied=GM0193&taal=en"
    other = visit(there, within=profile)
    one_answer, other_answer = answer(one), answer(other)
    one.click("#pick-tracks")
    one.click("#menu-tracks >> text=gemengd")
    one.wait_for_url("**leerweg=*")
    settle(one)
    settle(other)
    assert answer(other) == other_answer
    assert other.inner_text("#pick-tracks") == "the basic or middle track"
    lead_to(other, "/?kaart=dekking&taal=en")
    lead_to(other, there)
    assert answer(other) == other_answer
    assert one_answer != other_answer
    profile.close()


def test_language_switch_keeps_the_view(lead):
    page = lead("/?kaart=dekking&gebied=GM0855&afstand=6")
    page.click("#language a")
    page.wait_for_selector("text=How many young people")
    wait_painted(page, "municipality:GM0855")
    assert "gebied=GM0855" in page.url and "afstand=6" in page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.inner_text("#pick-threshold") == "6 km in a straight line"


def test_the_table_has_the_figures_of_the_map_and_sorts(lead, data):
    page = lead("/?tabel=open&per=gemeente")
    rows = page.locator(".figures-table tbody tr")
    assert rows.count() == 200
    assert rows.nth(0).inner_text().split("\t")[:3] == ["Tilburg", "5,0%", "11.340"]
    page.click(".figures-table >> text=Gemiddeld (km)")
    page.wait_for_url("**sorteer=-mean_km*")
    page.wait_for_selector("th[aria-sort=descending] >> text=Gemiddeld")
    frame = coverage(data.tables, Question(), "municipality")
    furthest = frame.loc[frame["mean_km"].idxmax(), "name"]
    assert rows.nth(0).locator("th").inner_text() == furthest
    page.click(".pages >> text=Volgende")
    page.wait_for_selector("text=Rij 201 tot en met 342 van 342")
    order = frame.sort_values("mean_km", ascending=False, kind="stable")["name"]
    assert rows.nth(0).locator("th").inner_text() == order.iloc[200]


def is_in_sight(place) -> bool:
    """Does a pointer in the middle of it meet it, and nothing over it?"""
    return place.evaluate(
        """(element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }"""
    )


def test_the_table_is_filtered_as_one_types_and_keeps_its_headings(lead, data):
    page = lead("/?tabel=open&per=gemeente")
    rows = page.locator(".figures-table tbody tr")
    top = page.locator(".figures-table thead th").first
    page.locator(".table-scroll").evaluate("(pane) => pane.scrollBy(0, 3000)")
    assert is_in_sight(top)
    assert is_in_sight(page.locator(".figures-table tfoot th"))
    # All of a heading sorts, not only its words.
    box = page.locator(".figures-table thead th").nth(1).bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + box["height"] - 4)
    page.wait_for_url("**sorteer=share*")
    settle(page)
    page.fill("#table-value", "50")
    page.select_option("#table-sense", "tot")
    page.wait_for_url("**waarde=share,tot,50*")
    page.type("#table-name", "ter")
    page.wait_for_url("**naam=ter*")
    settle(page)
    frame = coverage(data.tables, Question(), "municipality")
    asked = frame[frame["name"].str.lower().str.contains("ter") & (frame["share"] <= 50)]
    assert rows.count() == len(asked) > 0
    assert page.evaluate("document.activeElement.id") == "table-name"
    assert page.input_value("#table-name") == "ter"
    assert "van alle 342" in page.inner_text(".pages")
    page.click(".table-tools .pick-level summary")
    page.click(".table-tools .pick-level >> text=provincies")
    page.wait_for_url("**per=provincie*")
    settle(page)
    assert "van alle 12" in page.inner_text(".pages")
    assert page.problems == []


def test_a_menu_is_walked_with_arrows_and_keeps_the_focus(lead):
    page = lead("/?kaart=dekking")
    page.focus("#pick-profiles")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "breed" in page.evaluate("document.activeElement.dataset.set")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**profiel=breed*")
    settle(page)
    assert page.evaluate("document.activeElement.id") == "pick-profiles"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "pick-profiles"
    assert page.locator("details.pick[open]").count() == 0
    page.click("#part-level summary")
    page.click("#part-level >> text=provincies")
    page.wait_for_url("**per=provincie*")
    settle(page)
    assert page.evaluate("document.activeElement.parentElement.id") == "part-level"


@pytest.mark.parametrize(
    ("path", "chosen", "focused"),
    [
        # What is chosen is gone, and the answer tells what it did.
        ("/?gebied=GM0715", "#breadcrumb a >> nth=1", "#answer"),
        ("/?gebied=PV29", "#answer .sites a >> nth=0", "#answer"),
        # It stays, or comes again.
        ("/?gebied=PV29", ".legend-sites a", ".legend-sites a"),
        ("/?gebied=PV29&tabel=open", ".figures-table thead a >> nth=0", ".figures-table thead a"),
        ("/?gebied=PV29", ".switch a >> nth=1", ".table-scroll"),
        ("/?gebied=PV29", "#language a", "#language a"),
    ],
)
def test_the_focus_is_never_lost_after_a_choice(lead, path, chosen, focused):
    page = lead(path)
    before = page.url
    page.locator(chosen).press("Enter")
    page.wait_for_function("(before) => location.href !== before", arg=before)
    settle(page)
    assert page.locator(focused).evaluate_all("(all) => all.includes(document.activeElement)")


def test_on_paper_it_is_one_sheet_with_its_map(lead):
    page = lead("/?gebied=PV29&kaart=dekking")
    with page.expect_request("**/kaart.svg?*vorm=vierkant*") as drawn:
        paper = page.pdf(format="A4")
    assert "gebied=PV29" in drawn.value.url and "kaart=dekking" in drawn.value.url
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_colours_that_mean_something_stay_where_a_reader_chose_them(lead):
    page = lead("/?gebied=PV29")
    page.emulate_media(forced_colors="active")
    backgrounds = """(places) => places.map((place) => {
      const { backgroundColor, backgroundImage } = getComputedStyle(place);
      return backgroundImage === "none" ? backgroundColor : backgroundImage;
    })"""
    swatches = page.locator(".legend .swatch").evaluate_all(backgrounds)
    assert len(set(swatches)) == len(swatches) > 5
    assert len(set(page.locator(".dots .dot").evaluate_all(backgrounds))) == 3
    page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("show", ["", "&kaart=werk"])
def test_a_printed_table_says_whence_of_when_and_where(lead, address, show):
    page = lead(f"/?gebied=PV29&tabel=open&per=gemeente{show}")
    foot = page.locator("#table-on-paper")
    expect(foot).to_be_hidden()
    page.emulate_media(media="print")
    try:
        expect(foot).to_be_visible()
        told = foot.inner_text()
        assert "Bron" in told and made_on(texts_in("nl")) in told
        assert f"{address}/?" in told and "gebied=PV29" in told and "jaar=" in told
        # And which of the rows these are.
        expect(page.locator(".pages [role=status]")).to_be_visible()
    finally:
        page.emulate_media(media="null")


def test_download_has_the_figures_of_the_screen(lead):
    page = lead("/?gebied=PV30&kaart=dekking")
    page.click("#part-download summary")
    with page.expect_download() as waiting:
        page.click("#part-download a[href*='/download.csv']")
    with open(waiting.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = file.read()
    question = f"dekking_hard_bb-kb_10km-hemelsbreed_{NEWEST}"
    name = f"techniek-dichtbij_provincie-noord-brabant_{question}_{today()}.csv"
    assert waiting.value.suggested_filename == name
    head = [line for line in lines.splitlines() if line.lstrip('"').startswith("#")]
    assert "Hoeveel jongeren kunnen" in head[0] and "DUO" in head[1]
    body = "\n".join(line for line in lines.splitlines() if not line.lstrip('"').startswith("#"))
    table = list(csv.DictReader(io.StringIO(body), delimiter=";"))
    tilburg = next(row for row in table if row["gebied"] == "Tilburg")
    assert round(float(tilburg["dekking_pct"].replace(",", ".")), 1) == 5.0


def test_with_a_network_tiles_cover_the_drawn_ground_and_the_console_is_clean(visit):
    page = visit("/", MEETING_ROOM, network=True)
    page.wait_for_function("() => window.techniek.state.map.getLayer('td-tiles')")
    order = page.evaluate("window.techniek.state.map.getStyle().layers.map((one) => one.id)")
    trace = next(name for name in order if name.startswith("plotly-trace-layer"))
    assert order.index("td-base") < order.index("td-tiles") < order.index(trace)
    page.click("text=Dekking")
    wait_painted(page, "municipality:NL")
    page.click("#pick-threshold")
    page.locator("#part-threshold").get_by_role("slider").press("ArrowRight")
    page.wait_for_url("**afstand=11*")
    # What is asked and never heard, because the page is left, is no mistake of the page.
    settle(page)
    page.goto(page.url.split("?")[0] + "verantwoording")
    page.wait_for_selector("text=Wat we bedoelen")
    assert page.problems == []


def test_the_policy_forbids_inline_scripts(visit, address):
    page = visit("/verantwoording")
    policy = page.request.get(address).headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    ran = page.evaluate(
        """() => { const script = document.createElement("script");
          script.textContent = "window.broken = true"; document.body.append(script);
          return Boolean(window.broken); }"""
    )
    assert ran is False


def test_method_page_names_every_source(visit, data):
    page = visit("/verantwoording")
    page.wait_for_selector("text=Wat we bedoelen")
    text = page.inner_text("main")
    for source in sources(data).values():
        shown = worded(source, texts_in("nl"))
        assert shown.title in text
        assert shown.licence in text
    for note in data.manifest["notes"]:
        assert note["nl"] in text


def test_an_unknown_page_searches_and_shows_the_way_back(visit):
    page = visit("/bestaat-niet?taal=nl")
    page.fill("[name=zoek]", "sudwest")
    page.press("[name=zoek]", "Enter")
    assert page.locator("main >> text=Naar de kaart").get_attribute("href") == "/"
    page.click("main >> text=Súdwest-Fryslân")
    wait_painted(page, "postcode:GM1900")


def test_an_update_is_small(lead):
    """A change is one question and one answer, of which the distances of all postcode areas are the
    most: 9 of at most 20 KB, as sent."""
    page = lead("/?gebied=GM0193")
    asked = []
    page.on("request", lambda request: asked.append(request))
    page.click("#pick-tracks")
    page.click("#menu-tracks >> text=gemengd")
    page.wait_for_selector("#pick-tracks >> text=gemengd")
    settle(page)
    # The sizes of a request are known once its answer is there in full.
    (asked_once,) = [one for one in asked if "/assets/" not in one.url]
    size = asked_once.sizes()
    assert 0 < size["responseHeadersSize"] + size["responseBodySize"] <= 20_480
    assert size["requestHeadersSize"] + size["requestBodySize"] <= 2_048


def test_the_figures_of_the_scatter_keep_their_distance_from_its_box_and_each_other(lead):
    page = lead("/?kaart=tweeweg&cijfer=bedrijven-per-1000&per=gemeente")
    page.wait_for_selector("#scatter .dot-region")
    box, *figures = page.evaluate(
        "() => [...document.querySelectorAll('.scatter-plot, .scatter-text')].map((one) => {"
        " const { left, right, top, bottom } = one.getBoundingClientRect();"
        " return { left, right, top, bottom }; })"
    )
    assert len(figures) == 4
    for at, one in enumerate(figures):
        assert one["right"] < box["left"] or one["top"] > box["bottom"], one
        for other in figures[at + 1 :]:
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
