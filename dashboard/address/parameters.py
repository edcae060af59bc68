"""Every parameter of an address, said once: how it is read and written, and what it means.

Reading and writing of views, of embedded maps and of portraits, what scripts know of the address,
and ``docs/addresses.md`` are all made from these tables.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard import catalogue
from dashboard.address.camera import camera_of
from dashboard.address.view import (
    FIRST_ROWS,
    LONGEST,
    LONGEST_NAME,
    MOMENTS,
    MOST_CHOSEN,
    MOST_COMPARED,
    PLANS,
    POPULATIONS,
    SMALL,
    SPEEDS,
    THRESHOLDS,
)
from dashboard.data import Data
from dashboard.texts import LANGUAGES
from dashboard.views import EFFECTS, KINDS
from geodata.changes import MOST, Change, Changes, ordered, parse_change
from geodata.errors import DataError
from geodata.layouts import (
    LONGEST_LAYOUT,
    LONGEST_REGION,
    MARK,
    layout_level,
    parse_layout,
    rows_of,
)
from geodata.vocabulary import OWN, TRACKS

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
#: Forms of a drawing: for a slide, and for a square post.
WIDE, SQUARE = SHAPES = ("breed", "vierkant")
OFFER_WORDS = {"share": "dekking", "candidates": "kandidaten"}
SCREEN_WORDS = {True: "scherm", False: "gewoon"}
ON_WORDS = {True: "aan", False: "uit"}
OPEN_WORDS = {True: "open", False: "dicht"}
BACKGROUND_WORDS = {True: "doorzichtig", False: "licht"}
#: Characters of so many changes, each at its longest, ``start:25GV07.bwi.kb-gl``, with a comma.
LONGEST_CHANGES = 23 * MOST
NAMED = f"a text of {LONGEST_NAME} characters at most"
LIMIT_WORDS = {"min": "vanaf", "max": "tot"}
CONTROL_WORDS = {True: "ja", False: "nee"}
MEASURE_WORDS = {"straight": "hemelsbreed", "cycle": "fiets", "minutes": "minuten"}
LEVEL_WORDS = {
    "province": "provincie",
    "labour_region": "arbeidsmarktregio",
    "rmc": "rmc",
    "corop": "corop",
    "sto": "sto",
    "municipality": "gemeente",
    "postcode": "postcode",
    "buurt": "buurt",
    OWN: "eigen",
}
TRACK_WORDS = {
    ("BB", "KB"): "bb-kb",
    ("BB",): "bb",
    ("KB",): "kb",
    ("GL",): "gl",
    TRACKS: "bb-kb-gl",
}


class PartlyReadError(ValueError):
    """Of a text with several parts some cannot be used: the value of the others, and these."""

    def __init__(self, value: Any, unread: list[str]):
        super().__init__(",".join(unread))
        self.value, self.unread = value, unread


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name in the address, the part of what is shown that it is, its spelling.

    ``read`` makes a value of a text and the tables, and raises KeyError or ValueError where it
    cannot, of which PartlyReadError where it can in part;
    ``write`` gives the text of a value, or None where it stays out of the address.
    ``meaning`` and ``allowed`` are for who writes an address by hand.
    """

    name: str
    part: str
    meaning: str
    allowed: str
    read: Callable[[str, Data], Any]
    write: Callable[[Any], str | None] = str
    longest: int = LONGEST


def one_of(name: str, part: str, words: Mapping[Any, str], meaning: str) -> Parameter:
    """A choice that is the same whatever the tables: value -> word in the address."""
    values = {word: value for value, word in words.items()}
    allowed = ", ".join(f"`{word}`" for word in values)
    return Parameter(name, part, meaning, allowed, lambda text, _: values[text], words.get)


def one_of_known(
    name: str,
    part: str,
    words: Callable[[], Mapping[str, str]],
    word_of: Callable[[str], str],
    meaning: str,
) -> Parameter:
    """A choice from what can be added to: value -> word in the address, asked anew for each text.

    ``word_of`` gives the word of one value: a page writes hundreds of addresses.
    """

    def read(text: str, _: Data) -> str:
        return {word: value for value, word in words().items()}[text]

    allowed = ", ".join(f"`{word}`" for word in words().values())
    return Parameter(name, part, meaning, allowed, read, word_of)


def number_in(name: str, part: str, numbers: range, meaning: str) -> Parameter:
    """A whole number from a range, written without anything else."""
    step = f" in steps of {numbers.step}" if numbers.step > 1 else ""
    spelled = one_of(name, part, {number: str(number) for number in numbers}, meaning)
    return replace(spelled, allowed=f"{numbers[0]} to {numbers[-1]}{step}")


def _measure(text: str, data: Data) -> str:
    words = {word: measure for measure, word in MEASURE_WORDS.items()}
    return text if text in data.tables.own_distances else words[text]


def _region(text: str, data: Data) -> str:
    return _as_there_is(text, data) if text.startswith(MARK) else data.region(text).code


def _as_there_is(layout: str, data: Data) -> str:
    """Regions of somebody's own with the areas that there are: municipalities merge, and a link
    made before then opens with the others."""
    try:
        known, unread = [], []
        for region in parse_layout(layout):
            _, unknown = rows_of(region, data.tables.rows_of_level(region.areas))
            unread += unknown
            members = tuple(one for one in region.members if one not in unknown)
            known += [replace(region, members=members).code] if members else []
        text = ",".join(known)
        data.tables.regions_of(layout_level(text))
    except DataError as error:
        raise ValueError(layout) from error
    if unread:
        raise PartlyReadError(text, unread)
    return text


def _layout(text: str, data: Data) -> str:
    if text not in data.tables.layouts:
        return _as_there_is(text, data)
    return text


def _site(text: str, data: Data) -> str:
    if text not in data.site_rows:
        raise KeyError(text)
    return text


def _year(text: str, data: Data) -> str:
    return data.tables.years[data.tables.years.index(text)]


def _changes(text: str, _: Data) -> Changes:
    """Each change that is written well; whether it can be made depends on the year."""
    read: list[Change] = []
    unread: list[str] = []
    pieces = text.split(",") if text else []
    # What is cut off in the middle may be another change.
    cut = [pieces.pop()] if len(text) > LONGEST_CHANGES else []
    for piece in pieces:
        try:
            change = parse_change(piece)
        except DataError:
            unread.append(piece)
        else:
            if len({*read, change}) <= MOST:
                read.append(change)
            else:
                unread.append(piece)
    unread += cut
    if unread:
        raise PartlyReadError(ordered(tuple(read)), unread)
    return ordered(tuple(read))


def _written_changes(changes: Changes) -> str | None:
    return ",".join(map(str, changes)) or None


def _chosen(text: str, data: Data) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(text.split(","))) if text else ()
    levels = {data.level_of(code) for code in codes}
    if len(codes) > MOST_CHOSEN or len(levels) > 1:
        raise ValueError(text)
    return codes


def _compared(text: str, data: Data) -> tuple[str, ...]:
    """The first regions that are known."""
    codes = tuple(dict.fromkeys(text.split(","))) if text else ()
    known = tuple(code for code in codes if code != "NL" and data.known_region(code))
    unread = [code for code in codes if code not in known[:MOST_COMPARED]]
    if unread:
        raise PartlyReadError(known[:MOST_COMPARED], unread)
    return known


def _shows() -> dict[str, str]:
    return {key: kind.word for key, kind in KINDS.items()}


def _columns() -> list[str]:
    """Columns by which a table can be sorted, whatever the view."""
    kinds = (*KINDS.values(), *EFFECTS.values())
    return list(dict.fromkeys(column for kind in kinds for column in kind.columns))


def _column(text: str, _: Data) -> str:
    if text.removeprefix("-") not in _columns():
        raise ValueError(text)
    return text


def _row_name(text: str, _: Data) -> str:
    if len(text) > LONGEST_NAME:
        raise ValueError(text)
    return text


def _name(text: str, _: Data) -> str:
    """On one line, and without letters that turn the direction of what is around them."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ValueError(text)
    return name


def _row_limit(text: str, _: Data) -> tuple[str, str, float]:
    column, word, number = text.split(",")
    if column not in _columns()[1:] or not re.fullmatch(r"\d{1,7}(\.\d{1,2})?", number):
        raise ValueError(text)
    return column, {word: sense for sense, word in LIMIT_WORDS.items()}[word], float(number)


def _written_limit(limit: tuple[str, str, float] | None) -> str | None:
    if limit is None:
        return None
    column, sense, number = limit
    return f"{column},{LIMIT_WORDS[sense]},{number:.10g}"


def _camera(text: str, _: Data) -> str:
    if camera_of(text) is None:
        raise ValueError(text)
    return text


#: The view of the main page, in the order in which an address is written.
VIEW = (
    Parameter(
        "gebied",
        "region",
        "The region.",
        "the code of a region, or some areas under a name: `~Noord~g0363.0384` (municipalities), "
        "`~Noord~p1021-1028.1031` (postcode areas), `~Noord~g0363~c81b60` (with a colour)",
        _region,
        longest=LONGEST_REGION,
    ),
    Parameter(
        "vergelijk",
        "compared",
        "Regions that are kept beside it.",
        f"codes of regions with commas, {MOST_COMPARED} at most",
        _compared,
        ",".join,
        MOST_COMPARED * LONGEST_REGION,
    ),
    one_of("profiel", "profiles", PROFILE_WORDS, "Which offer counts."),
    one_of("leerweg", "tracks", TRACK_WORDS, "In which tracks."),
    replace(
        one_of("maat", "measure", MEASURE_WORDS, "What far is measured by."),
        allowed=f"{', '.join(f'`{word}`' for word in MEASURE_WORDS.values())}, or the name of a "
        "measure of the owner's own ([travel times](travel-times.md))",
        read=_measure,
        write=lambda measure: MEASURE_WORDS.get(measure, measure),
    ),
    number_in("afstand", "threshold_km", THRESHOLDS["straight"], "How far is too far, in km."),
    number_in("minuten", "minutes", THRESHOLDS["minutes"], "How long is too long, in minutes."),
    number_in("snelheid", "speed", SPEEDS, "How fast one rides, in km an hour."),
    Parameter(
        "stel",
        "changes",
        "What if an offer stopped, started or moved.",
        f"changes with commas, {MOST} at most: `stop:13OR01.mt`, `stop:13OR01` (all), "
        "`stop:13OR01.mt.bb` (in this track), `start:4501.bwi`, `move:13OR01.4501`",
        _changes,
        _written_changes,
        LONGEST_CHANGES,
    ),
    one_of("stand", "moment", MOMENTS, "With changes: what is shown of them."),
    Parameter("plannaam", "plan_name", "What these changes are called.", NAMED, _name),
    Parameter(
        "naastplan",
        "beside",
        "Another plan, to stand beside these changes.",
        "changes, as in `stel`",
        _changes,
        _written_changes,
        LONGEST_CHANGES,
    ),
    Parameter("naastplannaam", "beside_name", "What the other plan is called.", NAMED, _name),
    one_of("plan", "plan", PLANS, "With two plans: which of them `stel` is."),
    Parameter("jaar", "year", "Of which exams.", "a school year of the tables", _year),
    one_of("jongeren", "population", POPULATIONS, "Of which year the young people are."),
    one_of_known("kaart", "show", _shows, lambda show: KINDS[show].word, "The view of the map."),
    one_of("per", "picked_level", LEVEL_WORDS, "The areas of the map."),
    Parameter(
        "indeling",
        "layout",
        "The layout that `per=eigen` shows.",
        "regions as in `gebied` with commas, or the name of a layout of who keeps the site",
        _layout,
        longest=LONGEST_LAYOUT,
    ),
    one_of_known(
        "cijfer",
        "figure",
        catalogue.words,
        lambda figure: catalogue.PUBLISHED[figure].word,
        "The figure of the labour views.",
    ),
    one_of("aanbod", "offer", OFFER_WORDS, "What stands for the offer beside work."),
    Parameter(
        "keuze",
        "chosen",
        "Regions that are compared in the labour views.",
        f"codes of one level with commas, {MOST_CHOSEN} at most",
        _chosen,
        ",".join,
        12 * MOST_CHOSEN,
    ),
    Parameter(
        "vestiging",
        "site",
        "The site of which the reach is shown.",
        "the code of a site",
        _site,
        lambda code: code,
    ),
    one_of("vestigingen", "sites", ON_WORDS, "Are sites on the map?"),
    one_of("voorzieningen", "facilities", ON_WORDS, "Are other facilities on the map?"),
    one_of(
        "deelnemers", "members", ON_WORDS, "Are the sites those that take part in the STO region?"
    ),
    one_of("leerlingen", "pupil_homes", ON_WORDS, "With a site: where its pupils live?"),
    one_of("klein", "small", {below: str(below) for below in SMALL}, "What is a small offer."),
    one_of("tabel", "table", OPEN_WORDS, "Is the table open?"),
    Parameter(
        "sorteer",
        "sort",
        "The column that sorts the table; with a - in front from high to low.",
        ", ".join(f"`{column}`" for column in _columns()),
        _column,
    ),
    replace(
        number_in("vanaf", "first_row", FIRST_ROWS, "The first row of the table that is shown."),
        allowed=f"a multiple of {FIRST_ROWS.step}",
    ),
    Parameter(
        "naam",
        "row_name",
        "Only rows of the table with this in their name.",
        NAMED,
        _row_name,
    ),
    Parameter(
        "waarde",
        "row_limit",
        "Only rows of the table with at least or at most this in a column.",
        f"a column, `{'` or `'.join(LIMIT_WORDS.values())}`, and a number: `share,tot,80`",
        _row_limit,
        _written_limit,
    ),
    one_of("weergave", "screen", SCREEN_WORDS, "Presentation mode, for a large screen."),
    one_of("taal", "language", {code: code for code in LANGUAGES}, "The language."),
)

#: Where a reader looks: the main page keeps it in the browser, embedded maps and drawings read it.
CAMERA = Parameter(
    "zicht", "camera", "Where the map looks.", "longitude,latitude,zoom", _camera, longest=LONGEST
)
#: What an embedded map has besides.
EMBED = (
    CAMERA,
    one_of("achtergrond", "transparent", BACKGROUND_WORDS, "Does its page shine through?"),
    one_of("knoppen", "controls", CONTROL_WORDS, "Has it menus of its own?"),
)
#: What a portrait has besides.
BESIDE = Parameter(
    "naast",
    "beside",
    "Regions beside the one of the portrait.",
    "codes or names of its level with commas",
    lambda text, _: tuple(part for part in text.split(",") if part.strip()),
    ",".join,
)
#: What a drawing has besides.
SHAPE = one_of("vorm", "shape", {word: word for word in SHAPES}, "The form of a drawing.")
#: Where this is no part of what is asked nobody is told that it was not read: the browser keeps it.
SILENT = (CAMERA.name,)
#: Name of a parameter of the view by the part that it is.
NAME_OF = {parameter.part: parameter.name for parameter in (*VIEW, CAMERA)}
