"""Sharing what is shown: a link, the code for another site, and the address for systems.

``assets/scripts/share.mjs`` fills in where this site stands and where the reader moved the map, and
copies.
"""

from dashboard.address.context import Context
from dashboard.address.embed import Embed, address
from dashboard.address.parameters import BACKGROUND_WORDS, CONTROL_WORDS
from dashboard.address.query import lasting_link
from dashboard.page.elements import html
from dashboard.texts import Texts
from dashboard.web import incoming
from dashboard.words.iframe import SIZES, USUAL, frame, name

#: The choice that is no parameter of the address: how large the frame is.
SIZE = "maat"
#: Size -> key of its text.
SIZE_TEXTS = {"small": "share.small", "medium": "share.medium", "large": "share.large"}
BACKGROUND_TEXTS = {False: "share.light", True: "share.transparent"}
CONTROL_TEXTS = {False: "share.without", True: "share.with"}


def link(context: Context) -> str:
    """The address of what is shown, as it stays."""
    return incoming.at(lasting_link(context.view, context.data))


def code(context: Context) -> str:
    """The element that shows it on another site."""
    embedded = address(Embed(context.view), context.data)
    return frame(incoming.at(embedded), name(context))


def menu(context: Context) -> html.Details:
    """Three texts to copy, with the choices of the second above it. The menu is the same for every
    view: of the texts, :func:`link` and :func:`code` are parts of their own."""
    texts = context.texts
    sizes = [(f"{width}x{height}", SIZE_TEXTS[key]) for key, (width, height) in SIZES.items()]
    usual = "x".join(map(str, SIZES[USUAL]))
    return html.Details(
        [
            html.Summary(texts("share.menu")),
            html.Div(
                [
                    *_field("link", texts("share.link"), "", 2, texts),
                    html.P(texts("share.link.help"), className="note"),
                    *_field("code", texts("share.code"), "", 5, texts),
                    html.Div(
                        [
                            _choice(SIZE, texts("share.size"), sizes, usual, texts),
                            _choice(
                                "achtergrond",
                                texts("share.background"),
                                [
                                    (BACKGROUND_WORDS[on], text)
                                    for on, text in BACKGROUND_TEXTS.items()
                                ],
                                BACKGROUND_WORDS[Embed.transparent],
                                texts,
                            ),
                            _choice(
                                "knoppen",
                                texts("share.controls"),
                                _worded(CONTROL_WORDS, CONTROL_TEXTS),
                                CONTROL_WORDS[Embed.controls],
                                texts,
                            ),
                        ],
                        className="share-choices",
                    ),
                    *_field("oembed", texts("share.oembed"), incoming.at("/oembed"), 2, texts),
                    html.P(texts("share.oembed.help"), className="note"),
                    html.P(
                        id="share-said",
                        className="visually-hidden",
                        role="status",
                        **{
                            "data-copied": texts("share.copied"),
                            "data-selected": texts("share.selected"),
                        },
                    ),
                ],
                className="menu menu-share",
            ),
        ],
        className="pick pick-download pick-share",
        id="part-share",
    )


def _worded(words: dict[bool, str], keys: dict[bool, str]) -> list[tuple[str, str]]:
    """Word in the address and key of its text, the usual one first."""
    return [(words[on], key) for on, key in keys.items()]


def _field(key: str, label: str, text: str, rows: int, texts: Texts) -> list:
    """A text to copy: as the server knows it, until the script writes it in full."""
    copy = texts("share.copy")
    return [
        html.Label(label, htmlFor=f"share-{key}"),
        html.Div(
            [
                html.Textarea(
                    text,
                    id=f"share-{key}",
                    readOnly=True,
                    rows=rows,
                    spellCheck="false",
                ),
                html.Button(
                    copy,
                    type="button",
                    className="button",
                    **{
                        "data-copy": f"share-{key}",
                        "aria-label": f"{copy}: {label}",
                    },
                ),
            ],
            className="share-field",
        ),
    ]


def _choice(
    key: str, label: str, choices: list[tuple[str, str]], usual: str, texts: Texts
) -> html.Label:
    """A choice for the code; the first or the usual one until the reader takes another."""
    options = [
        html.Option(texts(text), value=value, selected="selected" if value == usual else None)
        for value, text in choices
    ]
    told = {"data-size": ""} if key == SIZE else {"data-parameter": key}
    return html.Label([html.Span(label), html.Select(options, id=f"share-{key}", **told)])
