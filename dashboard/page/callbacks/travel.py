"""What can be reached from one site, before the page of it is there?"""

from dash import Dash
from flask import jsonify

from dashboard.address.context import Context
from dashboard.address.paths import RINGS
from dashboard.address.query import read
from dashboard.data import Data
from dashboard.messages.travel import message
from dashboard.web import incoming


def register(app: Dash, data: Data) -> None:
    # A clicked site gets its rings from here at once: what follows the address comes after.
    @app.server.get(RINGS)
    def rings():
        view, _ = read(incoming.query(), data)
        return jsonify(message(Context(data, view)))
