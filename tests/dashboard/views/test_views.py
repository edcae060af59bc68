"""A view of the map is one object: whoever adds a module and its texts has the view everywhere."""

import json
import re
import sys
from dataclasses import replace
from importlib import import_module, invalidate_caches
from xml.etree import ElementTree

import numpy as np
import pytest

from dashboard import views
from dashboard.address.context import Context
from dashboard.address.query import link, read
from dashboard.export.view_slide import view_deck
from dashboard.texts import LANGUAGES, texts_in
from dashboard.views import KINDS
from geodata.analysis.coverage import coverage, reach
from tests.support.areas import areas_message as message
from tests.support.markup import addresses, links, words

#: The 90th percentile of the distance: a column that coverage has, in classes that there are.
FAR90 = '''"""How far do those go who live furthest?"""

from dashboard.views.distance import Distance

VIEW = Distance(key="far90", word="verste", position=15, column="p90_km", decimals=1)
'''
#: Young people with at least four sites within reach: a column of its own.
PLENTY = '''"""How many young people have plenty to choose from?"""

from dataclasses import dataclass

from dashboard.catalogue import Scale
from dashboard.palette import AMOUNT
from dashboard.views.kind import YOUNG_PEOPLE, Kind, young_people
from geodata.analysis.coverage import reach


@dataclass(frozen=True, kw_only=True)
class Plenty(Kind):
    def figures(self, tables, view, level):
        homes = reach(tables, view.question).choices >= 4
        counted = young_people(tables, view, level, homes)
        return super().figures(tables, view, level).assign(plenty=counted)


VIEW = Plenty(
    key="plenty",
    word="ruim",
    position=65,
    column="plenty",
    regions=Scale(YOUNG_PEOPLE, AMOUNT),
    counts_young=True,
    middle_state=False,
    own_columns=("plenty",),
)
'''
#: The same texts in both languages: what they say is no matter here.
TEXTS = {
    "indicator.far90.name": "Verste tien",
    "indicator.far90.legend": "Afstand die negen van de tien halen",
    "indicator.far90.hover": "{{value}} {unit} haalt negen van de tien",
    "indicator.far90.class.first": "verste tot {high} {unit}",
    "indicator.far90.class.middle": "verste {low} – {high} {unit}",
    "indicator.far90.class.last": "verste meer dan {low} {unit}",
    "indicator.plenty.name": "Ruime keuze",
    "indicator.plenty.legend": "Jongeren met vier of meer vestigingen",
    "indicator.plenty.hover": "{{value}} jongeren hebben ruime keuze binnen {within}",
    "indicator.plenty.number": "{value} ruim bediend",
    "indicator.plenty.answer": "in {region}, dichtbij binnen {within}",
    "indicator.plenty.class.first": "niemand ruim",
    "indicator.plenty.class.middle": "ruim tot {high}",
    "indicator.plenty.class.last": "ruim meer dan {low}",
    "column.plenty": "ruim",
    "csv.plenty": "jongeren met ruime keuze",
}
ADDED = {"far90": "?kaart=verste&gebied=PV29", "plenty": "?kaart=ruim&gebied=PV29"}


@pytest.fixture(autouse=True)
def added(tmp_path, monkeypatch):
    """Two modules beside those of the folder, and their texts; nothing else."""
    for name, code in (("far90", FAR90), ("plenty", PLENTY)):
        (tmp_path / f"{name}.py").write_text(code, "utf-8")
    for language in LANGUAGES:
        for key, text in TEXTS.items():
            monkeypatch.setitem(texts_in(language).entries, key, text)
    before = dict(KINDS)
    monkeypatch.setattr(views, "__path__", [*views.__path__, str(tmp_path)])
    invalidate_caches()
    KINDS.clear()
    KINDS.update(views.found())
    yield
    KINDS.clear()
    KINDS.update(before)
    for name in ("far90", "plenty"):
        monkeypatch.delitem(sys.modules, f"dashboard.views.{name}")
        monkeypatch.delattr(views, name)


def context(data, key: str, **changes) -> Context:
    view, ignored = read(ADDED[key], data)
    assert ignored == [] and view.show == key
    return Context(data, view.but(**changes))


def written(components) -> str:
    """An answer of the server as text."""
    return json.dumps(components, ensure_ascii=False)


def legend_of(data, key: str) -> list[tuple[str, str]]:
    view = context(data, key).view
    return view.kind.class_rows(view.level, view.threshold, view.unit, texts_in("nl"))


def expected(data, key: str) -> np.ndarray:
    """What the map shows of every municipality, worked out without the view."""
    tables, view = data.tables, read("", data)[0]
    if key == "far90":
        return coverage(tables, view.question, "municipality")["p90_km"].to_numpy()
    young = tables.young(view.population) * (reach(tables, view.question).choices >= 4)
    towns = tables.member_positions("municipality")
    return np.bincount(towns, young, minlength=len(tables.regions_of("municipality")))


def test_they_stand_in_the_order_of_their_positions(added):
    assert list(KINDS) == [
        *(
            "distance",
            "far90",
            "share",
            "without",
            "choices",
            "difference",
            "only",
            "since",
            "plenty",
        ),
        *("work", "two_way"),
    ]


@pytest.mark.parametrize("key", ADDED)
def test_the_address_is_read_and_written(data, key):
    view, ignored = read(ADDED[key] + "&per=gemeente", data)
    assert ignored == [] and view.kind is KINDS[key] and view.level == "municipality"
    assert read(link(view, data).removeprefix("/"), data) == (view, [])


@pytest.mark.parametrize("key", ADDED)
def test_the_menu_leads_to_it(update, key):
    menu = update(ADDED[key])["parts"]["views"]
    of_views, _, _ = menu.partition("<details")
    (chosen,) = [link for link in links(of_views) if link.get("class") == "chosen"]
    assert KINDS[key].word in chosen["href"]
    name = re.escape(TEXTS[f"indicator.{key}.name"])
    assert re.search(f'<a class="chosen"[^>]*>{name}</a>', menu)


@pytest.mark.parametrize("key", ADDED)
def test_the_map_shows_its_figures_in_its_classes(update, data, key):
    sent = update(ADDED[key])
    areas = sent["messages"]["areas"]
    on_map = data.on_map("municipality")
    values = expected(data, key)[on_map]
    scale = KINDS[key].scale("municipality", 10)
    assert areas["classes"] == scale.classify(values).tolist()
    assert areas["colours"] == list(scale.colours)
    rounded = np.array(areas["values"], float)
    half = np.where((key == "plenty") & (values >= 100), 5, 0.5 * 10.0 ** -areas["decimals"])
    assert (np.abs(rounded - values) <= half + 1e-9).all()
    texts = texts_in("nl")
    assert areas["hover"] == texts(f"indicator.{key}.hover", unit="km", within="10 km")
    assert TEXTS[f"indicator.{key}.name"] in words(sent["parts"]["map-caption"])


def test_homes_of_a_distance_follow_the_threshold_in_the_browser(data):
    areas = message(context(data, "far90", picked_level="postcode"))
    nearest = message(context(data, "far90", picked_level="postcode", show="distance"))
    assert areas["places"] == nearest["places"] and areas["factors"] == nearest["factors"]


@pytest.mark.slow
@pytest.mark.parametrize("key", ADDED)
@pytest.mark.parametrize("search", ["", "&weergave=scherm"])
def test_the_legend_names_its_classes_on_the_page_and_on_the_wall(update, data, key, search):
    shown = update(ADDED[key] + search)["parts"]["screen" if search else "legend"]
    assert TEXTS[f"indicator.{key}.legend"] in words(shown)
    for colour, text in legend_of(data, key):
        assert colour in shown and text in words(shown)


def test_the_table_is_sorted_by_its_own_column(update, client, data):
    search = f"{ADDED['plenty']}&tabel=open&sorteer=-plenty"
    assert read(search, data)[1] == []
    assert "ruim ▼" in words(update(search)["parts"]["table"])
    lines = client.get(f"/download.csv{search}").get_data(as_text=True).splitlines()
    at = next(row for row, line in enumerate(lines) if "jongeren met ruime keuze" in line)
    column = lines[at].split(";").index("jongeren met ruime keuze")
    figures = [float(line.split(";")[column].replace(",", ".")) for line in lines[at + 1 :]]
    codes = data.tables.regions_of("municipality")
    inside = expected(data, "plenty")[data.areas_inside("municipality", "PV29")]
    assert len(codes) > len(figures) == len(inside)
    assert figures == sorted(inside.round(4).tolist(), reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("key", ADDED)
def test_every_file_and_page_has_it(client, data, key):
    search, name = ADDED[key], TEXTS[f"indicator.{key}.name"]
    for address in ("/download.csv", "/download.geojson", "/kaart.svg", "/embed"):
        answer = client.get(address + search)
        assert answer.status_code == 200, address
        if address.startswith("/download"):
            assert f"_{KINDS[key].word}_" in answer.headers["Content-Disposition"]
    embedded = client.get("/embed" + search).get_data(as_text=True)
    drawn = client.get("/kaart.svg" + search).get_data(as_text=True)
    words = "".join("".join(ElementTree.fromstring(drawn).itertext()).split())
    for colour, text in legend_of(data, key):
        assert text in embedded and colour in embedded
        assert "".join(text.split()) in words and colour in drawn
    assert name in embedded and "".join(name.split()) in words
    asked = client.get(f"/oembed?url=http://localhost/%3Fkaart%3D{KINDS[key].word}")
    assert f"kaart={KINDS[key].word}" in asked.get_json()["html"]


@pytest.mark.parametrize("key", ADDED)
def test_a_slide_is_made_of_it(data, key):
    deck = written(view_deck(context(data, key), "https://site.nl/?x"))
    assert TEXTS[f"indicator.{key}.name"] in deck
    for _, text in legend_of(data, key):
        for word in text.split():
            assert word in deck


@pytest.mark.slow
@pytest.mark.parametrize("key", ADDED)
def test_the_panel_leads_to_the_portrait_of_its_region(update, client, key):
    leads = addresses(update(ADDED[key])["parts"]["answer"])
    assert any(address.startswith("/regio/provincie/PV29") for address in leads)
    assert client.get("/regio/provincie/PV29").status_code == 200
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_module_holds_one_view_and_nothing_is_in_two(added):
    kinds = list(KINDS.values())
    for part in ("key", "word", "position"):
        assert len({getattr(kind, part) for kind in kinds}) == len(kinds), part
    assert all(import_module(f"dashboard.views.{key}").VIEW is KINDS[key] for key in KINDS)


def test_the_classes_of_homes_without_states_are_those_of_its_figures(data):
    view = context(data, "plenty", picked_level="postcode").view
    shown = view.kind.painted(data.tables, view, "postcode")
    assert (shown.classes == shown.scale.classify(shown.values)).all()


def test_what_changed_is_the_share_now_less_that_of_the_first_year(data):
    view = read("?kaart=sinds&profiel=mt", data)[0]
    assert f"{data.tables.years[0][:4]}–" in texts_in("nl")("indicator.since.name")
    question, tables = view.question, data.tables
    now, then = (
        coverage(tables, replace(question, year=year), "nl")["share"].iloc[0]
        for year in (question.year, tables.years[0])
    )
    (value,) = view.kind.values(tables, view, "nl")
    assert value == pytest.approx(now - then, abs=0.05)
    assert view.kind.number_in_words(value, texts_in("nl")) == "6,4 minder"
    of_any = view.but(profiles="vmbo")
    assert np.isnan(view.kind.values(tables, of_any, "nl")).all()
