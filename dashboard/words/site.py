"""The answer for a site: what it offers, and for whom it is the nearest."""

from dashboard.address.context import Context
from dashboard.figures.travel import Ring, SiteReach
from dashboard.formatting import between, kilometres, number, people
from dashboard.texts import Texts
from dashboard.words.sentence import Piece, Role, Sentence, sentence
from geodata.vocabulary import DETOUR


def lines(site: SiteReach, texts: Texts) -> tuple[Sentence, ...]:
    """Where it is, and what it has of what is asked."""
    return sentence(site.place), _offer(site, texts)


def _offer(site: SiteReach, texts: Texts) -> Sentence:
    if not site.offer:
        return sentence(texts("site.not_offered"), Role.NOTE)
    low = sum(least for _, least, _ in site.offer)
    high = sum(most for _, _, most in site.offer)
    marks = [Piece(texts(f"mark.{code}"), profile=code) for code, _, _ in site.offer]
    count = texts("site.candidates", count=between(low, high, texts.language))
    return Sentence((*marks, Piece(count)), Role.OFFER)


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
    if not site.offer:
        return ""
    if site.catchment_young < 0.5:
        return texts("site.catchment.none")
    return texts("site.catchment", count=people(site.catchment_young, texts.language))


def how_measured(site: SiteReach, texts: Texts) -> str:
    """The outlines are estimates, also where the distances of homes are routes."""
    estimated = texts("site.estimated", factor=number(DETOUR, texts.language, 2))
    return f"{texts('routed').capitalize()}. {estimated}" if site.routed else estimated
