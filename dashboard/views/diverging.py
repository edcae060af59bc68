"""Classes of a difference: less on one side, more on the other, and none in the middle."""

from itertools import pairwise

from dashboard.catalogue import Scale
from dashboard.formatting import number
from dashboard.palette import EFFECT
from dashboard.texts import Texts

#: Where the classes of a small, a middling and a large difference of shares begin, in points.
POINTS = (0.0, 5.0, 25.0)
#: What is less than any difference that is shown.
HARDLY = 1e-6


def diverging(begins: tuple[float, ...], more_is_better: bool, factor: float = 1) -> Scale:
    """The classes on either side of none. begins: where each begins, times the factor."""
    above = [round(max(one * factor, HARDLY), 6) for one in begins]
    limits = (*(-one for one in above[::-1]), *above)
    return Scale(limits, EFFECT if more_is_better else EFFECT[::-1])


def class_words(scale: Scale, position: int, less: str, more: str, texts: Texts) -> str:
    """How much less or more, or that nothing differs; less, more: what that is in words."""
    middle = len(scale.limits) // 2
    if position == middle:
        return texts("effect.same")
    is_less = position < middle
    limits = [-one for one in scale.limits[:middle][::-1]] if is_less else scale.limits[middle:]
    words = less if is_less else more
    away = abs(position - middle)
    low, high = (_limit(one, texts) for one in [*pairwise((*limits, 0.0))][away - 1])
    if away == len(limits):
        return texts("effect.class.most", low=low, words=words)
    if away == 1:
        return texts("effect.class.least", high=high, words=words)
    return texts("effect.class.middle", low=low, high=high, words=words)


def _limit(value: float, texts: Texts) -> str:
    return number(value, texts.language, 0 if float(value).is_integer() else 1)
