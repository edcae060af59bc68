"""The map of the region, as a drawing that prints."""

from dashboard.components.question import question
from dashboard.drawing import region_map as drawing
from dashboard.figures.answer import asked_profiles
from dashboard.figures.map import LETTERS, legend, sites
from dashboard.portrait.blocks import Drawing, Legend, Section
from dashboard.portrait.context import Context

#: Regions that are shown by municipality: home areas would be too small to see.
WIDE = ("nl",)


def section(context: Context) -> Section | None:
    """None for a region that is not on the map."""
    data, texts = context.data, context.texts
    view = context.view.but(show="distance", picked_level=None, site=None, sites=True)
    level = "municipality" if context.region.level in WIDE else "home"
    view = view.but(picked_level=level)
    svg = drawing.region_map(
        data,
        context.region.code,
        level,
        drawing.region_fills(data, view, level),
        sites(data, view, texts),
        size=(430, 285),
        title=question(view, texts),
        description=texts("portrait.map.description", region=context.name),
        language=context.language,
        prefix="kaart",
    )
    if svg is None:
        return None
    rows = [row for row in legend(view, texts) if row[1] != texts("map.no_data")]
    share = context.percentage(context.answer().share, "coverage", texts("answer.none"))
    letters = ", ".join(
        texts("portrait.map.letter", letter=LETTERS[code], profile=texts(f"mark.{code}"))
        for code in asked_profiles(view)
        if code in LETTERS
    )
    caption = context.line(
        "portrait.map.caption", share=share, within=context.within, letters=letters
    )
    return Section(
        "kaart",
        texts("indicator.distance.legend"),
        [Drawing(svg, caption), Legend(tuple(rows))],
        kind="place",
    )
