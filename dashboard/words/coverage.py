"""The answer for a region: the number of its view, how many of a hundred young people have the
offer near, and who has not."""

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Region
from dashboard.figures import answer as figures
from dashboard.figures import only
from dashboard.figures.effect import effect
from dashboard.formatting import EXACT, people
from dashboard.texts import Texts
from dashboard.words.names import region_name
from dashboard.words.sentence import Piece, Role, Sentence, filled, sentence
from dashboard.words.threshold import within


def number_in_words(answer: figures.Answer, texts: Texts) -> str:
    """ "94 van de 100"."""
    return texts("answer.number", count=answer.dots[0])


def body(answer: figures.Answer, view: View, texts: Texts) -> str:
    """The sentence behind the number."""
    name = region_name(answer.region, texts)
    return texts("answer.sentence", region=name, within=within(view, texts))


def own_number(context: Context) -> str:
    """The large number of a view of the offer: how many of a hundred, or the figure of its map."""
    data, view, texts = context.data, context.view, context.texts
    if view.base.answers_of_hundred:
        return number_in_words(figures.answer(data, view), texts)
    return view.base.number_in_words(figures.of_view(data, view), texts)


def lines(context: Context) -> tuple[Sentence, ...]:
    """What the number of a view is, what changes make different of it, and how many have the offer
    near and how many have not, as far as the number does not say so: where there is room for few
    lines the last ones go."""
    data, view, texts = context.data, context.view, context.texts
    answer, kind = figures.answer(data, view), view.base
    differs = (changed(context),) if view.supposes else ()
    if kind.answers_of_hundred:
        return (sentence(body(answer, view, texts)), *differs, without(answer, texts))
    near = texts("answer.near", count=number_in_words(answer, texts), within=within(view, texts))
    if kind.is_share:
        beside = without(answer, texts)
    elif kind.column == "not_covered":
        beside = sentence(near)
    else:
        # In one: without those who have it near nobody knows what the others have not.
        left_out = without(answer, texts)
        beside = Sentence((Piece(f"{near} "), *left_out.pieces), left_out.role)
    return (_own_body(context), *differs, beside)


def _own_body(context: Context) -> Sentence:
    """What the figure of the map of a view is."""
    view, texts = context.view, context.texts
    if view.base.column == "since" and view.year == context.data.tables.years[0]:
        return sentence(texts("indicator.since.first"))
    words = texts(
        f"indicator.{view.base.key}.answer",
        count=view.base.shown(figures.of_view(context.data, view), texts),
        region=region_name(context.data.region(view.region), texts),
        within=within(view, texts),
        crow=texts("within.straight", value=view.threshold_km),
        ride=within(view.riding, texts),
    )
    return sentence(words)


def country(context: Context) -> str:
    """The number of a view for the country, to stand beside that of a region; "" where there is
    none, or where it counts people, of whom a country has more."""
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    is_number = not (view.kind.is_labour or view.site or region.is_close)
    is_number = is_number and not view.base.counts_young
    if not is_number or region.level == "nl" or not figures.answer(data, view).young > 0:
        return ""
    country = context.but(region="NL")
    if not view.base.answers_of_hundred:
        return texts("answer.country", count=own_number(country))
    return texts("answer.country", count=figures.answer(data, country.view).dots[0])


def nobody_known(context: Context, region: Region) -> tuple[str, str]:
    """What stands in place of a number where no young people are known, and why: nobody of that age
    lives there, or nobody knows."""
    texts, name = context.texts, region_name(region, context.texts)
    homes = context.data.inside(region.code)
    if homes.any() and not context.data.tables.young(context.view.population)[homes].any():
        return texts("answer.nobody"), texts("answer.nobody.why", region=name)
    return texts("answer.none"), texts("answer.none.why", region=name)


def without(answer: figures.Answer, texts: Texts) -> Sentence:
    """How many have nothing near, and how many of them only Dienstverlening en Producten."""

    def count(young: float, strong: bool = False) -> Piece:
        return Piece(people(young, texts.language), strong, rests_on="coverage")

    far = answer.only_dp + answer.nothing
    if far < 0.5:
        key = "answer.everyone" if round(answer.share, EXACT) == 100 else "answer.hardly"
        return sentence(texts(key), Role.EVERYONE)
    many = count(far, strong=True)
    who = filled(texts, "answer.without.count", {"count": many}, strong=True)
    pieces = (*who, Piece(f" {texts.of('answer.without', many.text)}"))
    if answer.nothing < 0.5:
        pieces = (*pieces, Piece(f" {texts.of('answer.only_dp.all', many.text)}"))
    elif answer.only_dp >= 0.5:
        dp = filled(texts, "answer.only_dp", {"count": count(answer.only_dp)})
        pieces = (*pieces, Piece(" "), *dp)
    return Sentence(pieces, Role.WITHOUT)


def changed(context: Context) -> Sentence:
    """What the number of a view is now, and who lose and gain the offer by its changes."""
    view, texts = context.view, context.texts
    found = effect(context.data, view)
    count = Piece(own_number(Context(context.data, view.now)), strong=True)
    pieces = [*filled(texts, "effect.now", {"count": count})]
    for key, young in (("effect.lost", found.lost), ("effect.gained", found.gained)):
        if young >= 0.5:
            many = Piece(people(young, texts.language), strong=True, rests_on="coverage")
            pieces += [Piece(" "), *filled(texts, key, {"count": many})]
    if found.is_none:
        pieces.append(Piece(f" {texts('effect.none')}"))
    if found.only_dp >= 0.5:
        some = Piece(people(found.only_dp, texts.language), rests_on="coverage")
        pieces += [Piece(" "), *filled(texts, "effect.only_dp", {"count": some})]
    return Sentence(tuple(pieces), Role.EFFECT)


def detour(context: Context) -> Sentence:
    """Who has it near as the crow flies, and not by the ride."""
    view, texts = context.view, context.texts
    count = figures.only_by_crow(context.data, view)
    crow = texts("within.straight", value=view.threshold_km)
    limits = {"crow": Piece(crow), "ride": Piece(within(view.riding, texts))}
    if count < 0.5:
        return Sentence(filled(texts, "answer.detour.none", limits), Role.NOTE)
    young = Piece(people(count, texts.language), rests_on="detour")
    return Sentence(filled(texts, "answer.detour", limits | {"count": young}), Role.DETOUR)


def depending(context: Context) -> Sentence:
    """How many have it at one site only."""
    data, view, texts = context.data, context.view, context.texts
    count = people(only.count(data, view), texts.language)
    name = region_name(data.region(view.region), texts)
    return sentence(texts("only.count", count=count, region=name, within=within(view, texts)))
