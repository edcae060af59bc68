"""What the proxies in front of the server say of who asks, and how."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.web.site import Application

PROTOCOL = "HTTP_X_FORWARDED_PROTO"
PROTOCOLS = {"http", "https"}


class Proxies(ProxyFix):
    """Believes the headers of ``count`` proxies, and no protocol but the two of the web.

    Each proxy adds the address of who asked it. Who can reach the server without passing them
    writes these headers as they like.
    """

    def __init__(self, app: Application, count: int):
        super().__init__(app, x_for=count, x_proto=count)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        named = environ.get(PROTOCOL, "").lower().replace(" ", "").split(",")
        if PROTOCOLS.issuperset(named):
            environ[PROTOCOL] = ",".join(named)
        else:
            environ.pop(PROTOCOL, None)
        return super().__call__(environ, start_response)
