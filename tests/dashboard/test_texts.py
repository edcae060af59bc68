"""Every word exists in both languages, is used, and is filled with what it asks for."""

import ast
import json
import re
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

import dashboard
from dashboard.address.parameters import LIMIT_WORDS, MEASURE_WORDS, PROFILE_WORDS, TRACK_WORDS
from dashboard.address.view import MOMENTS, OFFERS, USUAL_SPEEDS, View
from dashboard.api.ogc.document import PATHS
from dashboard.api.ogc.parameters import OF_ITEMS
from dashboard.api.operations import operations
from dashboard.api.problems import STATUS
from dashboard.catalogue import PUBLISHED
from dashboard.data import LEVELS
from dashboard.export.method import SOURCE_COLUMNS
from dashboard.export.tables import PARTS
from dashboard.figures.answer import BARS
from dashboard.figures.caribbean import islands
from dashboard.figures.members import BASES
from dashboard.figures.table import IN_MINUTES
from dashboard.page.accessibility import BARRIERS
from dashboard.page.accessibility import TESTS as STATED_TESTS
from dashboard.page.components.download_menu import FILES
from dashboard.portrait.coverage import TRACKS as TRACKS_SHOWN
from dashboard.texts import LANGUAGES, Texts, texts_in
from dashboard.upload.facilities import KINDS
from dashboard.views import KINDS as VIEWS
from dashboard.views.kind import USUAL_COLUMNS
from dashboard.words.map_table import COLUMNS
from dashboard.words.rules import PLAN, UNITS
from dashboard.words.sources import DEFINITIONS, PHRASES
from geodata.analysis.candidates import ALL_TRACKS
from geodata.analysis.changed_offer import WHY
from geodata.analysis.equity import GROUPS as EQUITY_GROUPS
from geodata.analysis.labour import MISSING, NOTES
from geodata.analysis.sited import NOTES as OF_SUGGESTIONS
from geodata.vocabulary import BROAD, COMBINED, COUNTED, METHODS, OWN, TRACKS
from tests.support.kinds import EFFECT_SHOWS, OWN_COLUMNS, SHOWS, WORK_SHOWS
from tests.support.pupil_homes import named as with_pupil_homes
from tests.support.shipped import shipped

CODE = Path(dashboard.__file__).parent

ISLAND = {"place.on": "op", "place.islands": "Ameland, Texel"}

#: Keys that are put together in the code -> every value of each hole.
#: Columns of the downloads of a site, a home and the curve.
FILE_COLUMNS = (
    "buurt",
    *("pupils_low", "pupils_high", "km", "min", "part_nearer"),
    "straight_km",
    "cycle_km",
    "minutes",
    "method",
    "nearest",
    "profile",
    "combined",
    "site",
    "site_name",
    "place",
    "limit",
    "young_inside",
    "postcode",
    "candidates_low",
    "candidates_high",
    "further",
    "lost",
    "from_site",
    "from_site_name",
    "to_site",
    "to_site_name",
    "km_before",
    "km_after",
    "min_before",
    "min_after",
    "plan",
    "plan_name",
    "changes",
    "covered_before",
    "covered_after",
    "gained",
    "share_before",
    "share_after",
    "group",
    "fifth",
    *("own_places", "own_names", "own_name", "own_kind", "own_town", "own_source", "own_remark"),
    *("lon", "lat"),
)
#: Columns of the download of the labour views.
WORK_FILE_COLUMNS = (
    "figure",
    "low",
    "high",
    "unit",
    "period",
    "note",
    "source",
    "offer",
    "offer_low",
    "offer_high",
    "offer_unit",
    "cell",
)
#: Notes of a portrait that ask for no more than the school year.
PORTRAIT_NOTES = (
    *("candidates", "share_technical", "young_2021", "young_2025", "forecast", "density"),
    *("primary", "pupils", "pupil_homes", "sectors", "mbo", "money", "rules"),
)
TIMES = IN_MINUTES.values()
DEMANDS = {entry.demand for entry in PUBLISHED.values() if entry.demand}
#: Every address of the open data interface, with those that a file of pupils by postcode adds.
API = operations(with_pupil_homes(shipped()))
#: Views of the offer of which the large number is the figure of their map.
#: Views that say how much less or more, in words of their own.
DIVERGING = {"since"}
OWN_NUMBERS = {show for show in SHOWS if not VIEWS[show].answers_of_hundred}
RULE_KEYS = shipped().tables.rules["key"].tolist()
#: Rules that say under which conditions they hold.
CONDITIONS = [key for key in RULE_KEYS if texts_in("nl").has(f"rule.{key}.condition")]
FAMILIES = {
    "access.barrier.{}": [BARRIERS],
    "access.test.{}": [STATED_TESTS],
    "rule.{}.what": [RULE_KEYS],
    "month.{}": [[*map(str, range(1, 13))]],
    "rule.{}.condition": [CONDITIONS],
    "rule.unit.{}": [UNITS.values()],
    "rules.{}": [("what", "amount", "source")],
    "rules.plan.{}": [[key for key, _ in PLAN]],
    "portrait.members.basis.{}": [BASES],
    "portrait.rules.{}": [("year", "euros", "sum")],
    "api.operation.{}": [API],
    "api.method.{}": [API],
    "api.parameter.{}": [{one.name for each in API.values() for one in each.parameters}],
    "api.allowed.{}": [
        {one.name for each in API.values() for one in each.parameters if "enum" not in one.schema}
    ],
    "api.column.{}": [{column for each in API.values() for column in each.columns}],
    "api.problem.{}": [STATUS],
    "ogc.operation.{}": [{name for name, *_ in PATHS.values()}],
    "ogc.parameter.{}": [{one.name for one in OF_ITEMS}],
    "ogc.allowed.{}": [{one.name for one in OF_ITEMS if "enum" not in one.schema}],
    "change.{}": [WHY],
    "suggest.note.{}": [OF_SUGGESTIONS],
    "hit.groups.{}": [("lost", "gained")],
    "moment.{}": [MOMENTS],
    "profiles.{}": [PROFILE_WORDS],
    "profiles.{}.help": [PROFILE_WORDS],
    "only.lost.{}": [("hard", "broad")],
    "only.offer.{}": [{*PROFILE_WORDS} - {*BROAD, "allhard"}],
    "facility.kind.{}": [KINDS],
    "profile.{}": [{*BARS, *BROAD, "dp"}],
    "mark.{}": [COUNTED],
    "combined.{}": [COMBINED],
    "track.{}": [{*TRACK_WORDS.values(), "any"}],
    "equity.group.{}": [EQUITY_GROUPS],
    "portrait.sector.{}": [(*TRACKS, ALL_TRACKS)],
    "equity.in.{}": [EQUITY_GROUPS],
    "equity.class.{}": [range(1, 6)],
    "population.{}": [(2021, 2025)],
    "population.{}.help": [(2021, 2025)],
    "source.population.{}": [(2021, 2025)],
    "indicator.{}.name": [{*SHOWS, *EFFECT_SHOWS, *PUBLISHED}],
    "indicator.{}.unit": [PUBLISHED],
    "indicator.{}.reading": [PUBLISHED],
    "indicator.{}.caveat": [PUBLISHED],
    "view.{}.name": [WORK_SHOWS],
    "offer.{}.name": [OFFERS],
    "offer.{}.unit": [OFFERS],
    "offer.{}.reading": [OFFERS],
    "two_way.{}.{}": [DEMANDS, range(3)],
    "two_way.offer.{}": [range(3)],
    "two_way.how.{}": [OFFERS],
    "date.{}": [("to", "onbekend", "banen", "of", "per", "vestiging", "pakketversie")],
    "phrase.{}": [{*PHRASES.values()}],
    "figure.note.{}": [NOTES],
    "indicator.{}.legend": [{*SHOWS, *EFFECT_SHOWS}],
    "indicator.{}.legend.min": [("distance", "effect_distance")],
    "indicator.{}.hover": [{*SHOWS, *EFFECT_SHOWS}],
    "effect.{}.less": [SHOWS],
    "effect.{}.more": [SHOWS],
    "indicator.{}.number": [{show for show in OWN_NUMBERS if not VIEWS[show].is_share} - DIVERGING],
    "indicator.{}.answer": [OWN_NUMBERS],
    "indicator.{}.class.{}": [{*SHOWS} - DIVERGING, ("first", "middle", "last")],
    "level.{}.one": [("nl", *LEVELS, OWN, "place")],
    "level.{}.many": [(*LEVELS, OWN)],
    "method.{}.term": [DEFINITIONS],
    "method.{}.text": [DEFINITIONS],
    "method.count.{}": [(*BROAD, "broad")],
    "method.source.{}": [SOURCE_COLUMNS],
    "method.{}": [METHODS],
    "portrait.note.{}": [PORTRAIT_NOTES],
    "sto_basis.{}": [("member", "place")],
    "portrait.profiles.{}": [PROFILE_WORDS],
    "portrait.own.{}": [("region", "profile", "year", "pupils", "share", "source")],
    "portrait.track.{}": [[TRACK_WORDS[tracks] for tracks in TRACKS_SHOWN]],
    "portrait.why.{}": [MISSING],
    "csv.{}": [(*COLUMNS, *TIMES, *OWN_COLUMNS, *FILE_COLUMNS, *WORK_FILE_COLUMNS)],
    "heading.{}": [(*COLUMNS, *TIMES, *FILE_COLUMNS, *WORK_FILE_COLUMNS)],
    "column.{}": [(*USUAL_COLUMNS, *TIMES, *OWN_COLUMNS)],
    "download.{}.name": [dict(FILES)],
    "download.{}.help": [dict(FILES)],
    "export.unfit.{}": [("groups", "home", "plans", "pupils", "site")],
    "table.sense.{}": [LIMIT_WORDS],
    "sheet.{}": [{"table", "eigen-plekken", *PARTS} - {""}],
    "within.{}": [("straight", "crow", "cycle", "minutes", "e-bike", "speed")],
    "measure.{}": [MEASURE_WORDS],
    "measure.{}.help": [MEASURE_WORDS],
    "speed.{}": [USUAL_SPEEDS],
    "curve.axis.{}": [MEASURE_WORDS],
    "curve.value.{}": [{View(measure=measure).unit for measure in MEASURE_WORDS}],
}
#: One class of one whole number, only for choices.
ALSO = {"indicator.choices.class.only"}


@dataclass(frozen=True)
class Call:
    """One place in the code that asks for a text."""

    where: str
    #: Key, or pattern with ``{}`` for every hole; several where the code chooses.
    keys: tuple[str, ...]
    values: frozenset[str]


def _keys(node: ast.expr) -> tuple[str, ...]:
    if isinstance(node, ast.Constant):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        return _keys(node.body) + _keys(node.orelse)
    if isinstance(node, ast.JoinedStr):
        pieces = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        return ("".join(pieces),)
    return ()


def _calls(path: Path) -> list[Call]:
    found = []
    tree = ast.parse(path.read_text("utf-8"))
    returned = _returned(tree)
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        written = returned | _dictionaries(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _asks(node.func):
                if not node.args or not _keys(node.args[0]):
                    continue
                named = frozenset(
                    name for keyword in node.keywords for name in _names(keyword, written)
                )
                found.append(Call(f"{path.name}:{node.lineno}", _keys(node.args[0]), named))
    return list(dict.fromkeys(found))


def _asks(function: ast.expr) -> bool:
    """``texts(...)``, ``words(...)``, and of a portrait ``context.texts`` and ``context.line``."""
    if isinstance(function, ast.Name):
        return function.id in ("texts", "words")
    return isinstance(function, ast.Attribute) and function.attr in ("texts", "line")


def _returned(tree: ast.Module) -> dict[str, list[str]]:
    """Functions that return a dictionary as it is written down: their name -> its keys."""
    return {
        function.name: [key.value for key in node.value.keys]
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Return)
        and isinstance(node.value, ast.Dict)
        and all(isinstance(key, ast.Constant) for key in node.value.keys)
    }


def _in_template(path: Path) -> list[Call]:
    """``texts("key", name=value)`` or ``texts("key." ~ hole)`` in a template of Jinja."""
    text = path.read_text("utf-8")
    return [
        Call(
            path.name,
            (found["key"] + ("{}" if found["hole"] else ""),),
            frozenset(re.findall(r"(\w+)=", found["values"])),
        )
        for found in re.finditer(
            r"""\btexts\((["'])(?P<key>[\w.]+)\1(?P<hole> *~)?"""
            r"""(?P<values>(?:[^()]|\([^()]*\))*)\)""",
            text,
        )
    ]


def _dictionaries(function: ast.FunctionDef) -> dict[str, list[str]]:
    """Dictionaries that a function writes down: their name -> their keys."""
    return {
        node.targets[0].id: [key.value for key in node.value.keys]
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Dict)
        and all(isinstance(key, ast.Constant) for key in node.value.keys)
    }


def _names(keyword: ast.keyword, written: dict[str, list[str]]) -> list[str]:
    """What one argument is called; ``**words`` has the keys of ``words``."""
    if keyword.arg:
        return [keyword.arg]
    made = keyword.value.func if isinstance(keyword.value, ast.Call) else keyword.value
    return written[made.id]


SOURCES = sorted(CODE.rglob("*.py"))
TEMPLATES = sorted(CODE.rglob("*.html"))
CALLS = [call for path in SOURCES for call in _calls(path)]
CALLS += [call for path in TEMPLATES for call in _in_template(path)]
#: Strings with a dot anywhere in the code: keys that reach ``texts`` through a variable.
DOTTED = {
    node.value
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value
}


def expanded(pattern: str) -> set[str]:
    return {pattern.format(*values) for values in product(*FAMILIES[pattern])}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def entries(language: str) -> dict[str, str]:
    return texts_in(language).entries


#: Texts that tell of one -> what says the same of more.
OF_ONE = {
    key: many
    for key in entries("nl")
    if (many := key.removesuffix(".1")) != key and many in entries("nl")
}


def test_the_code_was_read():
    assert len(CALLS) > 80
    assert Call("portrait.html", ("portrait.kicker",), frozenset({"level"})) in CALLS
    assert any("portrait.transition" in call.keys for call in CALLS)
    assert any("{}" in key for call in CALLS for key in call.keys)


def test_both_languages_have_the_same_keys():
    dutch, english = (list(entries(language)) for language in ("nl", "en"))
    assert sorted(set(dutch) ^ set(english)) == []
    assert dutch == english, "the order helps who compares the files"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language):
    """Who reads it would take the last, and whoever wrote the first shows words of another."""
    pairs = json.loads(
        (CODE / "texts" / f"{language}.json").read_text("utf-8"), object_pairs_hook=list
    )
    keys = [key for key, _ in pairs]
    assert sorted(set(keys)) == sorted(keys)


def test_both_languages_ask_for_the_same_values():
    english = entries("en")
    differing = [key for key, text in entries("nl").items() if fields(text) != fields(english[key])]
    assert differing == []


def test_every_key_of_the_code_exists():
    missing = [
        (call.where, key)
        for call in CALLS
        for key in call.keys
        if "{}" not in key and key not in entries("nl") and key not in LANGUAGES
    ]
    assert missing == []


def test_every_family_of_keys_exists():
    patterns = {key for call in CALLS for key in call.keys if "{}" in key}
    assert sorted(patterns - set(FAMILIES)) == [], "say in FAMILIES what can stand there"
    assert sorted(set(FAMILIES) - patterns) == [], "no longer used"
    missing = {key for pattern in FAMILIES for key in expanded(pattern)} - set(entries("nl"))
    assert sorted(missing) == []


def test_no_text_is_unused():
    literal = {key for call in CALLS for key in call.keys}
    families = {key for pattern in FAMILIES for key in expanded(pattern)}
    unused = {OF_ONE.get(key, key) for key in entries("nl")} - literal - families - DOTTED - ALSO
    assert sorted(unused) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_gets_exactly_the_values_it_asks_for(language):
    """Of the texts between which the code chooses, one may need less than another."""
    known = entries(language)
    wrong = []
    for call in CALLS:
        asked = [fields(known[key]) for key in call.keys if key in known]
        if asked and (set().union(*asked) != call.values):
            wrong.append((call.where, call.keys, sorted(call.values)))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_of_one_asks_for_nothing_that_others_do_not(language):
    known = entries(language)
    more = [key for key in OF_ONE if not fields(known[key]) <= fields(known[OF_ONE[key]])]
    assert more == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_family_gets_every_value_it_asks_for(language):
    wrong = [
        (call.where, key)
        for call in CALLS
        for pattern in call.keys
        if "{}" in pattern
        for key in expanded(pattern)
        if not fields(entries(language)[key]) <= call.values
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_clean(language):
    for key, text in entries(language).items():
        assert text.strip() == text != "", key
        assert "  " not in text, key
        assert not re.search(r"—|--|\.\.\.|TODO|XXX", text), key
        # A dash stands between two numbers and nowhere else.
        rest = re.sub(r"(\d|[a-z]})\s?–\s?(\d|{)", "", text)
        assert "–" not in rest, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_hold_no_markup(language):
    for key, text in entries(language).items():
        assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;|\]\(", text), key


def test_a_sentence_is_a_sentence_in_both_languages():
    for key, dutch in entries("nl").items():
        english = entries("en")[key]
        assert (dutch[-1] in ".?!") == (english[-1] in ".?!"), key


def test_a_mistake_of_ours_is_not_hidden():
    words = Texts("nl", {"known": "{count} jongeren"})
    assert words("known", count=3) == "3 jongeren"
    with pytest.raises(KeyError):
        words("unknown")
    with pytest.raises(KeyError):
        words("known")


def test_of_one_it_may_be_another_text():
    words = Texts(
        "nl", {"known": "{count} jongeren", "known.1": "{count} jongere", "km": "{value}"}
    )
    assert [words("known", count=count) for count in ("0", "1", 1, "11", "1,0")] == [
        *("0 jongeren", "1 jongere", "1 jongere", "11 jongeren", "1,0 jongeren")
    ]
    assert words("km", value=1) == "1"


def test_one_lives_on_an_island_and_in_a_town(data):
    """Every island is a place that can be shown; also where only the name of it begins so."""
    texts = Texts("nl", {"a": "In {place}: wie in {place} woont, binnen {place}.", **ISLAND})
    assert texts("a", place="Texel") == "Op Texel: wie op Texel woont, binnen Texel."
    assert texts("a", place="Texelaar") == "In Texelaar: wie in Texelaar woont, binnen Texelaar."
    names = set(data.tables.regions["name"]) | {island["name"] for island in islands()}
    for language in LANGUAGES:
        assert texts_in(language).islands <= names


def test_a_value_is_never_read_as_a_pattern():
    assert "{km} {0.__class__}" in texts_in("nl")("search.nothing", typed="{km} {0.__class__}")
