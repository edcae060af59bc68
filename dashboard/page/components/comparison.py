"""A region beside its province and the country."""

from dash import html

from dashboard.address.context import Context
from dashboard.figures import answer as figures
from dashboard.formatting import percentage
from dashboard.words.names import region_name


def comparison(context: Context) -> html.Div | None:
    """The shares of the regions from here up to the country; None for the country itself."""
    view, texts = context.view, context.texts
    if view.region == "NL":
        return None
    rows = [
        html.Tr(
            [
                html.Th(region_name(region, texts), scope="row"),
                html.Td(percentage(share, texts.language)),
            ]
        )
        for region, share in figures.compared(context.data, view)
    ]
    return html.Div(
        [
            html.H3(texts("compare.title")),
            html.Table(
                [
                    html.Caption(texts("compare.caption"), className="visually-hidden"),
                    html.Tbody(rows),
                ],
                className="plain-table",
            ),
        ]
    )
