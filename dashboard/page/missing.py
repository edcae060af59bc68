"""What an address that is not ours answers with: that it is none, and ways to what was sought.

Whoever mistyped the name of a region finds it here, so this page searches by itself what stands in
the address. It runs no script: it also answers where a script was asked.
"""

import re
from dataclasses import replace

from flask import render_template, request

from dashboard.address.context import Context
from dashboard.address.query import default_view, link
from dashboard.data import Data
from dashboard.page.components.header import READING
from dashboard.page.components.search import destination
from dashboard.search import LONGEST, find
from dashboard.texts import LANGUAGES
from dashboard.web import incoming
from dashboard.web.assets import asset
from dashboard.words.names import region_name
from dashboard.words.search import hit_line, hit_name

#: The shortest word of an address that says anything.
SHORTEST = 3


def page(data: Data) -> str:
    """The page for the address of this request."""
    context = Context(data, replace(default_view(data), language=incoming.language()))
    texts = context.texts
    typed = request.args.get("zoek", "")[:LONGEST]
    return render_template(
        "missing.html",
        texts=texts,
        language=texts.language,
        other=next(one for one in LANGUAGES if one != texts.language),
        reading=READING,
        typed=typed,
        found=suggestions(context, typed or in_address(request.path)),
        map=link(context.view, data),
        style=asset("style.css"),
    )


def in_address(path: str) -> str:
    """What the last part of a path may name: a region, a place, a postcode; else nothing."""
    name = re.sub(r"\.\w{2,7}$", "", path.rstrip("/").rpartition("/")[2])[:LONGEST]
    return name if len(name) >= SHORTEST else ""


def suggestions(context: Context, sought: str) -> list[dict]:
    """Views of the map: of a region by its code, else of what the search finds."""
    data, view, texts = context.data, context.view, context.texts
    region = data.known_region(sought)
    if region is not None:
        name, label = region_name(region, texts), texts(f"level.{region.kind}.one")
        return [{"name": name, "label": label, "href": link(view.arrive(data, sought), data)}]
    return [
        {
            "name": hit_name(data, hit, texts),
            "label": hit_line(hit, texts),
            "href": link(destination(context, hit), data),
        }
        for hit in find(data, sought)
    ]
