"""What is on the screen <-> the query string of the address. The only place the view lives.

Reading never raises: a parameter that cannot be used falls back to its default and is reported,
so that the screen can say so.
"""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from dashboard import catalogue
from dashboard.address.view import (
    FIRST_ROWS,
    LANGUAGES,
    MOST_CHOSEN,
    OWN_COLUMNS,
    SMALL,
    SORT_COLUMNS,
    SPEEDS,
    THRESHOLDS,
    WORK_COLUMNS,
    View,
)
from dashboard.data import Data
from geodata.vocabulary import TRACKS

#: Code -> word in the address. Dutch, because links are read by people.
PROFILE_WORDS = {
    "hard": "hard",
    "broad": "breed",
    "BWI": "bwi",
    "PIE": "pie",
    "MT": "mt",
    "MVI": "mvi",
    "MAT": "mat",
    "allhard": "alledrie",
    "dp": "dp",
    "vbo": "beroepsgericht",
    "vmbo": "vmbo",
}
SHOW_WORDS = {
    "distance": "afstand",
    "share": "dekking",
    "without": "zonder",
    "choices": "keuze",
    "difference": "verschil",
    "only": "enig",
    "work": "werk",
    "two_way": "tweeweg",
}
OFFER_WORDS = {"share": "dekking", "candidates": "kandidaten"}
SCREEN_WORDS = {True: "scherm", False: "gewoon"}
MEASURE_WORDS = {"straight": "hemelsbreed", "cycle": "fiets", "minutes": "minuten"}
LEVEL_WORDS = {
    "province": "provincie",
    "labour_region": "arbeidsmarktregio",
    "rmc": "rmc",
    "corop": "corop",
    "sto": "sto",
    "municipality": "gemeente",
    "home": "postcode",
}
TRACK_WORDS = {
    ("BB", "KB"): "bb-kb",
    ("BB",): "bb",
    ("KB",): "kb",
    ("GL",): "gl",
    TRACKS: "bb-kb-gl",
}
#: Longer values are nonsense whatever the parameter.
LONGEST = 80
#: Parameters that the browser keeps for itself, or that other sites add to links.
IGNORED = ("zicht", "utm_source", "utm_medium", "utm_campaign", "fbclid", "gclid")


def default_view(data: Data) -> View:
    """The view of an address without a query: the newest exams, all of the country."""
    return View(year=data.tables.years[-1])


def link(view: View, data: Data) -> str:
    """The address of a view on the main page."""
    return "/" + query_of(view, default_view(data)).removesuffix("?")


def read(search: str | None, data: Data) -> tuple[View, list[str]]:
    """The view that a query string asks for, and the names of parameters that had to be ignored."""
    view, ignored = default_view(data), []
    try:
        pairs = parse_qsl((search or "").lstrip("?"), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return view, ["?"]
    readers = _readers(data)
    for name, text in pairs:
        if name in IGNORED:
            continue
        try:
            longest = 12 * MOST_CHOSEN if name == "keuze" else LONGEST
            view = replace(view, **readers[name](text[: longest + 1]))
        except (KeyError, ValueError):
            ignored.append(name[:LONGEST])
    return view, list(dict.fromkeys(ignored))


def _readers(data: Data) -> dict:
    """Parameter name -> function from text to changed fields; a bad text raises."""

    def word(field: str, words: dict) -> callable:
        codes = {value: code for code, value in words.items()}
        return lambda text: {field: codes[text]}

    def region(text: str) -> dict:
        if data.region(text) is None:
            raise KeyError(text)
        return {"region": text}

    def site(text: str) -> dict:
        if text not in data.site_rows:
            raise KeyError(text)
        return {"site": text}

    def chosen(text: str) -> dict:
        codes = tuple(dict.fromkeys(text.split(","))) if text else ()
        levels = {data.level_of(code) for code in codes}
        if len(codes) > MOST_CHOSEN or len(levels) > 1:
            raise ValueError(text)
        return {"chosen": codes}

    def sort(text: str) -> dict:
        own = (*OWN_COLUMNS.values(), *WORK_COLUMNS["two_way"])
        if text.removeprefix("-") not in (*SORT_COLUMNS, *own):
            raise ValueError(text)
        return {"sort": text}

    years = {year: year for year in data.tables.years}
    return {
        "gebied": region,
        "profiel": word("profiles", PROFILE_WORDS),
        "leerweg": word("tracks", TRACK_WORDS),
        "maat": word("measure", MEASURE_WORDS),
        "afstand": word("threshold_km", {km: str(km) for km in THRESHOLDS["straight"]}),
        "minuten": word("minutes", {minutes: str(minutes) for minutes in THRESHOLDS["minutes"]}),
        "snelheid": word("speed", {speed: str(speed) for speed in SPEEDS}),
        "jaar": word("year", years),
        "jongeren": word("population", {2021: "2021", 2025: "2025"}),
        "kaart": word("show", SHOW_WORDS),
        "per": word("picked_level", LEVEL_WORDS),
        "cijfer": word("figure", catalogue.words()),
        "aanbod": word("offer", OFFER_WORDS),
        "keuze": chosen,
        "vestiging": site,
        "vestigingen": word("sites", {True: "aan", False: "uit"}),
        "voorzieningen": word("facilities", {True: "aan", False: "uit"}),
        "klein": word("small", {below: str(below) for below in SMALL}),
        "tabel": word("table", {True: "open", False: "dicht"}),
        "sorteer": sort,
        "vanaf": word("first_row", {row: str(row) for row in FIRST_ROWS}),
        "weergave": word("screen", SCREEN_WORDS),
        "taal": word("language", {code: code for code in LANGUAGES}),
    }


def query_of(view: View, defaults: View | None = None) -> str:
    """The query string, with only what differs from the defaults; "?" when nothing does."""
    written, usual = _written(view), _written(defaults or View())
    parts = {name: value for name, value in written.items() if value != usual.get(name)}
    return "?" + urlencode(parts, safe=",")


def _written(view: View) -> dict[str, str | None]:
    return {
        "gebied": view.region,
        "profiel": PROFILE_WORDS[view.profiles],
        "leerweg": TRACK_WORDS[view.tracks],
        "maat": MEASURE_WORDS[view.measure],
        "afstand": str(view.threshold_km),
        "minuten": str(view.minutes),
        "snelheid": str(view.speed),
        "jaar": view.year,
        "jongeren": str(view.population),
        "kaart": SHOW_WORDS[view.show],
        "per": LEVEL_WORDS[view.picked_level] if view.picked_level else None,
        "cijfer": catalogue.PUBLISHED[view.figure].word,
        "aanbod": OFFER_WORDS[view.offer],
        "keuze": ",".join(view.chosen),
        "vestiging": view.site,
        "vestigingen": "aan" if view.sites else "uit",
        "voorzieningen": "aan" if view.facilities else "uit",
        "klein": str(view.small),
        "tabel": "open" if view.table else "dicht",
        "sorteer": view.sort,
        "vanaf": str(view.first_row),
        "weergave": SCREEN_WORDS[view.screen],
        "taal": view.language,
    }
