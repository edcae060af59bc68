"""Headers, compression and cache rules of every answer."""

from flask import Flask, Request, Response, request
from flask_compress import Compress

from dashboard.settings import Settings

#: Files with a hash of their content in the name never change.
FOREVER = "public, max-age=31536000, immutable"
#: Other assets carry their time of change in the address that Dash writes.
A_DAY = "public, max-age=86400"
#: Where files are served from.
STATIC = ("/assets/", "/_dash-component-suites/")
#: plotly.js, by far the largest file; its address bears no version.
PLOTLY = "/_dash-component-suites/plotly/package_data/plotly.min.js"
#: Stands for the key of what is no file.
ANSWER = "answer"


class StaticCache(dict):
    """Compressed files by path, so that no file is compressed twice; answers are never kept."""

    def set(self, key: str, content: bytes) -> None:
        if not key.endswith(ANSWER):
            self[key] = content


def _cache_key(asked: Request) -> str:
    """The path of a file that never changes while the server runs; the rest has no key."""
    return asked.path if asked.path.startswith(STATIC) else ANSWER


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
        "application/geo+json",
        "image/svg+xml",
    ]
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 5
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


def protect(server: Flask, hashes: list[str], settings: Settings) -> None:
    """Add the headers to every answer of this server."""
    content_policy = policy(hashes, settings)

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        if request.path.startswith(("/assets/geo/", "/assets/fonts/")):
            response.headers["Cache-Control"] = FOREVER
        elif request.path.startswith(("/assets/", PLOTLY)):
            response.headers["Cache-Control"] = A_DAY
        return response
