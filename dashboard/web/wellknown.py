"""Addresses that browsers and search engines try by themselves."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from flask import Flask, Response, redirect
from flask.typing import ResponseReturnValue

from dashboard.web import incoming

ICON = "/assets/favicon.svg"
#: Made anew for whoever asks, and a page has the same figures: no robot needs to fetch it.
NOT_FOR_ROBOTS = (
    *("/api/v1/", "/ogc/", "/kaart.svg", "/qr.svg", "/ringen.json", "/grenzen.json"),
    "/voorstel",
    *("/*.csv", "/*.xlsx", "/*.geojson", "/*.gpkg", "/*.pptx", "/*.pdf"),
)
#: A page: its path and query by language.
Languages = Mapping[str, str]


def register(server: Flask, pages: Callable[[], Sequence[Languages]]) -> None:
    """Add the icon, the rules for robots and the list of ``pages``, which is asked once."""
    listed = cache(pages)

    @server.get("/favicon.ico")
    def icon() -> ResponseReturnValue:
        return redirect(incoming.at(ICON), 301)

    @server.get("/robots.txt")
    def robots() -> Response:
        return Response(rules(incoming.site(), incoming.base()), mimetype="text/plain")

    @server.get("/sitemap.xml")
    def sitemap() -> Response:
        return Response(site_map(incoming.site(), listed()), mimetype="application/xml")


def rules(site: str, base: str) -> str:
    """What robots may fetch, and where the list of pages is; base: where the site begins."""
    refused = "".join(f"Disallow: {base}{path}\n" for path in NOT_FOR_ROBOTS)
    return f"User-agent: *\n{refused}Allow: {base}/\n\nSitemap: {site}/sitemap.xml\n"


def site_map(site: str, pages: Sequence[Languages]) -> str:
    """Every page in every language, each with its other languages beside it."""
    entries = "".join(_entries(site, page) for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    )


def _entries(site: str, page: Languages) -> str:
    beside = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(site + path)}/>'
        for language, path in page.items()
    )
    return "".join(
        f"<url><loc>{escape(site + path)}</loc>{beside}</url>\n" for path in page.values()
    )
