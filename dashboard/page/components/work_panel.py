"""The panel of the labour views: a figure with its date and caveat, or offer against work."""

import numpy as np
from dash import dcc, html

from dashboard.address.context import Context
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import Region
from dashboard.figures import two_way, work
from dashboard.page.components import scatter
from dashboard.page.components.source import source
from dashboard.texts import Texts
from dashboard.words.answer import of_place, place_here
from dashboard.words.figures import figure_words, with_unit
from dashboard.words.legend import (
    MUCH_WORK_LITTLE_OFFER,
    cell_words,
    offer_title,
    offer_words,
    reason,
    title,
)
from dashboard.words.names import region_name
from dashboard.words.sources import source_words

#: Regions of a list before it becomes too long to read.
LISTED = 8


def panel(context: Context) -> list:
    """Everything in the panel."""
    made = _two_way(context) if context.view.show == "two_way" else _figure(context)
    return [*made, _about(context)]


def clear(context: Context) -> dcc.Link | None:
    """The way back to nothing chosen; Escape follows it."""
    data, view = context.data, context.view
    if not work.chosen(data, view):
        return None
    return dcc.Link(
        context.texts("choice.clear"), href=link(view.but(chosen=()), data), className="button back"
    )


# ---- one figure --------------------------------------------------------------------------------


def _figure(context: Context) -> list:
    data, view, texts = context.data, context.view, context.texts
    frame, place = work.shown(data, view), place_here(data, view)
    many = len(work.chosen(data, view)) > 1
    return [
        clear(context),
        *(_large(place, context) if place else _several(context)),
        _rank(place, view, texts) if place else None,
        _beside(context),
        html.P(texts(f"indicator.{view.entry.key}.reading"), className="reading-hint"),
        html.P(
            [html.Strong(texts("figure.caveat")), " ", texts(f"indicator.{view.entry.key}.caveat")],
            className="caveat",
        ),
        None if many else _list(context, frame),
    ]


def _large(place: work.Place, context: Context) -> list:
    """The figure itself, or why there is none; and that it is of a larger region."""
    data, view, texts = context.data, context.view, context.texts
    held = data.around(view.region) if view.region != "NL" else None
    other = held and not work.chosen(data, view) and held.level != place.region.level
    only = (
        html.P(
            texts(
                "figure.only_at",
                level=texts(f"level.{view.level}.one"),
                region=region_name(place.region, texts),
            ),
            className="note",
        )
        if other
        else None
    )
    if np.isnan(place.low):
        return [
            html.H2(texts("figure.none"), className="answer-number"),
            html.P(of_place(place, view, texts)),
            only,
            html.P(reason(place.note, view, texts), className="note"),
        ]
    noted = place.note if texts.has(f"figure.note.{place.note}") else ""
    return [
        html.H2(_headline(place, view, texts), className="answer-number"),
        html.P(of_place(place, view, texts)),
        only,
        html.P(reason(noted, view, texts), className="note") if noted else None,
        html.P(texts("figure.range"), className="note") if place.low < place.high else None,
    ]


def _headline(place: work.Place, view: View, texts: Texts) -> str:
    """The figure with its unit, unless the sentence under it says that already."""
    per = texts(f"indicator.{view.entry.key}.unit").startswith("per ")
    shown = figure_words if per else with_unit
    return shown(view.entry, place.low, place.high, texts)


def _several(context: Context) -> list:
    """Several chosen regions, or a region that several areas of the map share."""
    data, view, texts = context.data, context.view, context.texts
    chosen = work.chosen(data, view)
    name = texts(f"indicator.{view.entry.key}.name")
    if chosen:
        return [
            html.H2(texts("choice.number", count=len(chosen)), className="answer-number"),
            html.P(texts("choice.figure", name=name, many=texts(f"level.{view.level}.many"))),
            _chosen_figures(context),
        ]
    region = data.around(view.region)
    return [
        html.H2(texts("figure.none"), className="answer-number"),
        html.P(
            texts(
                "figure.in_several",
                name=name,
                region=region_name(region, texts),
                many=texts(f"level.{view.level}.many"),
            )
        ),
    ]


def _chosen_figures(context: Context) -> html.Ul:
    data, view = context.data, context.view
    frame = work.shown(data, view)
    picked = frame[frame["code"].isin(work.chosen(data, view))]
    return _ranked(picked.sort_values("value", ascending=False, kind="stable"), view, context.texts)


def _rank(place: work.Place, view: View, texts: Texts) -> html.P | None:
    if not place.rank or place.region.level == "nl":
        return None
    return html.P(
        texts(
            "figure.rank",
            rank=place.rank,
            count=place.known,
            many=texts(f"level.{place.region.level}.many"),
        ),
        className="answer-within",
    )


def _beside(context: Context) -> html.P | None:
    """The same figure of the whole country, where the panel is not about it."""
    data, view, texts = context.data, context.view, context.texts
    if view.region == "NL" and not work.chosen(data, view):
        return None
    country = work.place(work.figures(data, view.entry, view.question, "nl"), data.region("NL"))
    if np.isnan(country.low):
        return None
    return html.P(
        [
            f"{texts('country')}: ",
            html.Strong(with_unit(view.entry, country.low, country.high, texts)),
        ],
        className="beside",
    )


def _list(context: Context, frame) -> html.Div:
    """The regions with most, as far as they lie in the chosen region."""
    view, texts = context.view, context.texts
    found = work.rows(context.data, view, frame).dropna(subset=["value"]).head(LISTED)
    return html.Div(
        [html.H3(texts("figure.highest")), _ranked(found, view, texts)] if len(found) else []
    )


def _ranked(frame, view: View, texts: Texts) -> html.Ul:
    return html.Ul(
        [
            html.Li(
                [
                    choose(row.code, row.name, row.code in view.chosen),
                    html.Span(figure_words(view.entry, row.low, row.high, texts)),
                ]
            )
            for row in frame.itertuples(index=False)
        ],
        className="ranked",
    )


def choose(code: str, name: str, chosen: bool) -> html.Button:
    """A region to choose, or to drop; ``assets/scripts/choose.mjs`` listens."""
    return html.Button(
        name,
        className="choose",
        **{"data-choose": code, "aria-pressed": "true" if chosen else "false"},
    )


# ---- offer against work ------------------------------------------------------------------------


def _two_way(context: Context) -> list:
    data, view, texts = context.data, context.view, context.texts
    frame = two_way.pairs(data, view).frame
    region = work.current(data, view)
    chosen = work.chosen(data, view)
    if len(chosen) > 1:
        top, below = _chosen_pairs(frame[frame["code"].isin(chosen)], view, texts)
    elif region:
        top, below = _pair(frame.iloc[region.position], region, view, texts)
    else:
        top, below = _corner(context, frame)
    return [
        clear(context),
        *top,
        scatter.scatter(view, title(view, texts), offer_title(view, texts), texts),
        *below,
        html.P(
            [html.Strong(texts("figure.caveat")), " ", texts(f"indicator.{view.entry.key}.caveat")],
            className="caveat",
        ),
        html.P(texts(f"offer.{view.offer}.reading"), className="note"),
        html.P(texts("two_way.how"), className="note"),
    ]


def _corner(context: Context, frame) -> tuple[list, list]:
    """What the view is for: where there is much work and little offer."""
    view, texts = context.view, context.texts
    rows = work.rows(context.data, view, frame)
    found = rows[rows["cell"] == MUCH_WORK_LITTLE_OFFER]
    words = cell_words(MUCH_WORK_LITTLE_OFFER, view, texts)
    known = int((rows["cell"] >= 0).sum())
    many = texts(f"level.{view.level}.many")
    top = [
        html.H2(texts("two_way.number", count=len(found), known=known), className="answer-number"),
        html.P(texts("two_way.corner", many=many, words=words)),
    ]
    return top, [_pairs(found.head(LISTED), view, texts)] if len(found) else []


def _chosen_pairs(frame, view: View, texts: Texts) -> tuple[list, list]:
    corner = int((frame["cell"] == MUCH_WORK_LITTLE_OFFER).sum())
    words = cell_words(MUCH_WORK_LITTLE_OFFER, view, texts)
    many = texts(f"level.{view.level}.many")
    top = [
        html.H2(texts("choice.number", count=len(frame)), className="answer-number"),
        html.P(texts("choice.corner", many=many, count=corner, words=words)),
    ]
    return top, [_pairs(frame.sort_values("value", ascending=False, kind="stable"), view, texts)]


def _pair(row, region: Region, view: View, texts: Texts) -> tuple[list, list]:
    """Both figures of one region, and what they say together."""
    cell = int(row["cell"])
    words = cell_words(cell, view, texts) if cell >= 0 else texts("figure.none")
    figures = html.Table(
        [
            html.Caption(texts("two_way.figures"), className="visually-hidden"),
            html.Tbody(
                [
                    html.Tr([html.Th(name, scope="row"), html.Td(shown)])
                    for name, shown in (
                        (
                            title(view, texts),
                            figure_words(view.entry, row["low"], row["high"], texts),
                        ),
                        (offer_title(view, texts), offer_words(row, texts)),
                    )
                ]
            ),
        ],
        className="plain-table",
    )
    why = reason(row["note"], view, texts) if np.isnan(row["value"]) else ""
    top = [
        html.H2(region_name(region, texts), className="answer-title"),
        html.P(words[0].upper() + words[1:], className="answer-within"),
        html.P(why, className="note") if why else None,
        figures,
    ]
    return top, []


def _pairs(frame, view: View, texts: Texts) -> html.Div:
    """Regions with both figures, as a table that can be chosen from."""
    heads = (texts("column.name"), texts("column.figure"), texts("column.offer"))
    return html.Div(
        html.Table(
            [
                html.Caption(texts("two_way.figures"), className="visually-hidden"),
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                html.Tbody(
                    [
                        html.Tr(
                            [
                                html.Th(
                                    choose(row["code"], row["name"], row["code"] in view.chosen),
                                    scope="row",
                                ),
                                html.Td(figure_words(view.entry, row["low"], row["high"], texts)),
                                html.Td(offer_words(row, texts)),
                            ]
                        )
                        for row in frame.to_dict("records")
                    ]
                ),
            ],
            className="plain-table pairs",
        ),
        className="pairs-frame",
    )


# ---- where it comes from -----------------------------------------------------------------------


def _about(context: Context) -> html.Div:
    """Sources with their dates; the question's own where the view depends on it."""
    view = context.view
    asked = view.entry.computed or view.show == "two_way"
    return html.Div(
        [
            html.P(source_words(context), className="source"),
            source(context) if asked else None,
        ]
    )
