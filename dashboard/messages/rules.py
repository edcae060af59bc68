"""What scripts need to know of the address, the threshold and the colours.

It stands in the page once, as one block of JSON that ``assets/scripts/rules.mjs`` reads, so that no
script says again what is said here.
"""

import json
from statistics import mode
from typing import TypedDict

from dashboard.address.camera import FARTHEST_LAT, FARTHEST_LON, ZOOMS
from dashboard.address.parameters import MEASURE_WORDS, NAME_OF, SCREEN_WORDS, SHAPE, SQUARE, VIEW
from dashboard.address.paths import DRAWING, LIMITS, MAP, RINGS, UPDATE
from dashboard.address.view import MOMENTS, MOST_CHOSEN, NOW, SPEEDS, View
from dashboard.messages.paint import NO_DATA, ONLY_DP
from dashboard.messages.update import SHOWN
from dashboard.palette import AMOUNT, Ink
from dashboard.texts import LANGUAGES, texts_in
from dashboard.upload.bounds import MOST_BYTES
from dashboard.web import incoming
from dashboard.web.assets import FONT
from dashboard.words.threshold import question_phrase
from dashboard.words.title import HEADINGS, reading_title
from geodata.question import OwnMeasure
from geodata.vocabulary import CLOSE_LEVELS


class Choice(TypedDict):
    """One of some words in the address."""

    parameter: str
    usual: str
    words: list[str]


class WholeNumber(TypedDict):
    """A whole number in the address."""

    parameter: str
    usual: int
    least: int
    most: int
    step: int


class Measure(WholeNumber):
    """How far is too far, by one measure.

    ``phrase`` is the key of its words, but for the speeds of ``phraseAt``.
    """

    unit: str
    phrase: str
    phraseAt: dict[str, str]


class CameraRange(TypedDict):
    """Where a camera may stand: farthest from zero, and how close."""

    parameter: str
    lon: float
    lat: float
    least: float
    most: float


class ChosenRange(TypedDict):
    """Regions that are chosen."""

    parameter: str
    most: int


class Codes(TypedDict):
    """Numbers of classes that are no position in the colours."""

    noData: int
    onlyDp: int


class Addresses(TypedDict):
    """The path of the map, and what scripts fetch; ``base`` stands before the addresses in
    messages."""

    base: str

    map: str
    rings: str
    update: str
    limits: str
    drawing: str
    font: str


class Inks(TypedDict):
    """What scripts paint with."""

    ink: str
    paper: str
    facility: str


class Word(TypedDict):
    """A parameter of the address with a word that it can have."""

    parameter: str
    word: str


class Moment(TypedDict):
    """Which moment of a question with changes is shown: the parameter, the word of now, and the
    parameter of the changes."""

    parameter: str
    now: str
    changes: str


class Rules(TypedDict):
    """All that scripts need to know."""

    measure: Choice
    measures: dict[str, Measure]
    speed: WholeNumber
    language: Choice
    screen: Choice
    screenWord: str
    camera: CameraRange
    chosen: ChosenRange
    moment: Moment
    site: str
    square: Word
    parameters: list[str]
    shownHeader: str
    closest: list[str]
    codes: Codes
    addresses: Addresses
    inks: Inks
    largestFile: int
    titles: dict[str, dict[str, str]]


def rules(own: tuple[OwnMeasure, ...] = ()) -> Rules:
    """What scripts need to know; the same for every page and every visitor of a site. own: the
    measures of the owner's own."""
    usual = View(own_measures=own)
    words = MEASURE_WORDS | {one.name: one.name for one in own}
    measures = {word: _measure(usual.but(measure=code)) for code, word in words.items()}
    return {
        "measure": {
            "parameter": NAME_OF["measure"],
            "usual": MEASURE_WORDS[usual.measure],
            "words": list(measures),
        },
        "measures": measures,
        "speed": _range(NAME_OF["speed"], usual.speed, SPEEDS),
        "language": {
            "parameter": NAME_OF["language"],
            "usual": usual.language,
            "words": list(LANGUAGES),
        },
        "screen": {
            "parameter": NAME_OF["screen"],
            "usual": SCREEN_WORDS[usual.screen],
            "words": list(SCREEN_WORDS.values()),
        },
        "screenWord": SCREEN_WORDS[True],
        "camera": {
            "parameter": NAME_OF["camera"],
            "lon": FARTHEST_LON,
            "lat": FARTHEST_LAT,
            "least": ZOOMS[0],
            "most": ZOOMS[1],
        },
        "chosen": {"parameter": NAME_OF["chosen"], "most": MOST_CHOSEN},
        "moment": {
            "parameter": NAME_OF["moment"],
            "now": MOMENTS[NOW],
            "changes": NAME_OF["changes"],
        },
        "site": NAME_OF["site"],
        "square": {"parameter": SHAPE.name, "word": SQUARE},
        "parameters": [parameter.name for parameter in VIEW],
        "shownHeader": SHOWN,
        "closest": list(CLOSE_LEVELS),
        "codes": {"noData": NO_DATA, "onlyDp": ONLY_DP},
        "addresses": {
            "base": incoming.base(),
            "map": incoming.at(MAP),
            "rings": incoming.at(RINGS),
            "update": incoming.at(UPDATE),
            "limits": incoming.at(LIMITS),
            "drawing": incoming.at(DRAWING),
            "font": incoming.at(FONT),
        },
        "inks": {"ink": Ink.INK, "paper": Ink.PANEL, "facility": AMOUNT[3]},
        "largestFile": MOST_BYTES,
        "titles": {
            path: {language: reading_title(path, texts_in(language)) for language in LANGUAGES}
            for path in HEADINGS
        },
    }


def _measure(usual: View) -> Measure:
    """The rules of one measure; ``usual`` is the view that asks it and nothing else."""
    parameter = NAME_OF["minutes" if usual.unit == "min" else "threshold_km"]
    phrases = {speed: question_phrase(usual.measure, speed) for speed in SPEEDS}
    most_often = mode(phrases.values())
    return {
        **_range(parameter, usual.threshold, usual.thresholds),
        "unit": usual.unit,
        "phrase": most_often,
        "phraseAt": {str(at): phrase for at, phrase in phrases.items() if phrase != most_often},
    }


def _range(parameter: str, usual: int, allowed: range) -> WholeNumber:
    return {
        "parameter": parameter,
        "usual": usual,
        "least": allowed[0],
        "most": allowed[-1],
        "step": allowed.step,
    }


def block(own: tuple[OwnMeasure, ...] = ()) -> str:
    """The rules as they stand in a page: nothing in them can end the block."""
    return json.dumps(rules(own), separators=(",", ":")).replace("<", "\\u003c")
