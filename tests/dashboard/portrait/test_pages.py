"""Every portrait is whole: figures with notes, dashes with reasons."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.address.portrait import WORDS
from dashboard.address.query import default_view, query_of
from dashboard.data import CARIBBEAN
from dashboard.figures.caribbean import islands, tellers
from dashboard.texts import texts_in
from geodata.tables.reader import PREPARED
from geodata.vocabulary import OWN
from tests.support.portrait_page import Page, faults
from tests.support.shipped import shipped
from tests.support.views import views

#: Pages that one test walks through, so that two workers share them.
TOGETHER = 40
#: Home areas of every kind: slivers of a postcode with hardly anybody, the Wadden islands, the
#: corners of the country, towns, and Baarle.
HOMES = (
    *("1623", "4196", "7524"),
    *("9166", "8881", "8899", "1791", "9161"),
    *("6291", "4501", "4331", "9981", "7881", "1781"),
    *("1011", "3011", "5017", "9711", "6211", "2512"),
    "5111",
)
QUESTIONS = (
    ("postcode", "5017", "profiel=alledrie&maat=minuten"),
    ("gemeente", "GM0855", "profiel=alledrie"),
    ("gemeente", "GM0981", "profiel=vmbo"),
    ("gemeente", "GM0093", "profiel=vmbo&taal=en"),
    ("gemeente", "GM0344", "profiel=beroepsgericht&leerweg=gl"),
    ("provincie", "PV29", "leerweg=gl&taal=en"),
    ("provincie", "PV21", "maat=minuten&minuten=30&taal=en"),
    ("corop", "CR34", "maat=fiets&afstand=1"),
    ("arbeidsmarktregio", "AM01", "jongeren=2025&taal=en"),
    ("rmc", "RM01", "jaar=2018-2019"),
    ("provincie", "PV30", "jaar=2018-2019&taal=en"),
    ("sto", "sto-bes", "taal=en"),
    ("sto", "sto-amersfoort", "profiel=mat&leerweg=gl&jaar=2018-2019"),
    ("land", "NL", "taal=en&profiel=dp"),
    ("land", "NL", "jaar=2018-2019&klein=30"),
    ("gemeente", "GM0363", "naast=GM0599,GM0518,GM0344&taal=en"),
)

#: Levels of which the tables that ship have the regions.
SHIPPED = [level for level in WORDS if level != OWN]
#: Neighbourhoods of all over the country, inhabited or not, and municipalities; all other levels
#: have every region.
MOST_BUURTEN = 25
MOST_MUNICIPALITIES = 100
MOST = {"buurt": MOST_BUURTEN, "municipality": MOST_MUNICIPALITIES}


def walks() -> list:
    """Level and codes of what one test walks through."""
    # Before there are fixtures: only what names the regions is read.
    regions, homes = (
        pd.read_parquet(PREPARED / f"{name}.parquet") for name in ("regions", "homes")
    )
    found = []
    for level in SHIPPED:
        codes = regions.loc[regions["level"] == level, "code"].tolist()
        if level == "postcode":
            young = homes.groupby("postcode")["young_2021"].sum()
            codes = [*HOMES, *young.index[young == 0][:4]]
        if level in MOST:
            codes = codes[:: len(codes) // MOST[level]]
        parts = range(0, len(codes), TOGETHER)
        found += [
            pytest.param(level, codes[at : at + TOGETHER], id=f"{level}-{at}") for at in parts
        ]
    return found


def page_of(client, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.get_data(as_text=True))


def test_a_name_has_a_capital_where_it_stands_by_itself_and_not_in_a_sentence(client):
    country = client.get("/regio/land/NL?taal=en").get_data(as_text=True)
    assert "<h1>The Netherlands</h1>" in country
    assert "technical vmbo in the Netherlands?" in country
    province = client.get("/regio/provincie/PV29?taal=en").get_data(as_text=True)
    assert ">The Netherlands</a><span" in province


@pytest.mark.parametrize(("language", "on"), [("nl", "op"), ("en", "on")])
def test_schools_are_on_an_island(client, language, on):
    words = client.get(f"/regio/gemeente/GM0448?taal={language}").get_data(as_text=True)
    assert f"{on} Texel" in words
    assert "in Texel" not in words


def test_the_map_of_the_caribbean_netherlands_is_that_of_its_islands(client):
    page = page_of(client, "/regio/sto/sto-bes")
    (drawn,) = (one for one in page.drawings if "kaart-" in one)
    for island in islands():
        assert island["name"] in drawn
        assert all(school["name"].split()[0] in drawn for school in island["schools"])
    caption = page.section("kaart").all("figcaption")[0].text
    assert all(teller in caption for teller in tellers())


@pytest.mark.slow
@pytest.mark.parametrize(("level", "codes"), walks())
def test_every_portrait_is_whole(client, data, level, codes):
    wrong = {}
    for code in codes:
        page = page_of(client, f"/regio/{WORDS[level]}/{code}")
        found = faults(page)
        if page.root.all("html")[0].attributes["lang"] != "nl":
            found.append("not in Dutch")
        if data.region(code).name not in page.root.all("h1")[0].text:
            found.append(page.root.all("h1")[0].text)
        if found:
            wrong[code] = found
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize(("level", "code", "query"), QUESTIONS)
def test_every_question_makes_a_whole_portrait(client, level, code, query):
    page = page_of(client, f"/regio/{level}/{code}?{query}")
    assert faults(page) == []
    language = "en" if "taal=en" in query else "nl"
    assert page.root.all("html")[0].attributes["lang"] == language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_not_known_of_the_caribbean_netherlands_is_said(client, language):
    texts = texts_in(language)
    page = page_of(client, f"/regio/sto/{CARIBBEAN}?taal={language}")
    said = " ".join(page.root.text.split())
    assert texts("portrait.work.nothing") in said
    assert texts("portrait.members.caribbean") in said
    assert texts("portrait.offer.caribbean") in said
    assert texts("portrait.rules.caribbean") in said
    # What no file counts is not said to be none.
    parts = {section.attributes.get("id") for section in page.root.all("section")}
    assert not parts & {"aanbod", "kandidaten", "veranderd", "enig", "gaten"}
    assert "scholen" in parts
    for none in ("sites.none", "portrait.rules.none", "portrait.mbo", "portrait.members.no_mbo"):
        assert texts.entries[none].partition("{")[0] not in said


def places() -> st.SearchStrategy[tuple[str, str]]:
    """Word of a level and code, of a level as often as of another."""
    tables = shipped().tables
    codes = {level: tables.regions_of(level)["code"].tolist() for level in SHIPPED}
    codes["postcode"] = tables.homes["postcode"].unique().tolist()
    return st.sampled_from(SHIPPED).flatmap(
        lambda level: st.tuples(st.just(WORDS[level]), st.sampled_from(codes[level]))
    )


@pytest.mark.slow
@settings(max_examples=15)
@given(place=st.deferred(places), view=st.deferred(lambda: views(shipped())))
def test_any_portrait_of_any_question_is_whole(client, data, place, view):
    # A name may hold what looks like a text that was not filled in.
    unnamed = view.but(plan_name="", beside_name="")
    page = page_of(client, "/regio/{}/{}".format(*place) + query_of(unnamed, default_view(data)))
    # Any question has more parameters than a real one, and many links repeat them.
    assert [one for one in faults(page) if not one.endswith(" bytes")] == []


def test_the_walk_has_all_regions(data):
    counted = {}
    for parameters in walks():
        level, codes = parameters.values
        counted[level] = counted.get(level, 0) + len(codes)
    tables = data.tables
    assert counted.pop("postcode") >= 25 and counted.pop("buurt") >= MOST_BUURTEN
    assert counted.pop("municipality") >= MOST_MUNICIPALITIES
    assert counted == {
        level: len(tables.regions_of(level))
        for level in SHIPPED
        if level not in (*MOST, "postcode")
    }
    assert sum(counted.values()) > 150
    assert set(HOMES) <= set(tables.homes["postcode"])


# ---- the faults are found -----------------------------------------------------------------------

GOOD = (
    '<html><h1>A</h1><section id="s"><h2>B</h2><p><a class="fig" href="#noot-x">1</a></p>'
    '<ol><li id="noot-x"><span>text</span><span class="from"><span class="what">title, </span>'
    "DUO, <time>2024</time></span></li></ol></section></html>"
)


def test_a_whole_page_has_no_faults():
    assert faults(Page(GOOD)) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("#noot-x", "#noot-y", "no note noot-y"),
        (">1</a>", "></a>", "has no number"),
        (">1</a>", ">nan</a>", "broken value"),
        ("<p>", "<p>is None ", "broken value"),
        ("<p>", "<p>{count} ", "not filled in"),
        ("<p>", "<p>portrait.print ", "key portrait.print"),
        ("<p>", "<p><b>–</b>", "a dash without a reason"),
        ("<p>", '<p><span class="missing">–<small> </small></span>', "without a reason"),
        ("<p>", '<p><a href="#x">y</a>', "no place #x"),
        ("<p>", '<p id="s">', "id 's' twice"),
        ("<p>", "<p></p><p>", "empty <p>"),
        ("<p>", "<svg><a></svg><p>", "drawing: mismatched tag"),
        ("DUO", "", "no publisher"),
        ("2024", "onbekend", "no date"),
        ("<h2>B</h2>", "<h2></h2>", "no heading in s"),
        ("<p>", "<p>" + "x " * 150_000, "bytes"),
    ],
)
def test_a_fault_is_found(before, after, said):
    assert GOOD.count(before) == 1
    assert any(said in one for one in faults(Page(GOOD.replace(before, after))))
