"""What is on the screen <-> the query string of the address. The only place the view lives.

Reading never raises: a parameter that cannot be used falls back to its default and is reported,
so that the screen can say so.
"""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from dashboard import catalogue
from dashboard.tables import Data
from geodata.coverage import ANY_TRACK, CYCLE_KMH, TRACKS, Question, ride_m

#: What "how far" is measured by, and the thresholds of each: kilometres, or minutes.
THRESHOLDS = {"straight": range(1, 26), "cycle": range(1, 26), "minutes": range(5, 95, 5)}
#: Riding speeds a user can choose, km/h.
SPEEDS = range(8, 26)
#: Rows of the table that are shown at once; more would keep a slow browser busy for seconds.
ROWS = 50
FIRST_ROWS = range(0, 5_000, ROWS)
#: An offer with fewer candidates than this is called small; what a user can choose.
SMALL = (5, 10, 15, 20, 30)
USUAL_SMALL = 10
LANGUAGES = ("nl", "en")
SHOWS = ("distance", "share", "without", "choices", "difference", "only")
#: Views of the labour market: a figure as published, and a figure against the offer.
WORK_SHOWS = ("work", "two_way")
#: What stands for the offer in the view of both.
OFFERS = ("share", "candidates")

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
TRACK_WORDS = {
    ("BB", "KB"): "bb-kb",
    ("BB",): "bb",
    ("KB",): "kb",
    ("GL",): "gl",
    TRACKS: "bb-kb-gl",
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
#: The level at which a view reads best until the user picks another.
BEST_LEVEL = {
    "distance": "home",
    "share": "municipality",
    "without": "municipality",
    "choices": "home",
    "difference": "home",
    "only": "home",
}
SORT_COLUMNS = (
    "name",
    "share",
    "not_covered",
    "only_dp",
    "young_people",
    "mean_km",
    "p90_km",
    "choices",
)
#: Columns that only one view of the map has.
OWN_COLUMNS = {"difference": "difference", "only": "only"}
#: Columns of the table of the labour views; the first after the name sorts unless asked otherwise.
WORK_COLUMNS = {"work": ("name", "figure"), "two_way": ("name", "figure", "offer")}
#: Parameters that the browser keeps for itself, or that other sites add to links.
IGNORED = ("zicht", "utm_source", "utm_medium", "utm_campaign", "fbclid", "gclid")
#: Longer values are nonsense whatever the parameter.
LONGEST = 80
#: Regions that can be chosen at once: more than any level has, but for homes.
MOST_CHOSEN = 400


@dataclass(frozen=True)
class View:
    """The whole state of the main page."""

    profiles: str = "hard"
    tracks: tuple[str, ...] = ("BB", "KB")
    measure: str = "straight"
    threshold_km: int = 10
    minutes: int = 30
    speed: int = CYCLE_KMH
    year: str = ""
    population: int = 2021
    show: str = "distance"
    picked_level: str | None = None
    figure: str = catalogue.FIRST
    offer: str = "share"
    chosen: tuple[str, ...] = ()
    region: str = "NL"
    site: str | None = None
    sites: bool = True
    facilities: bool = False
    small: int = USUAL_SMALL
    table: bool = False
    sort: str = "-not_covered"
    first_row: int = 0
    screen: bool = False
    language: str = "nl"

    @property
    def level(self) -> str:
        """The level of the areas on the map; a published figure has only some."""
        if self.is_work:
            return catalogue.nearest_level(self.entry.levels, self.picked_level)
        return self.picked_level or BEST_LEVEL[self.show]

    @property
    def is_work(self) -> bool:
        """Is this a view of the labour market?"""
        return self.show in WORK_SHOWS

    @property
    def entry(self) -> catalogue.Published:
        """The published figure of the labour views; one that can stand against the offer."""
        entry = catalogue.PUBLISHED[self.figure]
        fits = self.show != "two_way" or entry.demand
        return entry if fits else catalogue.PUBLISHED[catalogue.FIRST]

    @property
    def unit(self) -> str:
        return "min" if self.measure == "minutes" else "km"

    @property
    def thresholds(self) -> range:
        """What the threshold may be, in its unit."""
        return THRESHOLDS[self.measure]

    @property
    def threshold(self) -> int:
        """The threshold in its unit."""
        return self.minutes if self.measure == "minutes" else self.threshold_km

    def metres(self, value: float) -> float:
        """A threshold in metres."""
        return ride_m(value, self.speed) if self.measure == "minutes" else value * 1000

    def in_unit(self, metres):
        """Metres, a number or an array, as the user reads them: kilometres, or minutes."""
        return metres / self.metres(1)

    @property
    def question(self) -> Question:
        """The question as the analysis asks it."""
        return Question(
            profiles=self.profiles,
            tracks=TRACKS if self.profiles in ANY_TRACK else self.tracks,
            threshold_m=self.metres(self.threshold),
            year=self.year,
            population=self.population,
            distance="straight" if self.measure == "straight" else "cycle",
        )

    @property
    def by_crow(self) -> Question:
        """The same question as the crow flies, at the kilometres of the threshold."""
        return replace(self.question, distance="straight", threshold_m=self.threshold_km * 1000)

    @property
    def by_ride(self) -> Question:
        """The same question by bicycle."""
        return replace(self.question, distance="cycle")

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the table: the name, what only this view has, and the usual ones."""
        if self.is_work:
            return WORK_COLUMNS[self.show]
        own = [OWN_COLUMNS[self.show]] if self.show in OWN_COLUMNS else []
        return (SORT_COLUMNS[0], *own, *SORT_COLUMNS[1:])

    @property
    def sort_column(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def but(self, **changes) -> "View":
        """This view with some parts changed; what changes the rows begins at the first of them."""
        if changes.keys() & {"region", "picked_level", "show", "figure", "sort"}:
            changes = {"first_row": 0} | changes
        if "region" in changes:
            changes = {"site": None} | changes
        changed = replace(self, **changes)
        # A choice of regions holds as long as they are on the map.
        kept = "chosen" in changes or (changed.is_work and changed.level == self.level)
        return changed if kept else replace(changed, chosen=())

    def drill(self, data: Data, code: str) -> "View":
        """The view after a click on an area of the map: one step closer."""
        region = data.region(code)
        if region is None or code == self.region:
            return self.but(site=None)
        if region.level == "home":
            town = data.parent(code)
            zoomed_in = town in [step.code for step in data.path(self.region)]
            return self.but(region=code if zoomed_in else town)
        if region.level in ("municipality", "sto"):
            return self.but(region=code, picked_level="home")
        finer = self.level if self.level in ("municipality", "home") else "municipality"
        return self.but(region=code, picked_level=finer)

    def arrive(self, data: Data, code: str) -> "View":
        """The view of a region picked from a list: close enough to see what lies in it."""
        level = data.level_of(code)
        if level == "nl":
            return self.up_to("NL")
        if self.is_work:
            return self.but(region=code, chosen=())
        picked = self.picked_level
        if level in ("municipality", "sto", "home"):
            picked = "home"
        elif picked == level:
            picked = "municipality"
        return self.but(region=code, picked_level=picked)

    def ride_from(self, site: str) -> "View":
        """The view of one site: what is reached from it by bicycle."""
        return self.but(site=site, picked_level="home", table=False)

    def on_screen(self) -> "View":
        """The view as a room sees it: the map, and nothing opened beside it."""
        return self.but(screen=True, table=False, site=None)

    def up_to(self, code: str) -> "View":
        """The view one or more steps back; the country shows its usual level again."""
        return self.but(region=code, picked_level=None if code == "NL" else self.picked_level)

    def query(self, defaults: "View | None" = None) -> str:
        """The query string, with only what differs from the defaults; "?" when nothing does."""
        mine, usual = self._parameters(), (defaults or View())._parameters()
        parts = {name: value for name, value in mine.items() if value != usual.get(name)}
        return "?" + urlencode(parts, safe=",")

    def _parameters(self) -> dict[str, str | None]:
        return {
            "gebied": self.region,
            "profiel": PROFILE_WORDS[self.profiles],
            "leerweg": TRACK_WORDS[self.tracks],
            "maat": MEASURE_WORDS[self.measure],
            "afstand": str(self.threshold_km),
            "minuten": str(self.minutes),
            "snelheid": str(self.speed),
            "jaar": self.year,
            "jongeren": str(self.population),
            "kaart": SHOW_WORDS[self.show],
            "per": LEVEL_WORDS[self.picked_level] if self.picked_level else None,
            "cijfer": catalogue.PUBLISHED[self.figure].word,
            "aanbod": OFFER_WORDS[self.offer],
            "keuze": ",".join(self.chosen),
            "vestiging": self.site,
            "vestigingen": "aan" if self.sites else "uit",
            "voorzieningen": "aan" if self.facilities else "uit",
            "klein": str(self.small),
            "tabel": "open" if self.table else "dicht",
            "sorteer": self.sort,
            "vanaf": str(self.first_row),
            "weergave": SCREEN_WORDS[self.screen],
            "taal": self.language,
        }


def default_view(data: Data) -> View:
    """The view of an address without a query: the newest exams, all of the country."""
    return View(year=data.tables.years[-1])


def link(view: View, data: Data) -> str:
    """The address of a view on the main page."""
    return "/" + view.query(default_view(data)).removesuffix("?")


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
