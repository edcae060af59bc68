"""A user's own places beside the schools: techlabs, hotspots, bedrijfsscholen, companies."""

import re

import numpy as np
import pandas as pd

from dashboard.data import Data, fold
from dashboard.upload.bounds import text_of
from dashboard.upload.faults import Fault, Upload, in_order, shown
from dashboard.upload.numbers import number, whole
from dashboard.upload.rows import Columns, Sheet, is_json, read_csv, read_features
from geodata.vocabulary import NETHERLANDS, POSTCODE_POINT

COLUMNS: Columns = {
    "name": (
        *("naam", "name", "bedrijfsnaam", "naam bedrijf", "company name", "organisatie"),
        *("organisation", "organization", "instelling", "schoolnaam", "titel", "title", "label"),
    ),
    "kind": ("soort", "kind", "type"),
    "place": ("plaats", "place", "town", "woonplaats"),
    "postcode": ("postcode", "postcode", "postal code", "pc4", "pc6", "postcd", "zip"),
    "lon": ("lengtegraad", "longitude", "lon", "lng"),
    "lat": ("breedtegraad", "latitude", "lat"),
    "source": ("bron", "source"),
    "note": ("toelichting", "note", "opmerking", "opmerkingen"),
}
#: Kind -> the words for it, folded.
KINDS = {
    "techlab": ("techlab", "techlabs", "tech lab"),
    "hotspot": ("hotspot", "hotspots", "hot spot"),
    "bedrijfsschool": ("bedrijfsschool", "bedrijfsscholen", "company school"),
    "company": ("bedrijf", "bedrijven", "company"),
    "mbo": ("mbo", "mbo school", "roc"),
    "other": ("anders", "overig", "other"),
}
ROWS = {
    "name": "str",
    "kind": "str",
    "place": "str",
    "lon": "float64",
    "lat": "float64",
    "point_basis": "str",
    "source": "str",
    "note": "str",
}
#: Where a point is from: the user, or the home area of the postcode.
GIVEN, OF_POSTCODE = "opgegeven coördinaten", POSTCODE_POINT

#: Degrees WGS84 around the European Netherlands.
LON, LAT = NETHERLANDS[::2], NETHERLANDS[1::2]
#: Metres RD around it.
RD_X, RD_Y = (0, 300_000), (300_000, 630_000)
#: The box has pieces of Belgium, Germany and the sea: no place on land is as far from a home area.
FAR_KM = 15
_KM_PER_DEGREE = 111.2
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?(?:[A-Za-z]{2})?")
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}


def read_facilities(content: bytes, file_name: str, data: Data) -> Upload:
    """The places of a CSV or GeoJSON file.

    Rows: name, kind (one of :data:`KINDS`), place ("" where not known), lon and lat (degrees
    WGS84), point_basis (:data:`GIVEN` or :data:`OF_POSTCODE`), source and note ("" where not
    given). A bad row is left out with a fault; never raises.
    """
    text = text_of(content, file_name)
    if isinstance(text, Fault):
        return Upload(_table([]), [text])
    sheet = _sheet(text, file_name)
    read = _Reader(data, sheet.faults)
    for row_number, row in sheet.rows:
        read.row(row_number, row)
    sheet.faults.extend(_asked_for(read.rows))
    return Upload(_table(read.rows), in_order(sheet.faults))


def _sheet(text: str, file_name: str) -> Sheet:
    if is_json(text, file_name):
        return read_features(text, COLUMNS, "name")
    points = ("postcode", "lon", "lat")
    return read_csv(text, COLUMNS, _complete, "upload.facilities.header", points)


def _complete(fields: set[str]) -> bool:
    return "name" in fields and ("postcode" in fields or {"lon", "lat"} <= fields)


def _table(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(ROWS)).astype(ROWS)


def _asked_for(rows: list[dict]) -> list[Fault]:
    """Notices about what is not compulsory and still wanted."""
    kinds = sum(row["kind_given"] == "" for row in rows)
    sources = sum(row["source"] == "" for row in rows)
    notices = []
    if kinds:
        notices.append(Fault(None, "upload.no_kind", {"count": kinds}, notice=True))
    if sources:
        notices.append(Fault(None, "upload.no_source", {"count": sources}, notice=True))
    return notices


class _Reader:
    """Reads rows one by one; remembers which places it has seen."""

    def __init__(self, data: Data, faults: list[Fault]):
        areas = data.tables.regions_of("postcode")
        self.homes = areas[["lon", "lat"]].to_numpy(float)
        self.home_rows = {code: row for row, code in enumerate(areas["code"])}
        self.places = data.tables.main_homes["place"].loc[areas["code"]].to_numpy(object)
        self.faults = faults
        self.rows: list[dict] = []
        self.seen: dict[tuple, int] = {}

    def row(self, row_number: int, row: dict[str, str]) -> None:
        """Keep a good row, or say what is wrong with it."""
        made = self._made(row)
        if isinstance(made, Fault):
            self.faults.append(Fault(row_number, made.key, made.values, made.notice))
            return
        same = (fold(made["name"]), made["kind"], made["lon"], made["lat"])
        if same in self.seen:
            values = {"first": self.seen[same]}
            self.faults.append(Fault(row_number, "upload.same", values, notice=True))
            return
        self.seen[same] = row_number
        self.rows.append(made)

    def _made(self, row: dict[str, str]) -> dict | Fault:
        if not row["name"]:
            return Fault(None, "upload.name")
        kind = _KIND_OF.get(fold(row["kind"][:60])) if row["kind"] else "other"
        if kind is None:
            return Fault(None, "upload.kind", {"value": shown(row["kind"])})
        point = self._point(row)
        if isinstance(point, Fault):
            return point
        lon, lat, basis, place = point
        return {
            "name": row["name"],
            "kind": kind,
            "kind_given": row["kind"],
            "place": row["place"] or place,
            "lon": lon,
            "lat": lat,
            "point_basis": basis,
            "source": row["source"],
            "note": row["note"],
        }

    def _point(self, row: dict[str, str]) -> tuple[float, float, str, str] | Fault:
        """Longitude, latitude, what they are from, and the place of the postcode."""
        postcode = _POSTCODE.fullmatch(row["postcode"])
        home = self.home_rows.get(postcode[1]) if postcode else None
        place = "" if home is None else str(self.places[home])
        if row["lon"] or row["lat"]:
            point = self._coordinates(row["lon"], row["lat"])
            return point if isinstance(point, Fault) else (*point, GIVEN, place)
        if not row["postcode"]:
            return Fault(None, "upload.where")
        if home is None:
            key = "upload.postcode.unknown" if postcode else "upload.postcode"
            return Fault(None, key, {"value": shown(row["postcode"])})
        lon, lat = (float(degrees) for degrees in self.homes[home])
        return lon, lat, OF_POSTCODE, place

    def _coordinates(self, east: str, north: str) -> tuple[float, float] | Fault:
        if not (east and north):
            return Fault(None, "upload.half")
        if _lost_point(east, LON) and _lost_point(north, LAT):
            return Fault(None, "upload.lost_point", {"lon": shown(east), "lat": shown(north)})
        if _in_metres(east, north):
            return Fault(None, "upload.rd")
        lon, lat = number(east), number(north)
        if lon is None or lat is None:
            value = east if lon is None else north
            return Fault(None, "upload.coordinate", {"value": shown(value)})
        if _within(lon, LON) and _within(lat, LAT):
            km = _KM_PER_DEGREE * np.hypot(
                (self.homes[:, 0] - lon) * np.cos(np.radians(lat)), self.homes[:, 1] - lat
            )
            if km.min() <= FAR_KM:
                return lon, lat
        elif _within(lon, LAT) and _within(lat, LON):
            return Fault(None, "upload.swapped")
        return Fault(None, "upload.outside", {"lon": shown(east), "lat": shown(north)})


def _lost_point(text: str, bounds: tuple[float, float]) -> bool:
    """Are these the digits of a degree in bounds, without the point before its decimals? A
    spreadsheet that knows decimals by a comma makes 51.214 of 5.1214. In metres the Dutch grid has
    only the sea where both would be so."""
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+|[0-9]{4,9}", text):
        return False
    digits = text.replace(".", "")
    return _within(float(f"{digits[0]}.{digits[1:]}"), bounds) or _within(
        float(f"{digits[:2]}.{digits[2:]}"), bounds
    )


def _in_metres(east: str, north: str) -> bool:
    """Whether these are metres of the Dutch grid, perhaps with points between the thousands."""
    x, y = (whole(text) or number(text) for text in (east, north))
    return x is not None and y is not None and _within(x, RD_X) and _within(y, RD_Y)


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
