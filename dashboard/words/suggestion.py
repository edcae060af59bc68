"""What is to know of a suggestion, in words."""

from collections.abc import Iterable

from dashboard.texts import Texts


def note_words(notes: Iterable[str], texts: Texts) -> list[str]:
    """Keys of :data:`geodata.analysis.siting.NOTES` as sentences."""
    return [texts(f"suggest.note.{note}") for note in notes]
