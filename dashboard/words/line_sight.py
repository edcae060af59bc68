"""A line in words, for who cannot see it: from where to where, and what stands out between."""

import math
from collections.abc import Callable, Sequence
from functools import partial

from dashboard.address.view import View
from dashboard.figures.line_sight import Value, ends, line_sight
from dashboard.formatting import one_not_nearly, percentage
from dashboard.texts import Texts

#: A range in words: of a number both ends are the same.
Shown = Callable[[float, float], str]


def line_words(
    name: str, places: Sequence[str], values: Sequence[Value], shown: Shown, texts: Texts
) -> str:
    """One sentence; "" of a line of which nothing is known.

    places: what each of the figures is of, in words. values: as they are shown.
    """
    sight = line_sight(values)
    if sight is None:
        return ""

    def at(place: int) -> str:
        return texts("line.at", value=shown(*_known(values[place])), place=places[place])

    known = {_known(value) for value in values if value is not None}
    if len(known) == 1:
        return texts("line.same", name=name, value=shown(*known.pop()))
    parts = [texts("line.ends", name=name, first=at(sight.first), last=at(sight.last))]
    if sight.highest is not None:
        parts.append(texts("line.highest", at=at(sight.highest)))
    if sight.lowest is not None:
        parts.append(texts("line.lowest", at=at(sight.lowest)))
    if sight.step:
        first, last = map(at, sight.step)
        parts.append(texts("line.step", first=first, last=last))
    return f"{', '.join(parts)}."


def share_words(
    name: str, places: Sequence[str], shares: Sequence[float | None], texts: Texts
) -> str:
    """The same of shares in percent."""
    rounded = [
        None if share is None or math.isnan(share) else one_not_nearly(share, 1) for share in shares
    ]
    return line_words(name, places, rounded, partial(_percentage, texts.language), texts)


def curve_words(
    name: str, limits: Sequence[float], shares: Sequence[float | None], view: View, texts: Texts
) -> str:
    """A curve against distance; of its limits those that can be chosen."""
    every = zip(limits, shares, strict=True)
    chosen = {f"{at:g} {view.unit}": share for at, share in every if at in view.thresholds}
    return share_words(name, [*chosen], [*chosen.values()], texts)


def _percentage(language: str, low: float, _: float) -> str:
    return percentage(low, language)


def _known(value: Value) -> tuple[float, float]:
    assert value is not None
    return ends(value)
