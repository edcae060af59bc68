"""The style sheets, each in one answer however many components it has."""

from flask import Flask, Response, request

from dashboard.web.assets import files
from dashboard.web.sheets import SHEETS

#: Files of components name others from where they lie themselves, one folder down.
BESIDE = 'url("../'


def sheet(name: str) -> str:
    """The text of a style sheet; other files in it are named from where the sheet lies."""
    text = "\n".join(file.read_text("utf-8") for file in files(name))
    return text.replace(BESIDE, 'url("' + "../" * name.count("/"))


def register(server: Flask) -> None:
    """Answer the address of every style sheet."""
    for name in SHEETS:
        server.add_url_rule(f"/assets/{name}", f"sheet {name}", _answer, defaults={"name": name})


def _answer(name: str) -> Response:
    response = Response(sheet(name), mimetype="text/css")
    response.add_etag()
    response.make_conditional(request)
    return response
