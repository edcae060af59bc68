"""The answer for a site: what it offers, and for whom it is the nearest."""

from dashboard.address.context import Context
from dashboard.figures.answer import SiteOffer
from dashboard.figures.travel import Ring, SiteReach
from dashboard.formatting import kilometres, number, people
from dashboard.texts import Texts
from dashboard.words.offer import candidates_words, combined_words
from dashboard.words.sentence import Piece, Role, Sentence, sentence
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


def ring_words(ring: Ring, texts: Texts) -> tuple[str, str]:
    """A ring and the young people in it."""
    km = kilometres(ring.metres, texts.language)
    return (
        texts("site.ring", minutes=ring.minutes, km=km),
        people(ring.young, texts.language),
    )


def catchment(site: SiteReach, texts: Texts) -> str:
    """For how many young people it is the nearest; "" where it has not what is asked."""
    if not site.offer.profiles:
        return ""
    if site.catchment_young < 0.5:
        return texts("site.catchment.none")
    return texts("site.catchment", count=people(site.catchment_young, texts.language))


def how_measured(site: SiteReach, texts: Texts) -> str:
    """The outlines are estimates, also where the distances of homes are routes."""
    estimated = texts("site.estimated", factor=number(DETOUR, texts.language, 2))
    return f"{texts('routed').capitalize()}. {estimated}" if site.routed else estimated
