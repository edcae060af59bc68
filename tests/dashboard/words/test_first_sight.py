"""What the eye meets first on a map, in words: counted anew from the drawing of the same view."""

from collections import Counter

import numpy as np

from dashboard.address.context import Context
from dashboard.address.query import read
from dashboard.catalogue import RAMPS
from dashboard.data import CARIBBEAN
from dashboard.drawing.fills import fills
from dashboard.figures.classes import CELLS
from dashboard.figures.first_sight import MOST_NAMED, first_sight
from dashboard.palette import FIRST_SEEN, Area, is_striped
from dashboard.texts import texts_in
from dashboard.views import EFFECTS, KINDS
from dashboard.words.first_sight import map_words
from geodata.analysis.coverage import coverage
from geodata.vocabulary import CLOSE_LEVELS
from tests.support.markup import words

CHANGED = "&profiel=mt&stel=stop:13OR01.mt&stand=verschil"
REGIONS = ("", "&gebied=PV29", "&gebied=GM0855", "&gebied=5038")


def shown_by(data, query: str) -> Context:
    view, unread = read(f"?{query}", data)
    assert unread == [], query
    return Context(data, view)


def every_view() -> list[str]:
    plain = [f"kaart={kind.word}{where}" for kind in KINDS.values() for where in REGIONS]
    changed = [f"kaart={kind}&gebied=PV29{CHANGED}" for kind in ("afstand", "dekking", "zonder")]
    others = ["kaart=enig&gebied=GM0855&per=buurt", "gebied=GM0855&vestiging=20GD00"]
    return [*plain, *changed, *others]


def in_sight(context: Context) -> np.ndarray:
    """Rows of the level that the map of a view does not make faint."""
    data, view = context.data, context.view
    if view.region == "NL" or view.site:
        return data.on_map(view.level, view.region)
    return np.array(data.areas_inside(view.level, data.around(view.region).code))


def test_the_class_and_its_areas_are_those_that_are_drawn(data):
    for query in every_view():
        context = shown_by(data, query)
        drawn = fills(data, context.view)
        codes = data.tables.regions_of(context.view.level)["code"]
        rows = [row for row in in_sight(context) if drawn[row] != Area.NO_DATA]
        counts = Counter("stripes" if is_striped(drawn[row]) else drawn[row] for row in rows)
        seen = first_sight(data, context.view)
        assert seen.total == len(rows), query
        for one in seen.classes:
            kind = "stripes" if is_striped(one.fill) else one.fill
            assert one.count == counts[kind], query
            if kind != "stripes":
                of_class = {codes[row] for row in rows if drawn[row] == one.fill}
                assert {area.code for area in one.areas} <= of_class, query
            assert 0 < len(one.areas) <= MOST_NAMED, query
            assert (len(one.areas) == one.count) == (one.end is None), query
        eyes = [FIRST_SEEN.index(fill) for fill in counts if fill != "stripes"]
        first = seen.classes[0].fill
        assert is_striped(first) or FIRST_SEEN.index(first) == min(eyes), query


def test_every_view_says_what_stands_out_in_both_languages(data):
    for query in every_view()[::2]:
        for language in ("nl", "en"):
            context = shown_by(data, f"{query}&taal={language}")
            said, texts = map_words(context), texts_in(language)
            seen = first_sight(data, context.view)
            assert texts(f"level.{context.view.level_kind}.one") in said, query
            if seen.total > 1:
                assert texts(f"level.{context.view.level_kind}.many") in said, query
            for area in seen.classes[0].areas:
                is_told = seen.classes[0].count < seen.total
                assert (area.name.removeprefix(area.code) in said) or not is_told, (query, said)
            assert said.endswith(".") and "  " not in said, said


def test_the_country_by_coverage(data):
    """As anybody can count in the table."""
    said = map_words(shown_by(data, "kaart=dekking"))
    frame = coverage(data.tables, read("?kaart=dekking", data)[0].question, "municipality")
    low = frame[frame["share"] < 50]
    assert f"minder dan 50% in {len(low)} van de 342 gemeenten, de meeste in" in said
    province = Counter(data.path(code)[1].name for code in low["code"])
    assert province.most_common(1)[0][0] in said.split("de meeste in")[1]
    most = low.sort_values("young_people", ascending=False)["name"]
    assert f"Daarvan wonen de meeste jongeren in {', '.join(most[:2])} en {most.iloc[2]}." in said


def test_one_spot_is_followed_by_the_next_class(data):
    said = map_words(shown_by(data, "kaart=zonder"))
    assert "meer dan 3.000 in 1 van de 342 gemeenten: Tilburg. Daarna tot 3.000 in" in said


def test_what_has_stripes_is_one_class(data):
    """In Tilburg most is too far, and has only Dienstverlening en Producten within reach."""
    said = map_words(shown_by(data, "gebied=GM0855"))
    assert "te ver, wel D&P binnen 10 km in 27 van de 29 postcodegebieden" in said


def test_where_nothing_is_known_it_says_so(data):
    assert "Drie scholen op drie eilanden" in map_words(shown_by(data, f"gebied={CARIBBEAN}"))
    unknown = map_words(shown_by(data, "kaart=sinds&profiel=vmbo"))
    assert unknown.endswith(texts_in("nl")("answer.none") + ".")


def test_every_colour_of_a_class_has_its_place():
    """Without one a new view of the map would have no words."""
    kinds = [*KINDS.values(), *EFFECTS.values()]
    scales = [
        kind.scale(level, 10)
        for kind in kinds
        for level in ("municipality", CLOSE_LEVELS[0])
        if not kind.is_labour
    ]
    colours = {str(colour) for scale in (*scales, CELLS) for colour in scale.colours}
    colours |= {str(colour) for ramp in RAMPS.values() for colour in ramp}
    assert colours <= {*FIRST_SEEN}
    assert len(FIRST_SEEN) == len({*FIRST_SEEN})


def test_they_stand_in_the_page_as_it_comes_and_in_an_embedded_map(data, client, update):
    context = shown_by(data, "kaart=dekking&gebied=PV29")
    said = map_words(context)
    assert words(update("?kaart=dekking&gebied=PV29")["parts"]["map-caption"]) == said
    for path in ("/", "/embed"):
        page = client.get(f"{path}?kaart=dekking&gebied=PV29").get_data(as_text=True)
        assert said in page, path
