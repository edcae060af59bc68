"""What a site offers of what is asked, in words: its candidates, and what it teaches as one."""

from typing import Protocol

from dashboard.address.context import Context
from dashboard.figures import only
from dashboard.figures.answer import SiteOffer
from dashboard.formatting import between
from dashboard.texts import Texts


class OnlyOffer(Protocol):
    """A row of :func:`dashboard.figures.only.ranked`."""

    site: str
    profile: str


def candidates_words(offer: SiteOffer, texts: Texts) -> str:
    """How many candidates; "" where no number is known for what is asked."""
    if not offer.high:
        return ""
    return texts("site.candidates", count=between(offer.low, offer.high, texts.language))


def only_size(row: OnlyOffer, context: Context) -> str:
    """How many candidates an only offer has: it may be very few; "" where no number is known."""
    low, high = only.candidates(context.data, context.view, row.site, row.profile)
    if not high:
        return ""
    count = between(low, high, context.texts.language)
    return context.texts("only.candidates", count=count)


def combined_words(offer: SiteOffer, texts: Texts) -> str:
    """Which profiles are taught as one programme, and for how many; "" where none are."""
    programmes = (
        texts(
            "site.combined",
            programme=texts(f"combined.{code}"),
            count=between(low, high, texts.language),
        )
        for code, low, high in offer.combined
    )
    return " ".join(programmes)
