"""The question in one line, for captions, tables and downloads."""

from dashboard.components.sentence import school_year
from dashboard.measure import picked
from dashboard.texts import Texts
from dashboard.view import TRACK_WORDS, View
from geodata.coverage import ANY_TRACK


def question(view: View, texts: Texts) -> str:
    """The sentence of the screen as plain text."""
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
