"""The answer for the region in one sentence, and the figures round it."""

from dashboard.address.context import Context
from dashboard.portrait.blocks import KeyFigures, Paragraph, Part, Section, Strong
from dashboard.portrait.context import PortraitContext
from dashboard.words.changes import supposing
from dashboard.words.coverage import body, changed, detour, nobody_known, number_in_words, without
from dashboard.words.question import question
from dashboard.words.sentence import Role


def section(context: PortraitContext) -> Section:
    """Answer, who is left out, and how far it is."""
    # Its number is how many of a hundred, whichever view led here.
    here = Context(context.data, context.view.but(show="distance"))
    title = supposing(question(context.view, context.texts), here)
    answer = context.answer()
    if not answer.young > 0:
        why = nobody(context)
        return Section("antwoord", title, [Paragraph((why,), kind="lead")], kind="headline")
    blocks = [
        Paragraph(_lead(context), kind="lead"),
        Paragraph(context.sentence(changed(here))) if here.view.supposes else None,
        Paragraph(context.sentence(without(answer, context.texts))),
        _detour(context),
        _key(context),
    ]
    return Section("antwoord", title, [one for one in blocks if one], kind="headline")


def nobody(context: PortraitContext) -> str:
    """Why there is no number, of a region of which no young people are known."""
    if context.is_caribbean:
        return context.texts("portrait.answer.caribbean")
    _, why = nobody_known(Context(context.data, context.view), context.region)
    return why


def _lead(context: PortraitContext) -> tuple[Part, ...]:
    """The number and what it is."""
    answer = context.answer()
    number = context.figure(number_in_words(answer, context.texts), "coverage")
    return Strong(number), " ", body(answer, context.view, context.texts)


def _detour(context: PortraitContext) -> Paragraph | None:
    words = detour(Context(context.data, context.view))
    return Paragraph(context.sentence(words)) if words.role is Role.DETOUR else None


def _key(context: PortraitContext) -> KeyFigures:
    texts, view = context.texts, context.view
    answer = context.answer()
    unreached = texts("portrait.missing.no_offer")
    mean = "key.mean.time" if view.unit == "min" else "key.mean"
    return KeyFigures(
        (
            (context.percentage(answer.share, "coverage"), texts("portrait.key.share")),
            (context.far(answer.mean_m, "coverage", unreached), texts(mean)),
            (context.within_which(answer.p90_m, "coverage", unreached), texts("key.p90")),
            (context.number(answer.choices, "coverage", decimals=1), texts("key.choices")),
            (context.people(answer.young, context.young_note), texts("key.young")),
        )
    )
