"""What a view shows as GeoJSON and GeoPackage, for programs that draw maps."""

import json
from collections.abc import Callable
from datetime import date

import pandas as pd
import shapely
from flask import Flask, Response

from dashboard.address.context import Context
from dashboard.address.query import lasting_link
from dashboard.data import Data
from dashboard.export import gpkg, method
from dashboard.export import tables as parts
from dashboard.export.asked import METHODS, requested_context
from dashboard.export.layers import Layer, areas, own_places, sites
from dashboard.formatting import today
from dashboard.web import incoming, jobs
from dashboard.web.attachment import attachment, file_name
from dashboard.web.pools import LAYERS

GEOJSON = "application/geo+json"
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
    note = context.texts("layer.areas.note")
    name = file_name(context, extension="geojson", day=day).removesuffix(".geojson")
    return _collection(_layers(areas(context), context), name, note, address, day)


def sites_as_geojson(context: Context, address: str, day: date) -> str:
    """The sites with the asked offer, with their profiles and candidates."""
    name = file_name(context, "vestigingen", "geojson", day).removesuffix(".geojson")
    layers = _layers(sites(context), context)
    return _collection(layers, name, context.texts("layer.crs"), address, day)


def _layers(layer: Layer, context: Context) -> list[Layer]:
    """A layer, and behind it the places that a user sent along."""
    return [layer, own_places(context)] if context.places else [layer]


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
    features = ",\n".join(
        f'{{"type":"Feature","properties":{_json(row)},"geometry":{shape or "null"}}}'
        for layer in layers
        for row, shape in zip(_rows(layer.frame), shapely.to_geojson(layer.geometry), strict=True)
    )
    return f'{head},"features":[\n{features}\n]}}\n'


def _json(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _rows(frame: pd.DataFrame) -> list[dict]:
    """Rows as plain values; None where nothing is known."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


# ---- GeoPackage ---------------------------------------------------------------------------------


def geopackage(context: Context, address: str, day: date) -> bytes:
    """Areas and sites as two layers; method and sources as two tables."""
    data, texts = context.data, context.texts
    found = [parts.table(context)]
    about = [
        *method.about(context, found, address, day),
        (texts("file.note"), texts("layer.areas.note")),
        (texts("file.note"), texts("layer.sites.note")),
        *method.definitions(texts),
        *((texts("file.note"), note) for note in method.caveats(data, texts)),
    ]
    label, text = texts("file.label"), texts("file.text")
    heads = [texts(f"method.source.{column}") for column in method.SOURCE_COLUMNS]
    return gpkg.written(
        [areas(context), *_layers(sites(context), context)],
        {
            texts("layer.method"): pd.DataFrame(about, columns=[label, text]),
            texts("layer.sources"): pd.DataFrame(
                method.sources(data, context.view, texts), columns=heads
            ),
        },
        day,
    )
