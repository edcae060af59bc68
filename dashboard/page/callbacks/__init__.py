"""One file per question: parse the address, call a pure function, return."""

from dash import Dash

from dashboard.data import Data
from dashboard.page.callbacks import (
    facilities,
    layout,
    page,
    screen,
    search,
    suggest,
    threshold,
    travel,
    view,
)
from dashboard.settings import Settings


def register(app: Dash, data: Data, settings: Settings) -> None:
    """Connect every callback to this app."""
    page.register(app, data, settings)
    view.register(app, data)
    layout.register(app, data)
    threshold.register(app)
    search.register(app, data)
    travel.register(app, data)
    facilities.register(app, data)
    screen.register(app, data)
    suggest.register(app, data)
