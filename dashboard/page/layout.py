"""The page: an empty frame that the address fills, and the frame of the main page."""

from dash import dcc

from dashboard.address.context import Context
from dashboard.messages.ground import ground
from dashboard.page.components import header, map_card, sentence
from dashboard.page.elements import html


def root() -> html.Div:
    """What every address starts with."""
    return html.Div(
        [
            dcc.Location(id="url", refresh=False),
            dcc.Store(id="wanted"),
            dcc.Store(id="shown"),
            # A user's own file: in this page only, whichever page of it is shown.
            dcc.Store(id="sent-file", storage_type="memory"),
            dcc.Store(id="own-facilities", storage_type="memory"),
            dcc.Store(id="own-words", storage_type="memory"),
            dcc.Store(id="sent-layout", storage_type="memory"),
            dcc.Store(id="layout-words", storage_type="memory"),
            html.Div(id="page"),
        ]
    )


def main_page(context: Context, basemap: str) -> list:
    """The frame of the main page, in one language.

    It has an address of its own beside the one of :func:`root`, so that no callback of this page
    waits for parts that another page does not have. All state is in the address; the stores are
    messages to the browser.
    """
    view, texts = context.view, context.texts
    return [
        dcc.Location(id="address", refresh=False),
        # A change of language builds this frame anew: what is told of a user's file follows it.
        dcc.Store(id="frame-language", data=view.language),
        dcc.Store(id="picked-area"),
        dcc.Store(id="picked-site"),
        dcc.Store(id="ground", data=ground(context.data, basemap)),
        header.header(context, header.main_extras(texts)),
        html.Main(
            [
                html.Div(id="notice", role="status"),
                html.P(texts("notice.lost"), id="lost", role="alert", hidden=True),
                html.Div(id="screen", className="screen-room", tabIndex=-1),
                sentence.skeleton(view, texts),
                html.Div(
                    [
                        map_card.skeleton(context),
                        html.Aside(
                            id="answer",
                            className="answer",
                            tabIndex=-1,
                            **{"aria-label": texts("answer.label"), "aria-live": "polite"},
                            # Of every suggestion in it: so they do not come with every answer.
                            **{"data-wait": texts("suggest.wait")},
                            **{"data-fault": texts("suggest.fault")},
                        ),
                        html.Button(
                            "×",
                            id="sheet-close",
                            className="sheet-close",
                            **{"aria-label": texts("sheet.close")},
                        ),
                    ],
                    className="work",
                ),
                # ``assets/scripts/print.mjs`` fills it as the page is printed.
                html.Img(id="print-sheet", className="print-sheet", alt=""),
            ]
        ),
    ]
