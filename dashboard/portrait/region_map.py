"""The map of the region, as a drawing that prints."""

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.drawing import region_map as drawing
from dashboard.drawing.fills import fills
from dashboard.drawing.islands import islands_drawing
from dashboard.drawing.svg import written
from dashboard.messages.sites import sites
from dashboard.palette import is_striped, unstriped
from dashboard.portrait.blocks import Drawing, Legend, Section
from dashboard.portrait.context import PortraitContext
from dashboard.words.changes import supposing
from dashboard.words.legend import legend, letters, offer_legend_title
from dashboard.words.question import question
from dashboard.words.sources import caribbean_source

#: Width and height of a drawing, in units of which 680 are the width of a sheet; the country is
#: higher than wide.
WIDE, TALL = (430, 285), (430, 480)


def view_of(context: PortraitContext) -> View:
    """The view of the map of a portrait: how far it is, in its region."""
    view = context.view.but(show="distance", site=None, sites=True)
    # Home areas of the whole country would be too small to see.
    return view.but(picked_level="municipality" if context.region.level == "nl" else "postcode")


def section(context: PortraitContext) -> Section:
    """The map; of the Caribbean region, which has no place on it, its islands."""
    data, texts = context.data, context.texts
    view = view_of(context)
    level = view.level
    svg = drawing.region_map(
        data,
        context.region.code,
        level,
        fills(data, view),
        sites(Context(data, view)),
        size=TALL if level == "municipality" else WIDE,
        title=supposing(question(view, texts), Context(data, view)),
        description=texts("portrait.map.description", region=context.name),
        language=context.language,
        prefix="kaart",
    )
    if svg is None:
        return _islands(context, view)
    rows = [
        (unstriped(fill), is_striped(fill), words)
        for fill, words in legend(view, texts)
        if words != texts("map.no_data")
    ]
    share = context.percentage(context.answer().share, "coverage", texts("answer.none"))
    caption = context.line("portrait.map.caption", share=share, within=context.within)
    if meaning := letters(view, texts):
        caption += (" ", texts("portrait.map.letters", letters=meaning))
    return Section(
        "kaart",
        offer_legend_title(view, texts),
        [Drawing(svg, caption), Legend(tuple(rows))],
        kind="place",
    )


def _islands(context: PortraitContext, view: View) -> Section:
    texts = context.texts
    svg = written(islands_drawing(Context(context.data, view), WIDE))
    caption = (texts("caribbean.scale"), " ", caribbean_source(texts))
    return Section("kaart", texts("caribbean.title"), [Drawing(svg, caption)], kind="place")
