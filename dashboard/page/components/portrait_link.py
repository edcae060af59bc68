"""The way from a panel to the portrait of its region."""

from dashboard.address.context import Context
from dashboard.address.portrait import portrait_of
from dashboard.page.elements import html
from dashboard.words.names import region_name


def portrait_link(context: Context) -> html.A:
    """A page of its own, so no link of Dash."""
    data, view, texts = context.data, context.view, context.texts
    name = region_name(data.region(view.region), texts)
    return html.A(
        [
            html.Strong(texts("portrait.link", region=name)),
            html.Span(texts("portrait.link.about")),
        ],
        href=portrait_of(data, view),
        className="portrait-link",
    )
