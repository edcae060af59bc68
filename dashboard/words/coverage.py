"""The answer for a region: of a hundred young people, how many have the offer near; who has not."""

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


def country(context: Context) -> str:
    """How many of a hundred it is in the country, to stand beside the number of a region; "" where
    that is no such number."""
    data, view, texts = context.data, context.view, context.texts
    region = data.region(view.region)
    is_number = not (view.kind.is_labour or view.site or region.is_close)
    if not is_number or region.level == "nl" or not figures.answer(data, view).young > 0:
        return ""
    return texts("answer.country", count=figures.answer(data, view.but(region="NL")).dots[0])


def nobody_known(region: Region, texts: Texts) -> str:
    """Why there is no number where no young people are known."""
    return texts("answer.none.why", region=region_name(region, texts))


def without(answer: figures.Answer, texts: Texts) -> Sentence:
    """How many have nothing near, and how many of them only Dienstverlening en Producten."""

    def count(young: float, strong: bool = False) -> Piece:
        return Piece(people(young, texts.language), strong, rests_on="coverage")

    far = answer.only_dp + answer.nothing
    if far < 0.5:
        key = "answer.everyone" if round(answer.share, EXACT) == 100 else "answer.hardly"
        return sentence(texts(key), Role.WITHOUT)
    who = filled(texts, "answer.without.count", {"count": count(far, strong=True)}, strong=True)
    pieces = (*who, Piece(f" {texts('answer.without')}"))
    if answer.nothing < 0.5:
        pieces = (*pieces, Piece(f" {texts('answer.only_dp.all')}"))
    elif answer.only_dp >= 0.5:
        dp = filled(texts, "answer.only_dp", {"count": count(answer.only_dp)})
        pieces = (*pieces, Piece(" "), *dp)
    return Sentence(pieces, Role.WITHOUT)


def changed(context: Context) -> Sentence:
    """How many it is now, and who lose and gain the offer by the changes of a view."""
    view, texts = context.view, context.texts
    found = effect(context.data, view)
    count = Piece(texts("answer.number", count=found.of_hundred_now), strong=True)
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
    by_bike = view if view.measure != "straight" else view.but(measure="cycle")
    limits = {"crow": Piece(crow), "ride": Piece(within(by_bike, texts))}
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
