"""Where the site begins: at ``/``, or below a path of a larger one."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from dashboard.web.site import Application


class Mounted:
    """The site below a path, whether what is in front of it strips that path or not.

    A server that knows of the path (gunicorn's own workers), or a proxy that is believed, has
    written it as ``SCRIPT_NAME`` of the request; else it is ``below``, which may be empty.
    """

    def __init__(self, app: Application, below: str):
        self._app, self._below = app, below

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        below = environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "").rstrip("/") or self._below
        path = environ.get("PATH_INFO", "")
        if below and (path == below or path.startswith(f"{below}/")):
            environ["PATH_INFO"] = path.removeprefix(below)
        return self._app(environ, start_response)
