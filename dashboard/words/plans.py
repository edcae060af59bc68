"""Plans beside each other, each against now: a small table that every face lays out."""

from dataclasses import dataclass

from dashboard.address.context import Context
from dashboard.figures import effect as figures
from dashboard.formatting import NOTHING_KNOWN, people
from dashboard.words.threshold import far

#: What the values of a row are: of a hundred young people, young people, metres.
HUNDRED, YOUNG, METRES = "hundred", "young", "metres"


@dataclass(frozen=True)
class Row:
    """A figure, now and after each plan; None where now nobody loses or gains."""

    words: str
    kind: str
    values: tuple[float | None, ...]


def heads(context: Context) -> tuple[str, ...]:
    """Now, and the plans."""
    texts, letters = context.texts, context.view.plans
    return texts("moment.now"), *(texts("plan.choice", letter=letter) for letter in letters)


def rows(context: Context) -> list[Row]:
    """How many have it near, who lose and who gain it, and how far it is."""
    texts = context.texts
    plans = figures.plans(context.data, context.view).values()
    mean = texts("plan.row.time" if context.view.unit == "min" else "plan.row.far")
    return [
        Row(texts("plan.row.hundred"), HUNDRED, tuple(one.answer.dots[0] for one in plans)),
        Row(
            texts("plan.row.lost"),
            YOUNG,
            tuple(one.effect.lost if one.effect else None for one in plans),
        ),
        Row(
            texts("plan.row.gained"),
            YOUNG,
            tuple(one.effect.gained if one.effect else None for one in plans),
        ),
        Row(mean, METRES, tuple(one.answer.mean_m for one in plans)),
    ]


def shown(row: Row, value: float | None, context: Context) -> str:
    """A value in words; now nobody loses or gains."""
    if value is None:
        return NOTHING_KNOWN
    if row.kind == METRES:
        return far(context.view, value, context.texts)
    return str(int(value)) if row.kind == HUNDRED else people(value, context.texts.language)
