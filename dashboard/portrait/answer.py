"""The answer for the region in one sentence, and the figures round it."""

from dashboard.figures.answer import only_by_crow
from dashboard.portrait.blocks import KeyFigures, Paragraph, Part, Section, Strong
from dashboard.portrait.context import PortraitContext
from dashboard.words.answer import number_in_words
from dashboard.words.question import question
from dashboard.words.threshold import within


def section(context: PortraitContext) -> Section:
    """Answer, who is left out, and how far it is."""
    texts = context.texts
    asked = question(context.view, texts)
    answer = context.answer()
    if not answer.young > 0:
        key = "portrait.answer.caribbean" if not context.has_distances else "answer.none.why"
        return Section(
            "antwoord",
            asked,
            [Paragraph((texts(key, region=context.name),), kind="lead")],
            kind="headline",
        )
    lead = Paragraph(
        (
            Strong(context.figure(number_in_words(answer, texts), "coverage")),
            " ",
            texts("answer.sentence", region=context.name, within=context.within),
        ),
        kind="lead",
    )
    blocks = [lead, Paragraph(_without(context)), _detour(context), _key(context)]
    return Section("antwoord", asked, [one for one in blocks if one], kind="headline")


def _without(context: PortraitContext) -> tuple[Part, ...]:
    answer = context.answer()
    without = answer.only_dp + answer.nothing
    if without < 0.5:
        return (context.texts("answer.everyone"),)
    count = Strong(context.people(without, "coverage"))
    if answer.nothing < 0.5:
        return context.line("portrait.without.all_dp", count=count)
    if answer.only_dp < 0.5:
        return context.line("portrait.without", count=count)
    dp = context.people(answer.only_dp, "coverage")
    return context.line("portrait.without.some_dp", count=count, dp=dp)


def _detour(context: PortraitContext) -> Paragraph | None:
    lost = only_by_crow(context.data, context.view)
    return Paragraph(detour_words(context, lost)) if lost >= 0.5 else None


def detour_words(context: PortraitContext, young: float) -> tuple[Part, ...]:
    """How many have it near as the crow flies, and not by bicycle."""
    view, texts = context.view, context.texts
    by_bike = view if view.measure != "straight" else view.but(measure="cycle")
    return context.line(
        "portrait.detour",
        count=context.people(young, "detour"),
        crow=texts("within.straight", value=view.threshold_km),
        ride=within(by_bike, texts),
    )


def _key(context: PortraitContext) -> KeyFigures:
    texts, view = context.texts, context.view
    answer = context.answer()
    unreached = texts("portrait.missing.no_offer")
    mean = "key.mean.time" if view.unit == "min" else "key.mean"
    return KeyFigures(
        (
            (context.percentage(answer.share, "coverage"), texts("portrait.key.share")),
            (context.far(answer.mean_m, "coverage", unreached), texts(mean)),
            (context.far(answer.p90_m, "coverage", unreached), texts("key.p90")),
            (context.number(answer.choices, "coverage", decimals=1), texts("key.choices")),
            (context.people(answer.young, context.young_note), texts("key.young")),
        )
    )
