"""Where pupils live, on every face, from a hand-made file that is of no school; and without one."""

import csv
import io
import shutil

import numpy as np
import pytest

from dashboard import create_app
from dashboard.address.context import Context
from dashboard.address.query import default_view, link
from dashboard.data import Data, load
from dashboard.drawing.sheet import picture, sheet
from dashboard.export.view_slide import key_figures
from dashboard.figures import pupil_homes
from dashboard.messages import travel
from dashboard.messages.focus import focus
from dashboard.page.components.pupil_homes_panel import pupil_homes_panel
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES
from geodata.analysis.coverage import offering_rows
from geodata.build.sequence import build
from geodata.question import Question
from tests.support import pupil_homes as made
from tests.support.components import said
from tests.support.markup import words
from tests.support.own_measure import MINUTES, UNKNOWN, with_own_measure
from tests.support.pupil_homes import SITE
from tests.support.sources import SAMPLE


@pytest.fixture(scope="module")
def known(data, tmp_path_factory) -> Data:
    """The shipped tables, with one more beside them."""
    return made.known(data, tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="module")
def asked(known):
    return create_app(Settings(api_rate=0), known).server.test_client()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_says_it_or_where_to_get_it(asked, client, language):
    query = f"/?vestiging={SITE}&leerlingen=aan&taal={language}"
    said = words(asked.get(query).text)
    assert "153–156" in said and "2025" in said
    assert "duo" in words(client.get(query).text).lower() and "153" not in said.replace(
        "153–156", ""
    )


def test_the_map_draws_a_line_per_area_as_wide_as_its_pupils(known):
    view = default_view(known).but(site=SITE, pupil_homes=True)
    told = travel.message(Context(known, view))
    assert [one["label"] for one in told["streams"]] == ["1–4", "30", "120"]
    widths = [(one["sure"], one["wide"]) for one in told["streams"]]
    assert widths[-1] == (travel.WIDEST, travel.WIDEST) and widths[0][0] < widths[0][1]
    assert not told["rings"]
    assert "streams" not in travel.message(Context(known, view.but(pupil_homes=False)))


def test_the_file_has_the_ranges_and_their_source(asked):
    lines = asked.get(f"/leerlingen.csv?vestiging={SITE}").text.splitlines()
    head = [line for line in lines if line.lstrip("\ufeff").startswith("#")]
    assert any("DUO" in line and "2025" in line for line in head)
    table = list(csv.DictReader(io.StringIO("\n".join(lines[len(head) :])), delimiter=";"))
    counts = [(row["leerlingen_minst"], row["leerlingen_meest"]) for row in table]
    assert counts == [("120", "120"), ("30", "30"), ("1", "4")]


def test_the_portrait_says_who_crosses_the_border(asked, client):
    page = words(asked.get("/regio/gemeente/GM0664").text)
    assert "Leerlingen over de grens" in page
    assert "onderwijsdata.duo.nl" in client.get("/regio/gemeente/GM0664").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawn_map_says_what_its_lines_are_and_of_whom(known, language):
    view = default_view(known).but(site=SITE, pupil_homes=True, language=language)
    lines, of_whom = {
        "nl": ("Lijnen: waar leerlingen", "(DUO, 1 oktober 2025)"),
        "en": ("Lines: where pupils live", "(DUO, 1 October 2025)"),
    }[language]
    for asked, shown in ((view, True), (view.but(pupil_homes=False), False)):
        context = Context(known, asked)
        for drawn in (sheet(context, "https://site.nl/"), picture(context, (1000, 763), 340)):
            told = words(drawn)
            assert (lines in told, of_whom in told) == (shown, shown)


def test_the_slide_has_the_words_of_the_panel_beside_its_lines(known):
    view = default_view(known).but(site=SITE, pupil_homes=True)
    part = key_figures(Context(known, view))
    lines = [line["text"] for line in part["lines"]]
    assert "153–156" in lines[1] and any("dichter bij een andere" in line for line in lines)
    assert key_figures(Context(known, view.but(pupil_homes=False)))["kind"] == "table"


def test_the_catchment_is_the_real_one(known, asked):
    """The areas that are bright are those with pupils, and no others: from 4331 nobody has Goes as
    the nearest; and with the lines away it is the nearest again."""
    view = default_view(known).but(site=SITE, pupil_homes=True, picked_level="postcode")
    codes = known.tables.regions_of("postcode")["code"].to_numpy()[known.on_map("postcode", "NL")]

    def inside(view) -> set[str]:
        return {codes[at] for at in np.cumsum(focus(known, view)["inside"])}

    assert inside(view) == {"4331", "4401", "4461"}
    panel = words(asked.get(link(view, known)).text)
    without = words(asked.get(link(view.but(pupil_homes=False), known)).text)
    assert "Hun postcodegebieden zijn helder" not in panel and "Helder zijn" in panel
    assert "Hun postcodegebieden zijn helder" in without
    nearest = inside(view.but(pupil_homes=False))
    assert "4331" not in nearest and "4461" in nearest and len(nearest) > 3


def test_the_interface_has_the_ranges_of_the_panel(asked):
    told = asked.get(f"/api/v1/pupil-homes?site={SITE}&profiles=MT&taal=nl").json
    counts = [(row["postcode"], row["pupils_low"], row["pupils_high"]) for row in told["rows"]]
    assert counts == [("4461", 120, 120), ("4401", 30, 30), ("4331", 1, 4), ("", 2, 2)]
    assert {row["same_offer"] for row in told["rows"]} == {"MT"}
    assert told["rows"][-1]["distance_km"] is None and told["rows"][-1]["part_nearer"] is None
    panel = words(asked.get(f"/?vestiging={SITE}&leerlingen=aan&profiel=mt").text)
    masked, of_site = told["notes"]
    assert of_site.removeprefix(f"{SITE} ").split(": ", 1)[1].split(". ")[0] in panel
    assert masked in panel
    assert "duo-leerlingen-vo-postcode" in [source["id"] for source in told["source"]]
    several = asked.get(f"/api/v1/pupil-homes?site={SITE}&site=00AH00&format=csv").text
    assert several.splitlines()[0] == (
        "site,name,date,postcode,pupils_low,pupils_high,distance_km,same_offer,part_nearer"
    )
    refused = asked.get("/api/v1/pupil-homes?site=99XX99&taal=en")
    assert refused.status_code == 404 and "no site 99XX99" in refused.json["detail"]
    assert asked.get("/api/v1/pupil-homes").status_code == 400


def test_the_interface_has_who_crosses_a_border_as_the_portrait_says_it(asked):
    """Goes (GM0664): of its pupils 120 live in 4461 there, 30 in 4401 and 1 to 4 in 4331 do not."""
    told = asked.get("/api/v1/pupil-crossings?code=GM0664,GM0687&taal=en").json
    goes, middelburg = told["rows"]
    assert (goes["coming_low"], goes["coming_high"], goes["unknown_low"]) == (31, 34, 2)
    assert goes["coming_share_low"] == pytest.approx(100 * 31 / 151, abs=1e-4)
    assert goes["coming_share_high"] == pytest.approx(100 * 34 / 154, abs=1e-4)
    assert (goes["leaving_low"], goes["leaving_share_high"]) == (0, 0)
    assert (middelburg["leaving_low"], middelburg["leaving_high"]) == (1, 4)
    assert middelburg["leaving_share_low"] == 100 and middelburg["coming_share_low"] is None
    assert asked.get("/api/v1/pupil-crossings").json["rows"] == []


def test_without_the_file_the_interface_says_where_it_is(client, asked):
    for address in ("pupil-homes?site=13OR01", "pupil-crossings?code=GM0664"):
        refused = client.get(f"/api/v1/{address}&taal=en")
        assert refused.status_code == 404 and refused.mimetype == "application/problem+json"
        assert "onderwijsdata.duo.nl" in refused.json["detail"]
        name = address.split("?")[0]
        assert f"/{name}" in asked.get("/api/v1/openapi.json").json["paths"]
        assert f"/{name}" not in client.get("/api/v1/openapi.json").json["paths"]


@pytest.mark.slow
def test_from_a_folder_of_sources_to_the_panel(tmp_path):
    """The file beside the others, in the publisher's layout: 40 in Onstwedde itself, 1 to 4 in
    Stadskanaal; a postcode that nobody here lives in; a site that is nowhere."""
    source, out = tmp_path / "source", tmp_path / "prepared"
    shutil.copytree(SAMPLE, source)
    name = ";Ubbo Emmius;Onstwedde;"
    made.written(
        source / "duo",
        f"02VJ;06{name}9591;Onstwedde;0037;Stadskanaal;10;10;20;0;0;0",
        f"02VJ;06{name}9501;Stadskanaal;0037;Stadskanaal;<5;0;0;0;0;0",
        f"02VJ;06{name}1011;Amsterdam;0363;Amsterdam;0;0;3;0;0;0",
        "99ZZ;00;Nergens;Nergens;9591;Onstwedde;0037;Stadskanaal;7;0;0;0;0;0",
    )
    told: list[str] = []
    build(source, out, tmp_path / "geo", quiet=True, accept=True, tell=told.append)
    assert any("1 unknown sites left out, with 7 to 7 pupils (99ZZ00)" in line for line in told)
    data = load(out)
    assert pupil_homes.are_known(data)
    assert any("44 to 47" in note["en"] for note in data.manifest["notes"])
    view = default_view(data).but(site="02VJ06", pupil_homes=True)
    panel = said(pupil_homes_panel(Context(data, view)))
    assert "Op 1 oktober 2025 had deze vestiging 44–47 leerlingen" in panel
    assert "Van 3 leerlingen is de postcode niet bekend" in panel
    streams = travel.message(Context(data, view))["streams"]
    assert [stream["label"] for stream in streams] == ["1–4", "40"]


def test_by_a_measure_of_the_owners_own_what_it_does_not_know_counts_nowhere(tmp_path):
    """20, 45 and 60 minutes from three postcodes of the island; of the fourth nothing is known."""
    own = with_own_measure()
    row = offering_rows(own.tables, Question())[0]
    site = own.tables.placed_sites["code"][row]
    rows = [(code, 10, 10) for code in (*MINUTES, UNKNOWN)]
    data = made.known(own, tmp_path, site, rows)
    view = default_view(data).but(measure="ov", site=site, pupil_homes=True)
    homes = pupil_homes.of_site(data, view)
    assert homes.passing == (0, 0)
    client = create_app(Settings(api_rate=0), data).server.test_client()
    told = client.get(f"/api/v1/pupil-homes?site={site}&distance=ov&max=45min").json["rows"]
    found = {row["postcode"]: (row["distance_min"], row["part_nearer"]) for row in told}
    assert found == {code: (minutes, 0) for code, minutes in MINUTES.items()} | {
        UNKNOWN: (None, None)
    }
    lines = client.get(f"/leerlingen.csv?vestiging={site}&maat=ov").text.splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("postcode;"))
    times = {
        row["postcode"]: row["reistijd_min"] for row in csv.DictReader(lines[head:], delimiter=";")
    }
    assert times == {code: str(minutes) for code, minutes in MINUTES.items()} | {UNKNOWN: ""}
