"""The answer for a home area: how far it is, and how many sites there are to choose from."""

from dashboard.address.context import Context
from dashboard.figures import answer as figures
from dashboard.figures.official import ride_to_vmbo
from dashboard.formatting import kilometres, people
from dashboard.words.names import method_words, region_name
from dashboard.words.sentence import Piece, Role, Sentence, sentence
from dashboard.words.threshold import far, within
from geodata.analysis.coverage import ONLY_DP, WITHIN

#: State of a home -> key of its text.
STATES = {WITHIN: "state.within", ONLY_DP: "state.only_dp"}


def headline(context: Context) -> str:
    """How far the nearest offer is."""
    return far(context.view, figures.home_state(context.data, context.view).metres, context.texts)


def lines(context: Context) -> tuple[Sentence, ...]:
    """What the distance is, whether it is near enough, and the choice."""
    view, texts = context.view, context.texts
    home = figures.home_state(context.data, view)
    young = texts("home.young", count=people(home.young, texts.language))
    state = texts(STATES.get(home.state, "state.nothing"))
    return (
        sentence(_measured(context)),
        Sentence(
            (Piece(state, strong=True), Piece(f" · {young}")),
            Role.WITHIN if home.state == WITHIN else Role.WITHOUT,
        ),
        sentence(
            texts(
                "home.choices.one" if home.choices == 1 else "home.choices",
                count=home.choices,
                within=within(view, texts),
            )
        ),
    )


def _measured(context: Context) -> str:
    """What the distance is, and how a ride was found."""
    data, view, texts = context.data, context.view, context.texts
    name = region_name(data.region(view.region), texts)
    if view.measure == "straight":
        return texts("home.sentence", region=name)
    method = method_words(figures.method_to_nearest(data, view), texts)
    return texts("home.sentence.cycle", region=name, method=method)


def official(context: Context) -> str:
    """How far vmbo is by CBS, and by us; empty where that is not known."""
    texts = context.texts
    found = ride_to_vmbo(context.data, context.data.region(context.view.region))
    if found is None:
        return ""
    road, ride = (kilometres(1000 * km, texts.language) for km in found)
    return texts("home.official", road=road, ride=ride)


def site_place(site: figures.Nearest) -> str:
    """The nearest site and where it is."""
    return ", ".join(filter(None, [site.name, site.place]))
