"""Headers, compression and cache rules of every answer."""

import re

from flask import Flask, Request, Response, request
from flask_compress import Compress

from dashboard.address.embed import EMBED
from dashboard.address.paths import UPDATE
from dashboard.settings import Settings
from dashboard.web.assets import DASH_FILES, SCRIPTS_AT, known_files, one_name, scripts_at
from dashboard.web.pieces import QUALITY, WINDOW

#: Files with a hash of their content in the name never change.
FOREVER = "public, max-age=31536000, immutable"
#: Other assets carry their time of change in the address that Dash writes.
A_DAY = "public, max-age=86400"
#: Where files are served from.
STATIC = ("/assets/", DASH_FILES)
#: Our part of plotly.js (see tools/plotly); there before Dash asks for all of it.
PLOTLY = "/assets/vendor/plotly-map-4.1.1.min.js"
#: What other sites show or ask; the rest they can only link to.
FOR_OTHERS = (EMBED, "/oembed", "/api/", "/ogc", "/assets/")
#: A script of Dash that a page names.
PAGE_FILE = re.compile(r'src="[^"?]*?(/_dash-component-suites/[^"?]+)')
#: Geometry of the neighbourhoods of one municipality each.
NEIGHBOURHOODS = "/assets/geo/buurt_"
#: The policy of what is no page: of the answer to every change of view the shortest.
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
#: What says something of pages alone, and what they lead to.
OF_PAGES = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Stands for the key of what is not kept.
ANSWER = "answer"
#: Bytes of compressed files that are kept, at most: some six are needed.
MOST_KEPT = 16_000_000
#: How a text is compressed, best first.
ENCODINGS = ("br", "gzip")


class StaticCache(dict):
    """Compressed files by their one name, so that none is compressed twice; answers are never kept.

    Full is full: what does not fit any more is compressed for every visitor anew.
    """

    def set(self, key: str, content: bytes) -> None:
        # A list is made at once: what another thread keeps meanwhile does not disturb the sum.
        fits = sum(map(len, list(self.values()))) + len(content) <= MOST_KEPT
        if not key.endswith(ANSWER) and key not in self and fits:
            self[key] = content


def _is_file(incoming: Request) -> bool:
    """Whether a whole file is asked, one that never changes while the server runs."""
    return incoming.method == "GET" and incoming.path.startswith(STATIC) and not incoming.range


def _cache_key(incoming: Request) -> str:
    """The one name of a file that was there when the server started; the rest has no key.

    However an address is spelled, and whatever version it bears, it cannot fill the memory.
    """
    return (_is_file(incoming) and one_name(incoming.path)) or ANSWER


def compress_ahead(server: Flask, settings: Settings) -> None:
    """Compress every file that many pages ask for, once: before workers are forked, so that they
    share what is kept and nobody waits for it."""
    browser = server.test_client()
    site = f"http://{[*settings.hosts, 'localhost'][0].lstrip('.')}"
    page = browser.get("/", base_url=site).text
    for encoding in ENCODINGS:
        browser.get("/", base_url=site, headers={"Accept-Encoding": encoding})
    for path in sorted(known_files() | set(PAGE_FILE.findall(page))):
        # Of these every page asks at most one; each is kept from when it is first asked.
        if path.startswith(NEIGHBOURHOODS):
            continue
        for encoding in ENCODINGS:
            browser.get(path, base_url=site, headers={"Accept-Encoding": encoding}).close()


def compress(server: Flask) -> None:
    """Compress what is text; must be set up before Dash takes the server."""
    server.config["COMPRESS_CACHE_BACKEND"] = StaticCache
    server.config["COMPRESS_CACHE_KEY"] = _cache_key
    server.config["COMPRESS_MIMETYPES"] = [
        "text/html",
        "text/css",
        "text/csv",
        "text/javascript",
        "application/javascript",
        "application/json",
        "application/xml",
        "application/geo+json",
        "application/vnd.oai.openapi+json",
        "application/geopackage+sqlite3",
        "image/svg+xml",
    ]
    server.config["COMPRESS_ALGORITHM"] = [*ENCODINGS]
    server.config["COMPRESS_BR_LEVEL"] = QUALITY
    server.config["COMPRESS_BR_WINDOW"] = WINDOW
    Compress(server)


def policy(hashes: list[str], settings: Settings) -> str:
    """The content security policy; ``hashes`` are those of Dash's own inline scripts."""
    tiles = " https://service.pdok.nl" if settings.basemap == "pdok" else ""
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' " + " ".join(hashes),
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{tiles}",
            "worker-src blob:",
            f"connect-src 'self'{tiles}",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {settings.frame_ancestors}",
        ]
    )


def embed_policy(settings: Settings) -> str:
    """The policy of a map on somebody else's site: style and letters from here, and no script."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'none'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {settings.embed_ancestors}",
        ]
    )


def protect(server: Flask, hashes: list[str], settings: Settings) -> None:
    """Add the headers to every answer of this server."""
    usual = policy(hashes, settings)
    own = {EMBED: embed_policy(settings), UPDATE: NO_PAGE}

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = own.get(request.path, usual)
        response.headers["X-Content-Type-Options"] = "nosniff"
        if request.path != UPDATE:
            response.headers.update(OF_PAGES)
        shared = request.path.startswith(FOR_OTHERS)
        response.headers["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if shared else "same-origin"
        )
        if request.method == "POST":
            # What somebody sent comes back to them, and to nobody else.
            response.headers["Cache-Control"] = "no-store"
        if _is_file(request) and response.status_code == 200:
            # A file is sent as a stream, which could be compressed only anew for every visitor.
            response.direct_passthrough = False
            response.get_data()
        if response.status_code >= 400:
            return response
        if request.path.startswith(("/assets/geo/", "/assets/fonts/", scripts_at())):
            response.headers["Cache-Control"] = FOREVER
        elif request.path.startswith(SCRIPTS_AT):
            response.headers["Cache-Control"] = "no-store"
        elif request.path.startswith("/assets/"):
            response.headers["Cache-Control"] = A_DAY
        return response
