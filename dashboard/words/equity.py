"""Who has the offer near, by the welfare of the neighbourhood, in sentences by rule.

They say where people live, never what people are like: a score is of an area.
"""

from collections.abc import Mapping

from dashboard.figures.equity import POINTS, Slope, largest
from dashboard.formatting import of_hundred
from dashboard.texts import Texts
from dashboard.words.sentence import Piece, Role, Sentence, filled, sentence

#: The note of a portrait that these numbers rest on.
NOTE = "equity"
#: Of the part of a portrait that has more of it.
ANCHOR = "wie-mist-het"


def sentences(found: Mapping[str, Slope], limit: str, texts: Texts) -> tuple[Sentence, ...]:
    """What the slopes of a region say; limit: as ``words.threshold.within`` has it.

    First the group with the largest difference, or that there is none; then that all together
    hide it, where they do.
    """
    top = largest(dict(found))
    if top is None:
        return (sentence(texts("equity.few"), Role.NOTE),)
    if abs(top.points) < POINTS:
        key = "equity.same"
    else:
        key = "equity.less" if top.points > 0 else "equity.more"
    values = _values(top, texts) | {
        "where": Piece(texts(f"equity.in.{top.group}")),
        "within": Piece(limit),
    }
    first = Sentence(filled(texts, key, values))
    every = found.get("all")
    if every is None or top.group == "all" or key == "equity.same" or not _hides(every, top):
        return (first,)
    return first, Sentence(filled(texts, "equity.hidden", _values(every, texts)))


def _hides(every: Slope, top: Slope) -> bool:
    """Do all areas together show no difference, or the opposite one?"""
    return abs(every.points) < POINTS or every.points * top.points < 0


def _values(slope: Slope, texts: Texts) -> dict[str, Piece]:
    return {
        "low": Piece(of_hundred(slope.low, texts.language), strong=True, rests_on=NOTE),
        "high": Piece(of_hundred(slope.high, texts.language), strong=True, rests_on=NOTE),
    }
