"""The download: a file that spreadsheets open well and that does nothing else."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.context import Context
from dashboard.address.query import default_view, link, read
from dashboard.data import CARIBBEAN
from dashboard.export.csv import table_as_csv
from dashboard.figures import travel, work
from dashboard.figures.answer import nearest_sites
from dashboard.figures.table import rows
from dashboard.formatting import distance, today
from dashboard.texts import texts_in
from dashboard.web.attachment import harmless
from dashboard.words.map_table import COLUMNS, table
from dashboard.words.names import school_year
from dashboard.words.question import question
from dashboard.words.sources import source_line
from geodata.analysis.coverage import coverage
from tests.support.shipped import NEWEST

SEPARATOR = {"nl": ";", "en": ","}
#: What stands in a comment line where its text has a separator.
INSTEAD = {"nl": ",", "en": ";"}
HEAD = 3


def parsed(text: str, language: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR[language]))


def made(data, **changes) -> str:
    view = default_view(data).but(picked_level="province", **changes)
    return table_as_csv(Context(data, view))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_head_says_what_was_asked_from_whom_and_of_when(data, language):
    view = default_view(data).but(picked_level="province", language=language, population=2025)
    words = texts_in(language)
    lines = parsed(table_as_csv(Context(data, view)).removeprefix("\ufeff"), language)
    head = lines[:HEAD]
    said = (question(view, words), source_line(Context(data, view)), words("csv.method_note"))
    assert head == [[f"# {line.replace(SEPARATOR[language], INSTEAD[language])}"] for line in said]
    assert school_year(NEWEST) in head[0][0] and "10 km" in head[0][0]
    assert school_year(NEWEST) in head[1][0] and "1-1-2025" in head[1][0]
    assert "DUO" in head[2][0] and "CBS" in head[2][0]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_columns_and_numbers_in_the_notation_of_the_language(data, language):
    text = made(data, language=language)
    assert text.startswith("\ufeff# ")
    assert text.count("\ufeff") == 1
    assert re.search(r"(?<!\r)\n", text) is None
    heading, *body = parsed(text, language)[HEAD:]
    assert heading == [texts_in(language)(f"csv.{column}") for column in COLUMNS]
    assert len(body) == 12 and {len(line) for line in body} == {len(COLUMNS)}
    decimal = "," if language == "nl" else "."
    for line in body:
        for cell in line[3:]:
            assert re.fullmatch(rf"\d+(\{decimal}\d{{1,4}})?", cell), cell


def test_a_program_reads_the_dutch_file_back(data):
    frame = pd.read_csv(
        io.StringIO(made(data).removeprefix("\ufeff")), sep=";", decimal=",", skiprows=HEAD
    )
    assert frame["dekking_pct"].between(0, 100).all()
    assert frame["niveau"].unique().tolist() == ["provincie"]


@pytest.mark.parametrize(
    "query", ["per=provincie", "kaart=werk", "kaart=tweeweg", "gebied=4501", "taal=en&gebied=PV29"]
)
def test_a_program_that_skips_comments_reads_the_same_table(data, query):
    view, ignored = read(query, data)
    assert not ignored
    words = texts_in(view.language)
    decimal = {"nl": ",", "en": "."}[view.language]
    frame = pd.read_csv(
        io.StringIO(table_as_csv(Context(data, view)).removeprefix("\ufeff")),
        sep=SEPARATOR[view.language],
        decimal=decimal,
        comment="#",
        dtype={"code": str},
    )
    asked = table(Context(data, view)).named(words)
    assert list(frame) == list(asked)
    for name in asked.select_dtypes("number"):
        assert frame[name].tolist() == pytest.approx(asked[name].tolist(), nan_ok=True)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_to_know_of_a_figure_is_said_in_words(data, language):
    view = default_view(data).but(show="work", language=language)
    words = texts_in(language)
    notes = work.shown(data, view).set_index("code")["note"]
    found = table(Context(data, view)).frame.set_index("code")["note"]
    assert set(notes) >= {"", "rounded"}
    assert found["CR02"] == words("figure.note.rounded") and notes["CR02"] == "rounded"
    assert (found[notes == ""] == "").all()


def test_a_file_is_named_after_the_table_that_is_in_it(client):
    of_map = client.get("/download.csv?gebied=PV29").headers["Content-Disposition"]
    assert "provincie-zeeland_afstand_hard" in of_map
    with_site = client.get("/vestiging.csv?vestiging=13OR01").headers["Content-Disposition"]
    assert "13or01-het-goese-lyceum_vestiging_hard" in with_site


def test_whole_numbers_have_no_decimals_and_rides_are_in_the_unit_of_the_question(client):
    asked = "/download.csv?gebied=GM0703&per=postcode&maat=minuten&minuten=30"
    written = client.get(asked).data.decode("utf-8-sig")
    heading, *cells = (line.split(";") for line in written.splitlines() if line[0] != "#")
    assert {"gemiddelde_reistijd_min", "p90_reistijd_min"} <= {*heading}
    assert "gemiddelde_afstand_km" not in heading
    young = [row[heading.index("jongeren_12_16")] for row in cells]
    assert len(young) > 5 and all(map(str.isdecimal, young))
    assert not re.search(r",0+(;|$)", written, re.MULTILINE)


def test_accents_survive(data, client):
    body = client.get("/download.csv?per=gemeente&gebied=PV21").data
    assert body.startswith(b"\xef\xbb\xbf")
    assert "Súdwest-Fryslân" in body.decode("utf-8-sig")


def test_rows_are_those_of_the_table_in_the_same_order(data):
    view = default_view(data).but(picked_level="municipality", region="PV28", sort="name")
    lines = parsed(table_as_csv(Context(data, view)).removeprefix("\ufeff"), "nl")
    assert [line[1] for line in lines[HEAD + 1 :]] == rows(data, view)["code"].tolist()


def test_all_rows_are_saved_whatever_the_screen_shows(data):
    view = default_view(data).but(picked_level="municipality", first_row=50)
    lines = parsed(table_as_csv(Context(data, view)).removeprefix("\ufeff"), "nl")
    assert len(lines) == HEAD + 1 + 342


def test_what_is_not_known_is_empty(data):
    view = default_view(data).but(picked_level="sto")
    lines = parsed(table_as_csv(Context(data, view)).removeprefix("\ufeff"), "nl")
    row = next(line for line in lines[HEAD:] if line[1] == CARIBBEAN)
    assert {*row[COLUMNS.index("name") + 1 :]} == {""}, "young people that nobody counted are not 0"


def test_a_region_off_the_map_is_a_file_without_rows(data):
    assert len(parsed(made(data, region=CARIBBEAN).removeprefix("\ufeff"), "nl")) == HEAD + 1


# ---- nothing that a spreadsheet would run -------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A1"]
)
def test_a_formula_is_kept_a_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Utrecht", "'s-Hertogenbosch", "1011", 3.5, -3.5, None, ""])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


@given(st.text(max_size=20))
def test_no_text_begins_as_a_formula(text):
    assert str(harmless(text))[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_no_cell_of_the_shipped_tables_begins_as_a_formula(data):
    for level in ("municipality", "postcode", "sto"):
        for line in parsed(made(data, sort="name").removeprefix("\ufeff"), "nl"):
            assert all(cell[:1] not in ("=", "+", "-", "@") for cell in line), level


# ---- the answer of the server -------------------------------------------------------------------


def test_the_answer_is_a_file_to_save(client):
    answer = client.get("/download.csv?gebied=PV28&per=gemeente&kaart=dekking")
    assert answer.status_code == 200
    question = f"dekking_hard_bb-kb_10km-hemelsbreed_{NEWEST}"
    name = f"techniek-dichtbij_provincie-zuid-holland_{question}_{today()}.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_type_of_the_file_is_said_once(client):
    assert client.get("/download.csv").headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    "search",
    [
        "gebied=%22%0d%0aSet-Cookie:%20a=b",
        "gebied=..%2f..%2fetc%2fpasswd",
        "gebied=%3Cscript%3Ealert(1)%3C/script%3E",
        "jaar=%3D1%2B1&kaart=%3Dcmd",
        "taal=xx&per=%00",
        "%ff%fe=%ff",
        "&".join(f"p{i}=1" for i in range(500)),
        "sorteer=" + "x" * 5_000,
    ],
)
def test_an_address_that_cannot_be_read_is_refused(client, search):
    answer = client.get(f"/download.csv?{search}")
    assert answer.status_code == 400 and answer.mimetype == "text/plain"
    assert answer.text.startswith("Dit in het adres is niet te lezen: ")
    assert len(answer.text) < 300
    assert not {"Set-Cookie", "Content-Disposition"} & {*answer.headers.keys()}


def test_a_refusal_names_what_is_wrong_in_the_language_of_the_reader(client):
    answer = client.get("/download.csv?taal=en&gebied=GM9999&afstand=ver&per=provincie")
    assert answer.text.startswith("This part of the address cannot be read: gebied, afstand.")


def test_where_a_link_was_shared_does_not_matter(client):
    answer = client.get("/download.csv?per=provincie&utm_source=brief&zicht=5.1,52.0,9")
    assert answer.data == client.get("/download.csv?per=provincie").data


@settings(max_examples=20)
@given(st.data())
def test_nothing_that_is_typed_reaches_the_file(app, drawn):
    typed = "zqx" + drawn.draw(st.text(max_size=20))
    answer = app.server.test_client().get(
        "/download.csv", query_string={"per": "provincie", "gebied": typed}
    )
    assert answer.status_code == 400
    assert b"zqx" not in answer.data
    assert "Content-Disposition" not in answer.headers


def test_the_link_on_the_screen_saves_the_same_view(data, client):
    view = default_view(data).but(
        picked_level="province", profiles="PIE", language="en", sort="name", threshold_km=4
    )
    body = client.get("/download.csv" + link(view, data).removeprefix("/")).data.decode()
    assert body == table_as_csv(Context(data, view))


def test_only_asking_is_allowed(client):
    assert client.put("/download.csv").status_code == 405
    assert client.post("/vestiging.csv").status_code == 405


def read_file(client, address: str) -> tuple[list[str], pd.DataFrame]:
    """Comment lines and the table of a download, as a Dutch spreadsheet reads it."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = answer.text.removeprefix("\ufeff").split("\r\n")
    head = [line for line in lines if line.lstrip('"').startswith("#")]
    table = pd.read_csv(
        io.StringIO("\n".join(lines[len(head) :])), sep=";", decimal=",", dtype={"code": str}
    )
    return head, table


def test_the_homes_of_a_site_add_up_to_its_rings(client, data):
    view = default_view(data).but(site="13OR01", speed=20)
    head, table = read_file(client, "/vestiging.csv?vestiging=13OR01&snelheid=20")
    assert any("Het Goese Lyceum" in line for line in head)
    assert any("OpenStreetMap" in line for line in head)
    site = travel.site_reach(data, view)
    for ring in site.rings:
        # Minutes are whole, as an estimate is: who lives on the edge of a ring may be in or out.
        shorter, at_most = (
            table.loc[inside, "jongeren_12_16"].sum()
            for inside in (
                table["fietsminuten"] < ring.minutes,
                table["fietsminuten"] <= ring.minutes,
            )
        )
        assert shorter - 1e-3 <= ring.young <= at_most + 1e-3
    nearest = table["dichtstbijzijnde"] == "ja"
    assert table.loc[nearest, "jongeren_12_16"].sum() == pytest.approx(site.catchment_young)
    assert table["fietsafstand_km"].is_monotonic_increasing
    assert (table["fietsafstand_km"] >= table["hemelsbreed_km"]).all()


def test_the_nearest_sites_of_a_home(client, data):
    head, table = read_file(client, "/postcode.csv?gebied=4501")
    view = default_view(data).but(region="4501")
    found = nearest_sites(data, view)
    assert any("Oostburg" in line for line in head)
    assert table["naam"].tolist() == [one.name for one in found]
    kilometres = [distance(one.cycle_m / 1000, "en", 1) for one in found]
    assert table["fietsafstand_km"].map("{:.1f}".format).tolist() == kilometres
    assert (table["fietsminuten"] == table["fietsminuten"].round()).all()


def test_the_points_of_the_curve(client, data):
    _, table = read_file(client, "/curve.csv?gebied=GM0855&maat=minuten")
    assert table["gebied"].unique().tolist() == ["Tilburg", "Noord-Brabant", "Nederland"]
    view = default_view(data).but(region="GM0855", measure="minutes")
    shares = coverage(data.tables, view.question, "nl")["share"]
    at = table[(table["gebied"] == "Nederland") & (table["grens"] == 30)]
    assert at["dekking_pct"].tolist() == shares.round(1).tolist()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/vestiging.csv", "over één school"),
        ("/leerlingen.csv", "over één school"),
        ("/leerlingen.csv?vestiging=13OR01", "niet bekend"),
        ("/postcode.csv?gebied=PV29", "Zeeland is groter"),
        ("/plannen.csv", "twee plannen"),
        ("/plannen.csv?gebied=PV29&profiel=mt&stel=stop:13OR01.mt", "twee plannen"),
        ("/voor-wie.csv?gebied=4331", "Van 4331 Middelburg"),
        ("/voor-wie.csv?gebied=sto-bes", "Van Caribisch Nederland"),
    ],
)
def test_a_file_of_what_a_view_has_not_is_refused_and_says_what_to_choose(client, address, said):
    answer = client.get(address)
    assert answer.status_code == 400 and answer.headers["Content-Language"] == "nl"
    assert said in answer.text and "Content-Disposition" not in answer.headers
    english = client.get(f"{address}{'&' if '?' in address else '?'}taal=en")
    assert english.headers["Content-Language"] == "en" and english.text != answer.text
