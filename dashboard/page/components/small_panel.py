"""Small offers in the region: fewer candidates than the reader says is small."""

import numpy as np
import pandas as pd

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import SMALL
from dashboard.figures import offer
from dashboard.formatting import between
from dashboard.page.elements import Link, html

#: Rows that fit in the panel before the reader opens the rest, and rows it has at all: the portrait
#: of a region has every one.
FIRST_ROWS, MOST_ROWS = 4, 40


def small(context: Context) -> html.Div:
    """The list: what is small for certain, and apart from it what a masked number may make small.

    The whole country has hundreds: there the number is enough.
    """
    data, view, texts = context.data, context.view, context.texts
    offers = offer.small(data, view)
    certain = offers["certain"].to_numpy()
    return html.Div(
        [
            html.H3(texts("small.title", below=view.small)),
            _choices(context),
            *_listed(offers, np.flatnonzero(certain), "small.certain", context),
            *_listed(offers, np.flatnonzero(~certain), "small.maybe", context),
            html.P(texts("small.none")) if offers.empty else None,
            html.P(
                texts("small.country" if view.region == "NL" else "small.note"), className="note"
            ),
        ],
        className="small-offers",
    )


def _choices(context: Context) -> html.P:
    view = context.view
    return html.P(
        [
            html.Span(context.texts("small.pick")),
            *(
                Link(
                    str(below),
                    href=link(view.but(small=below), context.data),
                    className="chosen" if below == view.small else "",
                )
                for below in SMALL
            ),
        ],
        className="small-choices",
    )


def _listed(offers: pd.DataFrame, at: np.ndarray, title: str, context: Context) -> list:
    """Some of the offers, by their numbers."""
    texts = context.texts
    if not len(at):
        return []
    heading = html.P(html.Strong(texts(title, count=len(at))))
    if context.view.region == "NL":
        return [heading]
    rows = [_row(row, context) for row in offers.iloc[at[:MOST_ROWS]].itertuples()]
    first, rest = rows[:FIRST_ROWS], rows[FIRST_ROWS:]
    folded = html.Details(
        [
            html.Summary(texts("sites.more", count=len(rest))),
            html.Ul(rest, className="ranked"),
            html.P(texts("small.cut", count=MOST_ROWS), className="note")
            if len(at) > MOST_ROWS
            else None,
        ]
    )
    return [heading, html.Ul(first, className="ranked"), folded if rest else None]


def _row(row, context: Context) -> html.Li:
    data, texts = context.data, context.texts
    name = (
        Link(row.name, href=link(context.view.ride_from(row.site), data))
        if row.site in data.site_rows
        else row.name
    )
    about = [row.place, texts(f"mark.{row.profile}")]
    return html.Li(
        [
            html.Span([name, html.Small(" · ".join(part for part in about if part))]),
            html.Span(between(row.low, row.high, texts.language)),
        ]
    )
