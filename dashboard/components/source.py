"""Where the figures of a view come from, under the panel and in downloads."""

from dash import dcc, html

from dashboard.components.sentence import school_year
from dashboard.tables import Data
from dashboard.texts import Texts
from dashboard.view import View, link


def source(data: Data, view: View, texts: Texts) -> html.P:
    """The source line of the panel, with the way to the method."""
    return html.P(
        [
            source_line(data, view, texts),
            " ",
            dcc.Link(texts("method.how"), href=f"/verantwoording?taal={view.language}"),
        ],
        className="source",
    )


def download(address: str, data: Data, view: View, texts: Texts) -> html.A:
    """A link to the figures of a part of the panel as a file."""
    query = link(view, data).removeprefix("/")
    return html.A(texts("download"), href=address + query, download="")


def source_line(data: Data, view: View, texts: Texts) -> str:
    """Where the figures of a view come from, of when they are, and how far was measured."""
    population = texts(f"source.population.{view.population}")
    return texts(
        "source",
        year=school_year(view.year),
        population=population,
        measured=measured(data, view, texts),
    )


def measured(data: Data, view: View, texts: Texts) -> str:
    """How distances were found: as the crow flies, estimated, or over a network."""
    if view.measure == "straight" and view.show != "difference" and not view.site:
        return texts("source.straight")
    how = texts("routed") if "network" in data.manifest else ""
    how = " / ".join(filter(None, [how, texts("estimated")]))
    text = texts("source.cycle", how=how)
    return f"{text}, {texts('source.speed', speed=view.speed)}" if view.unit == "min" else text
