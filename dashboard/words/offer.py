"""What a site offers of what is asked, in words: its candidates, and what it teaches as one."""

from dashboard.figures.answer import SiteOffer
from dashboard.formatting import between
from dashboard.texts import Texts


def candidates_words(offer: SiteOffer, texts: Texts) -> str:
    """How many candidates; "" where no number is known for what is asked."""
    if not offer.high:
        return ""
    return texts("site.candidates", count=between(offer.low, offer.high, texts.language))


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
