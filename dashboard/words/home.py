"""The answer for an area close to home: how far it is, and how many sites to choose from."""

import math

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.figures import answer as figures
from dashboard.figures.official import ride_to_vmbo
from dashboard.formatting import kilometres, number, out_of_hundred, people
from dashboard.texts import Texts
from dashboard.words.names import method_words, region_name
from dashboard.words.sentence import Piece, Role, Sentence, sentence
from dashboard.words.threshold import far, own_words, within

#: From this percentage on an area counts as one that has it near.
HALF = 50


def headline(context: Context) -> str:
    """How far the nearest offer is."""
    return far(context.view, figures.home_state(context.data, context.view).metres, context.texts)


def lines(context: Context) -> tuple[Sentence, ...]:
    """What the distance is, what it is now, for how many it is near enough, and the choice."""
    view, texts = context.view, context.texts
    home = figures.home_state(context.data, view)
    young = texts("home.young", count=people(home.young, texts.language))
    return (
        sentence(_measured(context)),
        *((sentence(_now(context), Role.EFFECT),) if view.supposes else ()),
        Sentence(
            (Piece(_state(home, texts), strong=True), Piece(f" · {young}")),
            Role.WITHIN if home.within >= HALF else Role.WITHOUT,
        ),
        sentence(_choices(home, view, texts)),
    )


def _now(context: Context) -> str:
    """How far it is as things are now."""
    now = figures.home_state(context.data, context.view.now)
    return context.texts("home.now", far=far(context.view, now.metres, context.texts))


def _state(home: figures.HomeState, texts: Texts) -> str:
    """Who has it near: all of an area, a part of it, or nobody."""
    if math.isnan(home.within):
        return texts("own.unknown")
    nobody = 100 - home.within - home.only_dp
    near, _, _ = out_of_hundred([home.within, home.only_dp, nobody])
    if near == 100:
        return texts("state.within")
    if near:
        return texts("state.partly", count=near)
    return texts("state.only_dp" if home.only_dp >= nobody else "state.nothing")


def _choices(home: figures.HomeState, view: View, texts: Texts) -> str:
    """How many sites there are to choose from; of an area that is divided the mean."""
    reach = within(view, texts)
    if math.isnan(home.choices):
        return texts("own.unknown.why")
    if abs(home.choices - round(home.choices)) > 0.05:
        mean = number(home.choices, texts.language, 1)
        return texts("home.choices.mean", count=mean, within=reach)
    count = round(home.choices)
    return texts("home.choices", count=count, within=reach)


def _measured(context: Context) -> str:
    """What the distance is, and how a ride was found."""
    data, view, texts = context.data, context.view, context.texts
    name = region_name(data.region(view.region), texts)
    if view.measure == "straight":
        return texts("home.sentence", region=name)
    if view.own_measure:
        return texts("own.home", region=name, words=own_words(view.own_measure, texts))
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
