"""One file per question: parse the address, call a pure function, return."""

from dash import Dash

from dashboard.data import Data
from dashboard.page.callbacks import (
    answer,
    controls,
    facilities,
    map,
    page,
    screen,
    search,
    table,
    travel,
    work,
)
from dashboard.settings import Settings


def register(app: Dash, data: Data, settings: Settings) -> None:
    """Connect every callback to this app."""
    page.register(app, data, settings)
    controls.register(app, data)
    map.register(app, data)
    answer.register(app, data)
    table.register(app, data)
    search.register(app, data)
    travel.register(app, data)
    facilities.register(app, data)
    work.register(app, data)
    screen.register(app, data)
