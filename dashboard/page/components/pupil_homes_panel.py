"""Where the pupils of the chosen site live: in words, on the map and as a file."""

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.figures import pupil_homes
from dashboard.page.components.source import download
from dashboard.page.elements import Link, html
from dashboard.words import pupil_homes as words


def pupil_homes_panel(context: Context) -> list:
    """What is known of it; where it is not known here, where to get it."""
    data, view, texts = context.data, context.view, context.texts
    title = html.H3(texts("pupil_homes.title"))
    if not pupil_homes.are_known(data):
        missing = words.missing(texts)
        away = html.A(missing.link, href=missing.address)
        return [title, html.P([missing.words, " ", away, "."], className="note")]
    homes = pupil_homes.of_site(data, view)
    if homes is None:
        return [title, html.P(texts("pupil_homes.none"), className="note")]
    key = "pupil_homes.hide" if view.pupil_homes else "pupil_homes.show"
    switched = link(view.but(pupil_homes=not view.pupil_homes), data)
    return [
        title,
        *(html.P(line) for line in words.of_site(homes, texts)),
        html.P(Link(texts(key), href=switched, className="button")),
        *([html.P(texts("pupil_homes.lines"), className="note")] if view.pupil_homes else []),
        html.P(
            [texts("pupil_homes.masked"), " ", download("/leerlingen.csv", context)],
            className="note",
        ),
    ]
