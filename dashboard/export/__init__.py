"""What is shown, to take away: plain addresses that answer with a file."""

from flask import Flask

from dashboard.export import csv
from dashboard.tables import Data


def register(server: Flask, data: Data) -> None:
    """Add the downloads to the server."""
    csv.register(server, data)
