"""Regelingen: rules and money of the programme by year, each with its source and date."""

from itertools import groupby

from dashboard.address.context import Context
from dashboard.address.portrait import portrait_of
from dashboard.page.components.header import READING, header, page_extras
from dashboard.page.elements import Link, html
from dashboard.page.method import table
from dashboard.texts import Texts
from dashboard.words.figures import day_words
from dashboard.words.rules import PLAN, PLAN_PAGE, Rule, rules


def page(context: Context) -> list:
    """The whole page."""
    data, view, texts = context.data, context.view, context.texts
    by_period = groupby(rules(data, texts), key=lambda rule: rule.period)
    return [
        header(context, page_extras(context, "/regelingen")),
        html.Main(
            [
                html.H1(texts("rules.title")),
                html.P(texts("rules.intro"), className="lead"),
                *(part for period, rows in by_period for part in _period(period, [*rows], texts)),
                html.H2(texts("rules.plan")),
                html.P(texts("rules.plan.intro")),
                html.Ul([html.Li(_where(context, *one)) for one in PLAN]),
                html.P(html.A(texts("rules.plan.page"), href=PLAN_PAGE)),
                html.P(texts("rules.portrait"), className="note"),
                Link(texts("method.back"), href=f"/?taal={view.language}", className="button"),
            ],
            className="reading",
            id=READING,
        ),
    ]


def _period(period: str, rows: list[Rule], texts: Texts) -> list:
    """What held in some years, an amount a row."""
    heads = [
        html.Th(texts(f"rules.{column}"), scope="col") for column in ("what", "amount", "source")
    ]
    body = [
        html.Tr(
            [
                html.Th(
                    [rule.what, html.Small(rule.condition) if rule.condition else None], scope="row"
                ),
                html.Td(rule.amount, className="number"),
                html.Td(
                    [
                        html.A(rule.site, href=rule.address),
                        html.Small(html.Time(day_words(rule.date, texts), dateTime=rule.date)),
                    ],
                ),
            ]
        )
        for rule in rows
    ]
    names = "; ".join(dict.fromkeys(rule.name for rule in rows))
    caption = html.Caption(names[:1].upper() + names[1:], lang="nl")
    return [html.H2(period), table(period, caption, heads, body)]


def _where(context: Context, key: str, part: str) -> list:
    """One thing that a plan must hold, and where it stands in a portrait."""
    texts = context.texts
    address = portrait_of(context.data, context.view, "NL")
    return [
        texts(f"rules.plan.{key}"),
        " ",
        html.A(texts("rules.plan.there"), href=f"{address}#{part}"),
    ]
