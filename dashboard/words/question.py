"""The question in one line, for captions, tables and downloads."""

from dashboard.address.parameters import TRACK_WORDS
from dashboard.address.view import View
from dashboard.texts import Texts
from dashboard.words.names import school_year
from dashboard.words.threshold import picked
from geodata.vocabulary import ANY_TRACK


def question(view: View, texts: Texts) -> str:
    """What is asked about the offer, as plain text."""
    tracks = "any" if view.profiles in ANY_TRACK else TRACK_WORDS[view.tracks]
    words = [
        texts("sentence.start"),
        texts(f"profiles.{view.profiles}"),
        texts("sentence.middle"),
        texts(f"track.{tracks}"),
        texts("sentence.within"),
        picked(view, texts),
    ]
    return f"{' '.join(words)} {texts('sentence.end')} ({school_year(view.year)})"


def labour_question(view: View, texts: Texts) -> str:
    """What a labour view shows, as plain text."""
    figure = texts(f"indicator.{view.entry.key}.name")
    if not view.kind.crosses_offer:
        return f"{texts('work.start')} {figure}"
    offer = texts(f"offer.{view.offer}.name")
    return f"{texts('two_way.start')} {figure} {texts('two_way.against')} {offer}"


def view_question(view: View, texts: Texts) -> str:
    """The question of a view of any kind, as a sentence."""
    return f"{labour_question(view, texts)}." if view.kind.is_labour else question(view, texts)
