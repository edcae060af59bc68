"""What a view shows as GeoJSON and GeoPackage, for programs that draw maps."""

import json
from collections.abc import Callable
from datetime import date

import pandas as pd
from flask import Flask, Response

from dashboard.address.context import Context
from dashboard.address.query import lasting_link
from dashboard.data import Data
from dashboard.drawing.geojson import GEOJSON, features
from dashboard.drawing.layers import Layer, areas, sites
from dashboard.export import gpkg, method
from dashboard.export.asked import METHODS, requested_context
from dashboard.export.own_places import places_layer, with_places
from dashboard.formatting import today
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.pools import LAYERS
from dashboard.words.map_table import table

GEOPACKAGE = "application/geopackage+sqlite3"


def register(server: Flask, data: Data) -> None:
    for address, kind, mimetype, writer in (
        ("/download.geojson", "", GEOJSON, areas_as_geojson),
        ("/download-vestigingen.geojson", "vestigingen", GEOJSON, sites_as_geojson),
        ("/download.gpkg", "", GEOPACKAGE, geopackage),
    ):
        answer = _answer(data, kind, mimetype, writer)
        server.add_url_rule(address, address, answer, methods=METHODS)


def _answer(data: Data, kind: str, mimetype: str, writer: Callable) -> Callable:
    def download() -> Response:
        context = requested_context(data)
        address = incoming.site() + lasting_link(context.view, data)
        body = jobs.drawn(context.texts, LAYERS, lambda: writer(context, address, today()))
        if isinstance(body, Response):
            return body
        extension = "gpkg" if mimetype == GEOPACKAGE else "geojson"
        return attachment(body, mimetype, file_name(context, kind, extension))

    return download


# ---- GeoJSON ------------------------------------------------------------------------------------


def areas_as_geojson(context: Context, address: str, day: date) -> str:
    """The areas of the table of the map, with its figures."""
    note = f"{context.texts('layer.areas.note')} {context.texts('layer.crs')}"
    name = file_name(context, extension="geojson", day=day).removesuffix(".geojson")
    return _collection(_layers(_areas(context), context), name, note, address, day)


def sites_as_geojson(context: Context, address: str, day: date) -> str:
    """The sites with the asked offer, with their profiles and candidates."""
    name = file_name(context, "vestigingen", "geojson", day).removesuffix(".geojson")
    layers = _layers(sites(context), context)
    return _collection(layers, name, context.texts("layer.crs"), address, day)


def _areas(context: Context) -> Layer:
    """The areas, each with the places of a user that stand in it."""
    return areas(context, with_places(table(context), context))


def _layers(layer: Layer, context: Context) -> list[Layer]:
    """A layer, and behind it the places that a user sent along."""
    return [layer, places_layer(context)] if context.places else [layer]


def _collection(layers: list[Layer], name: str, note: str, address: str, day: date) -> str:
    """Features under members that say what they are: those keep their names in every language."""
    question, *lines = layers[0].head
    members = {
        "type": "FeatureCollection",
        "name": name,
        "vraag": question,
        "bron": " ".join(lines),
        "datum": day.isoformat(),
        "adres": address,
        "toelichting": note,
    }
    head = json.dumps(members, ensure_ascii=False).removesuffix("}")
    rows = ",\n".join(
        feature for layer in layers for feature in features(layer.frame, layer.geometry)
    )
    return f'{head},"features":[\n{rows}\n]}}\n'


# ---- GeoPackage ---------------------------------------------------------------------------------


def geopackage(context: Context, address: str, day: date) -> bytes:
    """Areas and sites as two layers; method and sources as two tables."""
    data, texts = context.data, context.texts
    found = [table(context)]
    about = [
        *method.about(context, found, address, day),
        (texts("file.note"), texts("layer.areas.note")),
        (texts("file.note"), texts("layer.crs")),
        (texts("file.note"), texts("layer.sites.note")),
        *method.definitions(texts),
        *((texts("file.note"), note) for note in method.caveats(data, texts)),
    ]
    label, text = texts("file.label"), texts("file.text")
    heads = [texts(f"method.source.{column}") for column in method.SOURCE_COLUMNS]
    return gpkg.written(
        [_areas(context), *_layers(sites(context), context)],
        {
            texts("layer.method"): pd.DataFrame(about, columns=[label, text]),
            texts("layer.sources"): pd.DataFrame(
                method.sources(data, context.view, texts), columns=heads
            ),
        },
        day,
    )
