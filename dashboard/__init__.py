"""The dashboard: a Dash app on the prepared tables."""

from dataclasses import replace
from functools import partial

from dash import Dash

from dashboard import api, export
from dashboard.address.paths import ACCESSIBILITY, MAP
from dashboard.address.portrait import portrait_of
from dashboard.address.query import default_view, link
from dashboard.data import Data, load
from dashboard.embed import route as embed
from dashboard.page import accessibility, callbacks, layout, refused
from dashboard.page import missing as missing_page
from dashboard.page.document import PageApp
from dashboard.page.pages import PAGES
from dashboard.portrait import route as portraits
from dashboard.search import search_index
from dashboard.settings import Settings, from_environment
from dashboard.texts import LANGUAGES
from dashboard.upload.folder import with_layouts
from dashboard.web import (
    assets,
    bodies,
    incoming,
    metrics,
    missing,
    rate,
    ready,
    security,
    style,
    wellknown,
)
from dashboard.web.assets import ASSETS
from dashboard.web.mount import Mounted
from dashboard.web.proxies import Proxies
from dashboard.web.site import Site
from geodata.vocabulary import CLOSE_LEVELS

#: Folders of files that are served under a name that somebody writes.
NAMED = ("geo", "fonts", "vendor", "style", "scripts")


def listed(data: Data) -> list[dict[str, str]]:
    """What a search engine should know: every page and portrait, by language; no postcode areas."""
    views = {language: replace(default_view(data), language=language) for language in LANGUAGES}
    pages = [
        {language: link(view, data) for language, view in views.items()},
        *(
            {language: f"{path}?taal={language}" for language in LANGUAGES}
            for path in (*PAGES, ACCESSIBILITY, api.PAGE)
            if path != MAP
        ),
    ]
    regions = data.tables.regions
    return pages + [
        {language: portrait_of(data, view, code) for language, view in views.items()}
        for code in regions.loc[~regions["level"].isin(CLOSE_LEVELS), "code"]
    ]


def create_app(settings: Settings | None = None, data: Data | None = None) -> Dash:
    """A dashboard ready to serve; every call makes an app of its own.

    Raises DataError where a file that it needs is missing, or is not as it was made, or where a
    layout is not right.
    """
    settings = settings or from_environment()
    add_layouts = partial(with_layouts, folder=settings.layouts)
    data = add_layouts(data) if data else load(settings.tables, add_layouts)
    search_index(data)  # costly, so before workers are forked
    geometry = data.manifest["geometry"].values()
    assets.verify(geometry)
    # Dash gives the map an address by itself.
    server = Site("dashboard", PAGES.keys() - {MAP})
    server.wsgi_app = Mounted(server.wsgi_app, settings.script_name)
    if settings.metrics:
        metrics.register(server)
    if settings.proxies:
        server.wsgi_app = Proxies(server.wsgi_app, settings.proxies)
    incoming.register(server, settings.hosts)
    security.compress(server)
    style.register(server)
    app = PageApp(
        "dashboard",
        data=data,
        server=server,
        title="Techniek Dichtbij",
        update_title=None,
        assets_folder=str(ASSETS),
        # Served, not put into every page: geometry, fonts, what other pages need, and the scripts,
        # which the page names itself.
        assets_path_ignore=[f"^{folder}$" for folder in NAMED],
        health_endpoint="health",
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        suppress_callback_exceptions=True,
    )
    app.renderer = ""  # main.mjs starts it
    app.layout = layout.root()
    callbacks.register(app, data, settings)
    bodies.register(server, app.callback_map)
    export.register(server, data)
    accessibility.register(server, settings.contact)
    portraits.register(server, data, settings.pdfs)
    buckets = rate.Buckets(settings.api_rate)
    rate.register(server, buckets)
    api.register(server, data, buckets)
    embed.register(server, data)
    assets.register(server)
    ready.register(server, geometry, data.dates)
    missing.register(server, lambda: missing_page.page(data), api.REFUSALS)
    refused.register(server)
    wellknown.register(server, lambda: listed(data))
    security.protect(server, app.csp_hashes(), settings)
    return app
