"""What is on the screen: the whole state of the main page, as one value that never changes."""

from dataclasses import dataclass, replace
from typing import Any

from dashboard import catalogue
from dashboard.data import CARIBBEAN, Data, Region
from dashboard.views import EFFECTS, KINDS
from dashboard.views.kind import Kind
from geodata.analysis.coverage import has_middle_state
from geodata.changes import Changes
from geodata.layouts import layout_level
from geodata.question import CYCLE_KMH, E_BIKE_KMH, OwnMeasure, Question, ride_m
from geodata.vocabulary import ANY_TRACK, CLOSE_LEVELS, OWN, TRACKS, level_kind

#: What "how far" is measured by, and the thresholds of each: kilometres, or minutes.
THRESHOLDS = {"straight": range(1, 26), "cycle": range(1, 26), "minutes": range(5, 95, 5)}
#: Riding speeds a user can choose, km/h.
SPEEDS = range(8, 26)
#: Those that most ask: at ease, by bicycle, by slow e-bike.
USUAL_SPEEDS = (12, CYCLE_KMH, E_BIKE_KMH)
#: Rows of the table that are shown at once; more would keep a slow browser busy for seconds.
ROWS = 200
#: In steps of what was shown once: a link made then opens now.
FIRST_ROWS = range(0, 5_000, 50)
#: Characters of a part of a name that rows are filtered by.
LONGEST_NAME = 40
#: An offer with fewer candidates than this is called small; what a user can choose.
SMALL = (5, 10, 15, 20, 30)
USUAL_SMALL = 10
#: Year of the count of young people -> its word in the address.
POPULATIONS = {2021: "2021", 2025: "2025"}
#: Of changes what is shown: the offer after them, as it is now, or what differs -> its word.
AFTER, NOW, DIFFERENCE = "after", "now", "difference"
MOMENTS = {AFTER: "straks", NOW: "nu", DIFFERENCE: "verschil"}
#: Two plans of changes beside each other; which of them is in sight -> its word in the address.
PLANS = {"A": "a", "B": "b"}
#: Characters of one parameter of an address; longer ones are nonsense.
LONGEST = 80
#: What stands for the offer in the view of both.
OFFERS = ("share", "candidates")

#: Parts of a view of which another value shows other rows.
BEGINS_ANEW = frozenset(
    (
        *("region", "picked_level", "show", "figure", "sort", "row_name", "row_limit"),
        *("changes", "moment"),
    )
)

#: Regions that are kept beside the one of the view.
MOST_COMPARED = 3
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
    #: What if an offer stopped, started or moved; and what is shown of that.
    changes: Changes = ()
    moment: str = AFTER
    #: What its user calls these changes; and the changes of the plan beside them, with their name.
    plan_name: str = ""
    beside: Changes = ()
    beside_name: str = ""
    plan: str = "A"
    year: str = ""
    population: int = 2021
    show: str = "distance"
    picked_level: str | None = None
    #: Regions of somebody's own with commas, or the name of an owner's layout; "" for none.
    layout: str = ""
    figure: str = catalogue.FIRST
    offer: str = "share"
    chosen: tuple[str, ...] = ()
    region: str = "NL"
    #: Regions that are kept beside it, whichever is chosen.
    compared: tuple[str, ...] = ()
    site: str | None = None
    sites: bool = True
    facilities: bool = False
    #: In an STO region: the sites that take part in place of those with the offer.
    members: bool = False
    #: With a site: where its pupils live, in place of for whom it is the nearest.
    pupil_homes: bool = False
    small: int = USUAL_SMALL
    table: bool = False
    sort: str = "-not_covered"
    first_row: int = 0
    #: Only rows with this in their name.
    row_name: str = ""
    #: Only rows of which this column is at least ("min") or at most ("max") so much.
    row_limit: tuple[str, str, float] | None = None
    screen: bool = False
    language: str = "nl"
    #: The measures of the owner's own that the tables have: no choice, and in no address.
    own_measures: tuple[OwnMeasure, ...] = ()

    @property
    def level(self) -> str:
        """The level of the areas on the map; a published figure has only some."""
        picked = self.picked_level
        if self.kind.is_labour:
            return catalogue.nearest_level(self.entry.levels, picked if picked != OWN else None)
        if picked == OWN:
            return layout_level(self.layout) if self.layout else self.kind.best_level
        level = picked or self.kind.best_level
        return "postcode" if level == "buurt" and not self._in_town else level

    @property
    def _in_town(self) -> bool:
        """Neighbourhoods are shown within one municipality."""
        return self.region.startswith(("GM", "BU"))

    @property
    def instead(self) -> dict[str, Any]:
        """Parts that the others leave no room for, each with what is shown in its place. Of the
        labour market the legend says which level that is."""
        shown: dict[str, Any] = {}
        if self.picked_level == "buurt" and not self._in_town and not self.kind.is_labour:
            shown["picked_level"] = self.level
        if self.picked_level == OWN and not self.layout:
            shown["picked_level"] = None
        if self.figure != self.entry.key:
            shown["figure"] = self.entry.key
        return shown

    @property
    def level_kind(self) -> str:
        """What the level of the areas is called."""
        return level_kind(self.level)

    @property
    def kind(self) -> Kind:
        """Everything in which this view of the map differs from the others."""
        return EFFECTS[self.show] if self.shows_difference else KINDS[self.show]

    @property
    def supposes(self) -> bool:
        """Do its figures answer what if? Candidates and the labour market are as they were
        counted."""
        of_offer = not self.base.is_labour or (self.base.crosses_offer and self.offer == "share")
        return bool(self.changes) and self.moment != NOW and of_offer

    @property
    def compares(self) -> bool:
        """Stands another plan beside the changes?"""
        return bool(self.beside)

    @property
    def swapped(self) -> "View":
        """The same of the plan beside it: one without changes is let go."""
        return self.but(
            changes=self.beside,
            plan_name=self.beside_name,
            beside=self.changes,
            beside_name=self.plan_name,
            plan=self._other_plan,
        )

    @property
    def begun(self) -> "View":
        """The same with its changes kept as one plan, and another that begins without any."""
        return self.but(
            changes=(),
            plan_name="",
            beside=self.changes,
            beside_name=self.plan_name,
            plan=self._other_plan,
        )

    @property
    def plans(self) -> dict[str, "View"]:
        """Letter -> the view after the changes of that plan; of one plan only that."""
        shown = {self.plan: self.but(moment=AFTER)}
        if self.compares:
            shown[self._other_plan] = self.swapped.but(moment=AFTER)
        return dict(sorted(shown.items()))

    @property
    def _other_plan(self) -> str:
        return next(letter for letter in PLANS if letter != self.plan)

    @property
    def shows_difference(self) -> bool:
        """Is on the map what the changes make different?"""
        return bool(self.changes) and self.moment == DIFFERENCE and self.show in EFFECTS

    @property
    def base(self) -> Kind:
        """The view of the map, whatever is shown of the changes."""
        return KINDS[self.show]

    @property
    def now(self) -> "View":
        """The same of the offer as it is."""
        return replace(self, moment=NOW) if self.changes else self

    @property
    def rests_on_offer(self) -> bool:
        """Do its figures depend on the question about the offer?"""
        return self.kind.asks_offer or self.entry.computed is not None

    @property
    def entry(self) -> catalogue.Published:
        """The published figure of the labour views; one that can stand against the offer."""
        entry = catalogue.PUBLISHED[self.figure]
        fits = not self.kind.crosses_offer or entry.demand
        return entry if fits else catalogue.PUBLISHED[catalogue.FIRST]

    @property
    def unit(self) -> str:
        if self.own_measure:
            return self.own_measure.unit
        return "min" if self.measure == "minutes" else "km"

    @property
    def own_measure(self) -> OwnMeasure | None:
        """The measure where it is one of the owner's own."""
        return next((one for one in self.own_measures if one.name == self.measure), None)

    @property
    def thresholds(self) -> range:
        """What the threshold may be, in its unit; of an owner's measure as far as it goes."""
        if self.own_measure is None:
            return THRESHOLDS[self.measure]
        usual = THRESHOLDS["minutes" if self.unit == "min" else "straight"]
        return range(usual.start, min(usual.stop, int(self.own_measure.longest) + 1), usual.step)

    @property
    def threshold(self) -> int:
        """The threshold in its unit; the usual one, or the last there is, where the address has
        one that the measure does not know."""
        value = self.minutes if self.unit == "min" else self.threshold_km
        if value in self.thresholds:
            return value
        usual = View.minutes if self.unit == "min" else View.threshold_km
        return min(usual, self.thresholds[-1])

    def metres(self, value: float) -> float:
        """A threshold in metres, or what an owner's measure keeps as these."""
        if self.own_measure:
            return self.own_measure.metres(value)
        return ride_m(value, self.speed) if self.measure == "minutes" else value * 1000

    def in_unit(self, metres: Any) -> Any:
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
            distance="cycle" if self.measure == "minutes" else self.measure,
            changes=() if self.moment == NOW else self.changes,
        )

    @property
    def by_crow(self) -> Question:
        """The same question as the crow flies, at the kilometres of the threshold."""
        return replace(self.question, distance="straight", threshold_m=self.threshold_km * 1000)

    @property
    def by_ride(self) -> Question:
        """The same question by bicycle."""
        return self.riding.question

    @property
    def riding(self) -> "View":
        """The same by bicycle, in the unit of the view."""
        if self.measure in ("cycle", "minutes"):
            return self
        return replace(self, measure="minutes" if self.unit == "min" else "cycle")

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the table: the name, what only this view has, and the usual ones; who has
        only Dienstverlening en Producten only where that is something else."""
        every = self.kind.columns
        if has_middle_state(self.question):
            return every
        return tuple(column for column in every if column != "only_dp")

    @property
    def has_sites(self) -> bool:
        """Are there sites on the map?"""
        return self.sites and not self.kind.is_labour

    @property
    def marks_sites(self) -> bool:
        """Do the sites bear the letters of their profiles?"""
        everywhere = self.region in ("NL", CARIBBEAN) and not self.site
        return self.has_sites and not everywhere and self.question.profiles not in ANY_TRACK

    @property
    def sort_column(self) -> str:
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")

    def but(self, **changes: Any) -> "View":
        """This view with some parts changed; what changes the rows begins at the first of them."""
        if changes.keys() & BEGINS_ANEW:
            changes = {"first_row": 0} | changes
        if "region" in changes:
            changes = {"site": None, "row_name": ""} | changes
        changed = self._with(changes)
        # No link of ours says what its page would not show.
        if instead := changed.instead:
            changed = replace(changed, **instead)
        if not changed.changes and (changed.moment != AFTER or changed.plan_name):
            changed = replace(changed, moment=AFTER, plan_name="")
        if not changed.beside and (changed.plan != "A" or changed.beside_name):
            changed = replace(changed, plan="A", beside_name="")
        if not changed.chosen or "chosen" in changes:
            return changed
        # A choice of regions holds as long as they are on the map.
        on_map = changed.kind.is_labour and changed.level == self.level
        return changed if on_map else replace(changed, chosen=())

    def _with(self, changes: dict[str, Any]) -> "View":
        """As ``dataclasses.replace``, in a fifth of the time: a page has a hundred links."""
        if unknown := changes.keys() - vars(self).keys():
            raise TypeError(f"no part of a view: {', '.join(sorted(unknown))}")
        changed = object.__new__(View)
        vars(changed).update(vars(self), **changes)
        return changed

    def drill(self, data: Data, code: str) -> "View":
        """The view after a click on an area of the map: one step closer."""
        region = data.known_region(code)
        if region is None or code == self.region:
            return self.but(site=None)
        if region.is_close:
            town = data.parent(code)
            zoomed_in = town in [step.code for step in data.path(self.region)]
            return self.but(region=code if zoomed_in else town)
        if region.kind in ("municipality", "sto", OWN):
            return self.but(region=code, picked_level=self._closest(region))
        finer = self.level if self.level in ("municipality", "postcode") else "municipality"
        return self.but(region=code, picked_level=finer)

    def _closest(self, region: Region) -> str:
        """The level that shows what lies in a small region: what was chosen, if it is close."""
        if region.level == "buurt":
            return "buurt"
        chosen = self.picked_level == "buurt" and region.level != "sto"
        return "buurt" if chosen and region.level == "municipality" else "postcode"

    def arrive(self, data: Data, code: str) -> "View":
        """The view of a region picked from a list: close enough to see what lies in it."""
        level = data.region(code).kind
        if level == "nl":
            return self.up_to("NL")
        if self.kind.is_labour:
            return self.but(region=code, chosen=())
        picked = self.picked_level
        if level in ("municipality", "sto", OWN, *CLOSE_LEVELS):
            picked = self._closest(data.region(code))
        elif picked == level:
            picked = "municipality"
        return self.but(region=code, picked_level=picked)

    def ride_from(self, site: str) -> "View":
        """The view of one site: what is reached from it by bicycle."""
        return self.but(site=site, picked_level="postcode", table=False)

    def on_screen(self) -> "View":
        """The view as a room sees it: the map, and nothing opened beside it."""
        return self.but(screen=True, table=False, site=None)

    def up_to(self, code: str) -> "View":
        """The view one or more steps back; the country shows its usual level again."""
        return self.but(region=code, picked_level=None if code == "NL" else self.picked_level)
