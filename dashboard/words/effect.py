"""Who is hit by changes, in words: how much further, and from where to where."""

from dataclasses import dataclass

from dashboard.address.context import Context
from dashboard.figures import effect
from dashboard.formatting import people
from dashboard.words.changes import place_name
from dashboard.words.sentence import Piece, Sentence, filled
from dashboard.words.threshold import far


@dataclass(frozen=True)
class HitPlace:
    """A place from which it becomes further."""

    name: str
    #: Young people who go further, and how many of them lose the offer within reach.
    young: str
    #: From which site to which, and how far that was and is.
    change: str
    distance: str


def title(context: Context) -> str:
    """Who is hit; of two plans by the one in sight."""
    view, texts = context.view, context.texts
    if not view.compares:
        return texts("hit.title")
    return texts("hit.title.plan", plan=texts("plan.letter", letter=view.plan))


def further(context: Context) -> str:
    """How many go further, how much on average, and how much the worst-off tenth."""
    view, texts = context.view, context.texts
    found = effect.goes_further(context.data, view)
    if found.young < 0.5:
        return texts("hit.further.none")
    count = people(found.young, texts.language)
    if not found.mean_m >= 0:
        return texts("hit.further.ends", count=count)
    mean, tenth = (far(view, metres, texts) for metres in (found.mean_m, found.tenth_m))
    return texts("hit.further", count=count, mean=mean, tenth=tenth)


def choices(context: Context) -> Sentence:
    """How many can choose from fewer sites than now, and how many from more; of nobody empty."""
    texts = context.texts
    fewer, more = effect.choices(context.data, context.view)
    less, greater = (
        Piece(people(young, texts.language), rests_on="coverage") for young in (fewer, more)
    )
    if fewer >= 0.5 and more >= 0.5:
        return Sentence(filled(texts, "hit.choices", {"count": less, "more": greater}))
    if fewer >= 0.5:
        return Sentence(filled(texts, "hit.choices.fewer", {"count": less}))
    return Sentence(filled(texts, "hit.choices.more", {"count": greater}) if more >= 0.5 else ())


def places(context: Context) -> list[HitPlace]:
    """The places that are hit hardest."""
    data, view, texts = context.data, context.view, context.texts
    frame = effect.places(data, view)
    shown = frame[frame["further"] >= 0.5].head(effect.NAMED)
    return [
        HitPlace(
            name=f"{row.postcode} {row.place}",
            young=_young(row.further, row.lost, context),
            change=from_to(row.from_site, row.to_site, context),
            distance=" → ".join(
                far(view, 1000 * km, texts) for km in (row.km_before, row.km_after)
            ),
        )
        for row in shown.itertuples()
    ]


def _young(further: float, lost: float, context: Context) -> str:
    """How many go further, and whether they lose the offer within reach: all, some, or nobody."""
    texts = context.texts
    count, losing = (people(young, texts.language) for young in (further, lost))
    if lost < 0.5:
        return texts("hit.young", count=count)
    if losing == count:
        return texts("hit.all", count=count)
    return texts("hit.lose", young=count, count=losing)


def from_to(from_site: str | None, to_site: str | None, context: Context) -> str:
    """From which site to which they go; "" where no one site is the nearest."""
    if from_site == "":
        return ""
    return " → ".join(_named(code, context) for code in (from_site, to_site))


def _named(code: str | None, context: Context) -> str:
    if not isinstance(code, str):
        return context.texts("hit.nowhere")
    return place_name(code, context.data)
