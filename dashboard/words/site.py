"""The answer for a site: what it offers, and for whom it is the nearest."""

from dashboard.address.context import Context
from dashboard.figures.answer import SiteOffer
from dashboard.figures.pupil_homes import are_shown
from dashboard.figures.travel import Ring, SiteReach
from dashboard.formatting import kilometres, number, people
from dashboard.texts import Texts
from dashboard.words.offer import candidates_words, combined_words
from dashboard.words.sentence import Piece, Role, Sentence, sentence
from geodata.question import ride_m
from geodata.vocabulary import DETOUR


def lines(site: SiteReach, texts: Texts) -> tuple[Sentence, ...]:
    """Where it is, and what it has of what is asked."""
    combined = combined_words(site.offer, texts)
    together = (sentence(combined, Role.NOTE),) if combined else ()
    return sentence(site.place), _offer(site.offer, texts), *together


def _offer(offer: SiteOffer, texts: Texts) -> Sentence:
    if not offer.profiles:
        return sentence(texts("site.not_offered"), Role.NOTE)
    marks = tuple(Piece(texts(f"mark.{code}"), profile=code) for code in offer.profiles)
    count = candidates_words(offer, texts)
    return Sentence((*marks, Piece(count)) if count else marks, Role.OFFER)


def rings_title(context: Context) -> str:
    return context.texts("site.rings", speed=context.view.speed)


def ring_words(ring: Ring, context: Context) -> tuple[str, str]:
    """A ring, in the unit of the question first, and the young people in it."""
    texts = context.texts
    key = "site.ring" if context.view.unit == "min" else "site.ring.km"
    km = kilometres(ring.metres, texts.language)
    return texts(key, minutes=ring.minutes, km=km), people(ring.young, texts.language)


def ring_label(minutes: int, context: Context) -> str:
    """What stands at a ring on the map: how long a ride it is, and how far."""
    km = kilometres(ride_m(minutes, context.view.speed), context.texts.language)
    return context.texts("ring.label", minutes=minutes, km=km)


def catchment(site: SiteReach, context: Context) -> str:
    """For how many young people it is the nearest, and where they are on the map unless that shows
    where pupils really live; "" where it has not what is asked."""
    texts = context.texts
    if not site.offer.profiles:
        return ""
    if site.catchment_young < 0.5:
        return texts("site.catchment.none")
    nearest = texts("site.catchment", count=people(site.catchment_young, texts.language))
    if are_shown(context.data, context.view):
        return nearest
    return f"{nearest} {texts('site.catchment.bright')}"


def how_measured(site: SiteReach, context: Context) -> str:
    """That rings are rides, where the question is not; and that the outlines are estimates, also
    where the distances of homes are routes."""
    texts = context.texts
    lines = [
        texts("site.rides") if context.view.measure == "straight" else "",
        f"{texts('routed').capitalize()}." if site.routed else "",
        texts("site.estimated", factor=number(DETOUR, texts.language, 2)),
    ]
    return " ".join(filter(None, lines))
