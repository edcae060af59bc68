"""The panel of the Caribbean Netherlands: facts with their sources, and what is not known."""

from dashboard.address.context import Context
from dashboard.figures.caribbean import facts
from dashboard.page.components.answer_words import headline, paragraphs
from dashboard.page.elements import html
from dashboard.texts import Texts
from dashboard.words.answer import answer_words


def panel(context: Context) -> list:
    """Every island with its schools."""
    texts, known, words = context.texts, facts(), answer_words(context)
    return [
        headline(words),
        *paragraphs(words.lines),
        *[part for island in known["islands"] for part in _island(island, texts)],
        html.H3(texts("caribbean.unknown")),
        html.Ul([html.Li(gap[texts.language]) for gap in known["unknown"]], className="plain"),
    ]


def _island(island: dict, texts: Texts) -> list:
    schools = [
        html.Li(
            [
                html.Strong(school["name"]),
                html.Span(f" {school[texts.language]} "),
                html.A(
                    texts("caribbean.source", publisher=school["source"]["publisher"]),
                    href=school["source"]["address"],
                ),
            ]
        )
        for school in island["schools"]
    ]
    return [html.H3(island["name"]), html.Ul(schools, className="sites")]
