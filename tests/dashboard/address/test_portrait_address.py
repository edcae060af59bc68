"""The address of a portrait: what it asks for, what is wrong in it, and the way back."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.parameters import MEASURE_WORDS, PROFILE_WORDS, TRACK_WORDS
from dashboard.address.portrait import LEVELS, MOST_BESIDE, WORDS, address, portrait_of, read
from dashboard.address.query import default_view, link
from dashboard.address.view import SMALL, USUAL_SMALL, View
from dashboard.data import CARIBBEAN
from geodata.vocabulary import OWN

TILBURG = ("gemeente", "GM0855")
#: A page takes a fifth of a second.
FEW = settings(max_examples=12)


def asked(data, query: str = "", level: str = "gemeente", code: str = "GM0855"):
    return read(level, code, query, data)


# ---- regions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("land", "NL"),
        ("provincie", "PV29"),
        ("arbeidsmarktregio", "AM01"),
        ("corop", "CR34"),
        ("sto", CARIBBEAN),
        ("postcode", "5017"),
        TILBURG,
    ],
)
def test_a_region_is_found_on_its_level(data, level, code):
    found = read(level, code, "", data)
    assert found.region == data.region(code)
    assert found.view.region == code
    assert found.ignored == () == found.beside


def test_every_level_has_a_word(data):
    assert set(WORDS) == {"nl", OWN, *data.tables.regions["level"].unique()}
    assert {LEVELS[word] for word in WORDS.values()} == set(WORDS)


@pytest.mark.parametrize(
    ("level", "code"),
    [
        ("gemeente", "GM9999"),
        ("gemeente", "gm0855"),
        ("gemeente", "Tilburg"),
        ("provincie", "GM0855"),
        ("land", "GM0855"),
        ("municipality", "GM0855"),
        ("Gemeente", "GM0855"),
        ("postcode", "501"),
        ("postcode", "5017 "),
        ("gemeente", "G" * 10_000),
    ],
)
def test_what_is_no_region_on_that_level_has_no_portrait(data, client, level, code):
    assert read(level, code, "", data) is None
    answer = client.get(f"/regio/{quote(level)}/{quote(code)}")
    assert answer.status_code == 404


@pytest.mark.parametrize(("query", "language"), [("", "nl"), ("?taal=en", "en")])
def test_the_page_of_no_region_leads_back(client, query, language):
    answer = client.get(f"/regio/gemeente/GM9999{query}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in text
    assert f'href="/{"?taal=en" if query else ""}"' in text


# ---- parameters ---------------------------------------------------------------------------------


def test_the_question_is_that_of_the_main_page(data):
    query = "profiel=alledrie&leerweg=gl&maat=minuten&minuten=45&snelheid=20&jongeren=2025&taal=en"
    view = asked(data, query + "&jaar=2018-2019&klein=30").view
    assert (view.profiles, view.tracks, view.measure) == ("allhard", ("GL",), "minutes")
    assert (view.minutes, view.speed, view.population) == (45, 20, 2025)
    assert (view.year, view.language, view.small) == ("2018-2019", "en", 30)


def test_without_parameters_it_is_the_usual_question(data):
    assert asked(data).view == default_view(data).but(region="GM0855")


def test_the_region_of_the_path_wins(data):
    found = asked(data, "gebied=PV29&vestiging=nergens")
    assert found.view.region == "GM0855"
    assert found.view.site is None
    assert found.ignored == ()


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("profiel=zorg", ("profiel",)),
        ("afstand=26", ("afstand",)),
        ("klein=7", ("klein",)),
        ("klein=", ("klein",)),
        ("onzin=1", ("onzin",)),
        ("jaar=2030-2031&taal=de", ("jaar", "taal")),
        ("naast=GM9999", ("naast",)),
        ("naast=GM9999&naast=Nergenshuizen&profiel=x", ("naast", "profiel")),
        ("&".join(f"p{n}=1" for n in range(61)), ("?",)),
        ("utm_source=brief", ()),
    ],
)
def test_what_cannot_be_used_falls_back_and_is_named(data, query, ignored):
    found = asked(data, query)
    assert found.ignored == ignored
    assert found.view == default_view(data).but(region="GM0855")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("profiel=zorg&klein=7", "profiel, klein"),
        ("profiel=zorg&taal=en", "profiel"),
        ("naast=Nergenshuizen", "naast"),
    ],
)
def test_a_bad_parameter_is_reported_in_the_language_of_the_reader(client, query, notice):
    text = client.get(f"/regio/gemeente/GM0855?{query}").get_data(as_text=True)
    shown = text.split('class="notice"')[1].split("</p>")[0]
    assert notice in shown
    assert ("could" in shown or "not" in shown) == ("taal=en" in query)


def test_without_bad_parameters_there_is_no_notice(client):
    assert 'class="notice"' not in client.get("/regio/gemeente/GM0855").get_data(as_text=True)


@pytest.mark.slow
@pytest.mark.parametrize("below", SMALL)
def test_what_is_small_can_be_chosen(data, client, below):
    assert asked(data, f"klein={below}").small == below
    assert asked(data).small == USUAL_SMALL
    text = client.get(f"/regio/gemeente/GM0855?klein={below}").get_data(as_text=True)
    assert f'<option value="{below}" selected>' in text
    assert f"minder dan {below} kandidaten" in text


# ---- regions beside it --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("GM0758", ("GM0758",)),
        ("Breda", ("GM0758",)),
        ("breda", ("GM0758",)),
        ("'s-Hertogenbosch", ("GM0796",)),
        ("sudwest-fryslan", ("GM1900",)),
        ("GM0758,Eindhoven", ("GM0758", "GM0772")),
        ("GM0758,,GM0758,Breda", ("GM0758",)),
        ("GM0758,GM0772,GM0796,GM0344", ("GM0758", "GM0772", "GM0796")),
        ("", ()),
        (",,", ()),
    ],
)
def test_regions_beside_it_by_code_or_name(data, text, beside):
    found = asked(data, f"naast={quote(text)}")
    assert found.beside == beside
    assert found.ignored == ()


def test_fields_of_a_form_add_up(data):
    found = asked(data, "naast=Breda&naast=&naast=GM0772")
    assert found.beside == ("GM0758", "GM0772")


@pytest.mark.parametrize("text", ["GM0855", "Tilburg", "PV30", "Noord-Brabant", "5017", "NL", "?"])
def test_not_itself_and_not_of_another_level(data, text):
    found = asked(data, f"naast={quote(text)},Breda")
    assert found.beside == ("GM0758",)
    assert found.ignored == ("naast",)


def test_the_chosen_regions_are_compared(client):
    text = client.get("/regio/gemeente/GM0855?naast=Breda,GM0772").get_data(as_text=True)
    heads = text.split('id="vergelijking"')[1].split("</thead>")[0]
    assert [name in heads for name in ("Tilburg", "Breda", "Eindhoven")] == [True] * 3


# ---- the way back -------------------------------------------------------------------------------

questions = st.fixed_dictionaries(
    {},
    optional={
        "profiel": st.sampled_from(list(PROFILE_WORDS.values())),
        "leerweg": st.sampled_from(list(TRACK_WORDS.values())),
        "maat": st.sampled_from(list(MEASURE_WORDS.values())),
        "afstand": st.integers(1, 25).map(str),
        "minuten": st.sampled_from(["5", "30", "90"]),
        "snelheid": st.integers(8, 25).map(str),
        "jaar": st.sampled_from(["2018-2019", "2023-2024"]),
        "jongeren": st.sampled_from(["2021", "2025"]),
        "klein": st.sampled_from([str(below) for below in SMALL]),
        "taal": st.sampled_from(["nl", "en"]),
        "naast": st.sampled_from(["Breda", "GM0758,GM0772", "GM0344"]),
        # What only the map knows is left out of the address of a page.
        "kaart": st.sampled_from(["dekking", "zonder"]),
        "per": st.sampled_from(["gemeente", "postcode"]),
        "tabel": st.just("open"),
        "sorteer": st.just("name"),
    },
)


def query_of(parameters: dict[str, str]) -> str:
    return "&".join(f"{name}={quote(text)}" for name, text in parameters.items())


@pytest.mark.slow
@given(questions)
def test_an_address_read_and_written_stays_the_same(data, parameters):
    first = address(asked(data, query_of(parameters)), data)
    parts = urlsplit(first)
    _, _, level, code = parts.path.split("/")
    again = read(level, code, parts.query, data)
    assert again.ignored == ()
    assert address(again, data) == first
    # And it asks for the same.
    before = asked(data, query_of(parameters))
    assert again.view.question == before.view.question
    assert (again.beside, again.small) == (before.beside, before.small)
    assert again.view.language == before.view.language


def test_an_address_has_only_what_is_not_usual(data):
    assert address(asked(data), data) == "/regio/gemeente/GM0855"
    assert address(asked(data, "kaart=dekking&tabel=open&per=postcode"), data) == (
        "/regio/gemeente/GM0855"
    )
    query = "klein=30&naast=Breda,GM0772&profiel=pie"
    assert address(asked(data, query), data) == (
        "/regio/gemeente/GM0855?profiel=pie&klein=30&naast=GM0758,GM0772"
    )


@pytest.mark.slow
@pytest.mark.parametrize("code", ["NL", "PV29", "GM0855", "5017", CARIBBEAN])
def test_from_the_main_page_to_the_portrait_and_back(data, client, code):
    view = default_view(data).but(
        region=code, profiles="PIE", measure="cycle", threshold_km=7, language="en"
    )
    there = portrait_of(data, view)
    level = WORDS[data.level_of(code)]
    assert there.startswith(f"/regio/{level}/{code}?")
    found = read(level, code, urlsplit(there).query, data)
    assert found.view.question == view.question
    answer = client.get(there)
    assert answer.status_code == 200
    back = link(found.view, data).replace("&", "&amp;")
    assert f'href="{back}"' in answer.get_data(as_text=True)


def test_the_portrait_of_another_region_asks_the_same(data):
    view = View(year=data.tables.years[-1], region="GM0855", profiles="MT", site="x")
    there = urlsplit(portrait_of(data, view, "PV29"))
    assert there.path == "/regio/provincie/PV29"
    assert parse_qsl(there.query) == [("profiel", "mt")]


# ---- whatever is typed --------------------------------------------------------------------------

names = st.sampled_from(
    ["profiel", "leerweg", "naast", "klein", "jaar", "taal", "keuze", "kaart", "per", "x"]
)
values = st.text(max_size=40) | st.sampled_from(
    ["<script>", "'\"><b>", "%00", "{0.__class__}", "{region}", "9" * 100, "-1", "GM0855"]
)


@pytest.mark.slow
@FEW
@given(st.lists(st.tuples(names, values), max_size=8))
def test_no_query_breaks_the_page(client, parameters):
    query = "&".join(f"{name}={quote(text)}" for name, text in parameters)
    answer = client.get(f"/regio/gemeente/GM0855?{query}")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert "<script>" not in text
    assert "'\"><b>" not in text


@pytest.mark.slow
@given(st.binary(max_size=60), st.text(max_size=12), st.text(max_size=12))
def test_no_path_breaks_the_server(client, raw, level, code):
    paths = (f"/regio/{quote(level, safe='')}/{quote(code, safe='')}", f"/regio/{quote(raw)}")
    for path in paths:
        assert client.get(path).status_code in (200, 308, 404), path


@given(st.text(max_size=300))
def test_reading_never_raises(data, query):
    found = asked(data, query)
    assert len(found.beside) <= MOST_BESIDE
    assert address(found, data).startswith("/regio/gemeente/GM0855")


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        "naast=" + ",".join(["Breda"] * 5_000),
        "naast=" + "x" * 50_000,
        "&".join(f"naast=GM{n:04}" for n in range(60)),
        "a=1&" * 5_000,
        "profiel=" + "x" * 50_000,
        "x" * 50_000 + "=1",
        "%ff%fe=%c3%28&naast=%ff",
        "naast=%00&profiel=%00",
        "klein=1e9&afstand=nan&minuten=inf",
    ],
)
def test_an_overlong_or_hostile_query_gives_a_page(client, query):
    answer = client.get(f"/regio/gemeente/GM0855?{query}")
    assert answer.status_code == 200
    assert len(answer.data) < 300_000
