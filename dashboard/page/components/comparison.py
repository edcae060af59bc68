"""A region beside its province and the country."""

from dash import html

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import answer as figures
from dashboard.formatting import percentage
from dashboard.texts import Texts
from dashboard.words.names import region_name


def comparison(data: Data, view: View, texts: Texts) -> html.Div | None:
    """The shares of the regions from here up to the country; None for the country itself."""
    if view.region == "NL":
        return None
    rows = [
        html.Tr(
            [
                html.Th(region_name(region, texts), scope="row"),
                html.Td(percentage(share, texts.language)),
            ]
        )
        for region, share in figures.compared(data, view)
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
