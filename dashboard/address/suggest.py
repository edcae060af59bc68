"""What is sought beside a view: where an offer could begin, or which can be missed best."""

from dataclasses import dataclass

from dashboard.address.parameters import PROFILE_WORDS, number_in, one_of
from dashboard.address.view import AFTER, View
from geodata.analysis.forecast import YEARS as YEARS_TO_COME
from geodata.vocabulary import AT_SITES, BROAD, EVERYWHERE

#: The most places that are sought at once.
MOST = 5

#: Where one more may come, or that offers end -> its word in the address.
ENDS = "ends"
PLACES = {AT_SITES: "scholen", EVERYWHERE: "overal", ENDS: "weg"}
#: Whose young people count: those of the view, or those of the last year that can be foreseen.
NOW, LAST = 0, YEARS_TO_COME[-1]
YEARS = {NOW: "nu", LAST: str(LAST)}

PARAMETERS = (
    one_of("zoek", "profile", {code: PROFILE_WORDS[code] for code in BROAD}, "Which profile."),
    one_of("plek", "places", PLACES, "Where one more may come, or that offers end."),
    number_in("aantal", "count", range(1, MOST + 1), "How many places at once."),
    one_of("telt", "forecast_year", YEARS, "Whose young people count: of now, or as expected."),
)


@dataclass(frozen=True)
class Wanted:
    """What somebody seeks beside a view; its fields are the parts of :data:`PARAMETERS`."""

    profile: str = BROAD[0]
    places: str = AT_SITES
    count: int = 1
    forecast_year: int = NOW

    @property
    def ends(self) -> bool:
        return self.places == ENDS


def shown_with(wanted: Wanted, view: View) -> View:
    """The view in which what is sought makes a difference: of its profile, after the changes."""
    return view.but(profiles=wanted.profile, moment=AFTER, site=None)
