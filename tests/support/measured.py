"""A small application for gunicorn whose answers are counted for a Prometheus."""

from flask import Flask

from dashboard.web import metrics

server = Flask("measured")
metrics.register(server)


@server.get("/regio/<code>")
def region(code: str) -> str:
    """What was asked."""
    return code
