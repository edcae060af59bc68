"""Headers, compression and cache rules of every answer."""

from flask import Flask, Response, request
from flask_compress import Compress

from dashboard.settings import Settings

#: Files with a hash of their content in the name never change.
FOREVER = "public, max-age=31536000, immutable"
#: Other assets carry their time of change in the address that Dash writes.
A_DAY = "public, max-age=86400"


def compress(server: Flask) -> None:
    """Compress what is text; must be set up before Dash takes the server."""
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
        elif request.path.startswith("/assets/"):
            response.headers["Cache-Control"] = A_DAY
        return response
