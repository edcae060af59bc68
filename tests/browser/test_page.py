"""The page around the map: links, language, search, table, keys, accessibility, security."""

import csv
import io
import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from geodata.coverage import Question, coverage
from tests.browser.conftest import LAPTOP, MEETING_ROOM, PHONE
from tests.browser.screen import answer, classes, wait_painted

FULL = (
    "/?gebied=PV30&profiel=bwi&leerweg=gl&afstand=7&jaar=2018-2019&jongeren=2025"
    "&kaart=dekking&per=gemeente&vestigingen=uit"
)


def test_a_link_restores_the_view(visit, data):
    page = visit(FULL)
    assert page.inner_text("#pick-profiles") == "bouwen, wonen en interieur"
    assert page.inner_text("#pick-tracks") == "gemengd"
    assert page.inner_text("#pick-threshold") == "7 km hemelsbreed"
    assert page.inner_text("#pick-year") == "2018–19"
    assert page.inner_text("#pick-population") == "2025 (geschat)"
    assert page.inner_text(".views .chosen") == "Dekking"
    question = Question("BWI", ("GL",), 7000, "2018-2019", 2025)
    provinces = coverage(data.tables, question, "province").set_index("code")
    assert answer(page) == f"{provinces.loc['PV30', 'share']:.0f} van de 100"
    before, url = classes(page), page.url
    page.reload()
    wait_painted(page, "municipality:PV30")
    assert classes(page) == before
    assert page.url == url
    assert page.problems == []


def test_the_camera_is_part_of_the_link(visit):
    page = visit("/?zicht=5.5,51.7,9.00")
    found = page.evaluate(
        "(() => { const m = window.techniek.state.map; const c = m.getCenter();"
        " return [c.lng, c.lat, m.getZoom()]; })()"
    )
    assert found == pytest.approx([5.5, 51.7, 9.0], abs=0.01)
    page.click("#zoom-in")
    page.wait_for_url("**zicht=*10.00*")


def test_choosing_in_the_sentence_changes_the_question(visit):
    page = visit()
    page.click("#pick-profiles")
    page.click("#menu-profiles >> text=alle drie de harde profielen")
    page.wait_for_url("**profiel=alledrie*")
    page.wait_for_function("document.querySelector('.answer-number').innerText == '68 van de 100'")
    assert not page.locator("#part-profiles[open]").count()


def test_unknown_parameters_fall_back_and_say_so(visit):
    page = visit("/?afstand=1000&profiel=<script>alert(1)</script>&hallo=1")
    notice = page.inner_text("#notice")
    for name in ("afstand", "profiel", "hallo"):
        assert name in notice
    assert answer(page) == "94 van de 100"


def test_two_browsers_do_not_disturb_each_other(visit):
    one, other = visit("/?gebied=GM0855"), visit("/?gebied=GM0193&taal=en")
    one_answer, other_answer = answer(one), answer(other)
    one.click("#pick-tracks")
    one.click("#menu-tracks >> text=gemengd")
    one.wait_for_url("**leerweg=*")
    assert answer(other) == other_answer
    assert other.inner_text("#pick-tracks") == "the basic or middle track"
    other.reload()
    wait_painted(other, "home:GM0193")
    assert answer(other) == other_answer
    assert one_answer != other_answer


def test_language_switch_keeps_the_view(visit):
    page = visit("/?gebied=GM0855&afstand=6")
    page.click("#language a")
    page.wait_for_selector("text=How many young people")
    wait_painted(page, "home:GM0855")
    assert "gebied=GM0855" in page.url and "afstand=6" in page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.inner_text("#pick-threshold") == "6 km in a straight line"


@pytest.mark.parametrize(
    ("typed", "painted"),
    [("tilb", "home:GM0855"), ("5038", "home:5038"), ("sudwest", "home:GM1900")],
)
def test_search_goes_there_with_enter(visit, typed, painted):
    page = visit()
    page.fill("#search", typed)
    page.wait_for_selector(".search-results a")
    page.press("#search", "Enter")
    wait_painted(page, painted)
    assert page.input_value("#search") == ""


def test_search_by_arrow_keys(visit):
    page = visit()
    page.fill("#search", "zeeland")
    page.wait_for_selector(".search-results a")
    page.press("#search", "ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**gebied=*")


def test_nonsense_is_answered_as_text(visit):
    page = visit()
    page.fill("#search", "<img src=x onerror=alert(1)>")
    page.wait_for_selector("text=Niets gevonden")
    assert "<img src=x" in page.inner_text(".search-results")
    assert page.problems == []


def test_the_table_has_the_figures_of_the_map_and_sorts(visit, data):
    page = visit("/?tabel=open&per=gemeente", MEETING_ROOM)
    rows = page.locator(".figures-table tbody tr")
    assert rows.count() == 50
    assert rows.nth(0).inner_text().split("\t")[:3] == ["Tilburg", "10,4%", "10.690"]
    page.click(".figures-table >> text=Gemiddeld (km)")
    page.wait_for_url("**sorteer=-mean_km*")
    page.wait_for_selector("th[aria-sort=descending] >> text=Gemiddeld")
    frame = coverage(data.tables, Question(), "municipality")
    furthest = frame.loc[frame["mean_km"].idxmax(), "name"]
    assert rows.nth(0).locator("th").inner_text() == furthest
    page.click("text=Toon alle 342 rijen")
    page.wait_for_function("document.querySelectorAll('.figures-table tbody tr').length === 342")


def test_the_table_is_reached_with_the_keyboard(visit):
    page = visit()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Tabel":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".figures-table")


def test_download_has_the_figures_of_the_screen(visit):
    page = visit("/?gebied=PV30&kaart=dekking")
    with page.expect_download() as waiting:
        page.click("text=Download CSV")
    with open(waiting.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = file.read()
    assert waiting.value.suggested_filename == "techniek-dichtbij_PV30_dekking_2023-2024.csv"
    head = [line for line in lines.splitlines() if line.lstrip('"').startswith("#")]
    assert "Hoeveel jongeren kunnen" in head[0] and "DUO" in head[1]
    body = "\n".join(line for line in lines.splitlines() if not line.lstrip('"').startswith("#"))
    table = list(csv.DictReader(io.StringIO(body), delimiter=";"))
    tilburg = next(row for row in table if row["gebied"] == "Tilburg")
    assert round(float(tilburg["dekking_pct"].replace(",", ".")), 1) == 10.4


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/?gebied=GM0855", LAPTOP),
        ("/?tabel=open&per=gemeente", LAPTOP),
        ("/?gebied=5038", PHONE),
        ("/?gebied=sto-bes", LAPTOP),
        ("/verantwoording?", LAPTOP),
    ],
)
def test_axe_finds_no_serious_violation(visit, language, path, size):
    page = visit(f"{path}&taal={language}", size)
    page.wait_for_selector("h1")
    page.wait_for_function(f"document.documentElement.lang === '{language}'")
    found = Axe().run(page).response["violations"]
    serious = [
        (rule["id"], rule["nodes"][0]["html"][:160])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_axe_with_a_menu_open(visit):
    page = visit()
    page.click("#pick-profiles")
    page.fill("#search", "zee")
    page.wait_for_selector(".search-results a")
    page.click("#pick-threshold")
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []


def test_console_is_clean_under_the_policy(visit):
    page = visit("/", MEETING_ROOM)
    page.wait_for_function("window.techniek.state.map.getLayer('td-tiles')")
    page.click("text=Dekking")
    wait_painted(page, "municipality:NL")
    page.click("#pick-threshold")
    page.get_by_role("slider").press("ArrowRight")
    page.wait_for_url("**afstand=11*")
    page.goto(page.url.split("?")[0] + "verantwoording")
    page.wait_for_selector("text=Wat we bedoelen")
    assert page.problems == []


def test_the_policy_forbids_inline_scripts(visit, address):
    page = visit()
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
    for source in data.manifest["sources"]:
        assert source["title"] in text
        assert source["licence"] in text
    for note in data.manifest["notes"]:
        assert note["nl"] in text


def test_an_unknown_page_shows_the_way_back(visit):
    page = visit("/bestaat-niet")
    page.click("text=Naar de kaart")
    page.wait_for_selector("#map[data-painted]")


def test_an_update_is_small(visit):
    """The body of every answer after a change stays within 10 KB, as sent."""
    page = visit("/?gebied=GM0193", MEETING_ROOM)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes = {}
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event}))
    updates = {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: updates.update({event["requestId"]: event["request"]["url"]}),
    )
    page.click("#pick-tracks")
    page.click("#menu-tracks >> text=gemengd")
    page.wait_for_url("**leerweg=*")
    page.wait_for_load_state("networkidle")
    sent = [
        sizes[request]["encodedDataLength"]
        for request, url in updates.items()
        if "_dash-update-component" in url and request in sizes
    ]
    assert sent and max(sent) <= 10_240, json.dumps(sent)
