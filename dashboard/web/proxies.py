"""What the proxies in front of the server say of who asks, and how."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.settings import MOUNT
from dashboard.web.site import Application

PROTOCOL = "HTTP_X_FORWARDED_PROTO"
PROTOCOLS = {"http", "https"}
PREFIX = "HTTP_X_FORWARDED_PREFIX"


class Proxies(ProxyFix):
    """Believes the headers of ``count`` proxies: who asked, by which protocol, of which host, and
    below which path; no protocol but the two of the web, and no path that needs an escape.

    Each proxy adds its own to what it was told. Who can reach the server without passing them
    writes these headers as they like. The host is looked at where every host is
    (:mod:`dashboard.web.incoming`).
    """

    def __init__(self, app: Application, count: int):
        super().__init__(app, x_for=count, x_proto=count, x_host=count, x_prefix=count)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        named = environ.get(PROTOCOL, "").lower().replace(" ", "").split(",")
        if PROTOCOLS.issuperset(named):
            environ[PROTOCOL] = ",".join(named)
        else:
            environ.pop(PROTOCOL, None)
        below = [one.strip().rstrip("/") for one in environ.get(PREFIX, "").split(",")]
        if all(one == "" or MOUNT.fullmatch(one) for one in below):
            environ[PREFIX] = ",".join(below)
        else:
            environ.pop(PREFIX, None)
        return super().__call__(environ, start_response)
