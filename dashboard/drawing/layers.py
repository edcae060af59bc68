"""Areas and sites of a view with their geometry, for programs that draw maps.

Degrees WGS84 (longitude, latitude), as the map on the screen has them: simplified, with shared
borders kept.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from dashboard.address.context import Context
from dashboard.drawing.area_shapes import shapes_of
from dashboard.figures.answer import asked_profiles, started
from dashboard.words.changes import supposing
from dashboard.words.map_table import Part
from dashboard.words.question import question
from dashboard.words.sources import source_line
from geodata.analysis.changed_offer import candidates_at, taught_at
from geodata.analysis.coverage import asked_sites
from geodata.vocabulary import COMBINED, COUNTED, SINGLE, Codes, countable


@dataclass(frozen=True, eq=False)
class Layer:
    """Figures under the names of the language, a geometry per row (None where none is known), and
    what they are, line by line, the question first."""

    name: str
    #: Of all geometries; a ``MULTIPOLYGON`` may be one polygon.
    kind: str
    frame: pd.DataFrame
    geometry: np.ndarray
    head: list[str]

    @property
    def of_one_type(self) -> np.ndarray:
        """The geometries for programs whose layers have one type: polygons as multipolygons."""
        whole = self.geometry.copy()
        single = shapely.get_type_id(whole) == shapely.GeometryType.POLYGON
        whole[single] = shapely.multipolygons(whole[single][:, None])
        return whole


def areas(context: Context, part: Part) -> Layer:
    """The rows of the table of the map with the shapes of the map."""
    data, view, texts = context.data, context.view, context.texts
    shapes = data.shapes(view.level, view.region)
    geometry = shapes_of(data, shapes, part.frame["code"].tolist())
    return Layer(texts("layer.areas"), "MULTIPOLYGON", part.named(texts), geometry, part.head)


def sites(context: Context) -> Layer:
    """Every site in the region of the view that has the asked offer, and the chosen one.

    Candidates are the fewest and the most that masked numbers allow: in all of the asked profiles,
    and in each profile that a site has, in the asked tracks. A site of which no place is known
    has no geometry.
    """
    data, view, texts = context.data, context.view, context.texts
    wanted = view.question
    chosen = (data.tables.sites["code"] == view.site).to_numpy()
    inside = data.sites_in(data.around(view.region).code)
    rows = np.flatnonzero((asked_sites(data.tables, wanted) & inside) | chosen)
    listed = data.tables.sites.iloc[rows]
    frame = pd.DataFrame(
        {
            texts("csv.site"): listed["code"],
            texts("csv.site_name"): listed["name"],
            texts("csv.street"): listed["street"],
            texts("csv.postcode"): listed["postcode"],
            texts("csv.place"): listed["place"],
            texts("csv.municipality"): listed["municipality"],
            texts("csv.board"): listed["board"],
            texts("csv.point_basis"): listed["point_basis"],
            texts("csv.sto"): listed["sto"],
            texts("csv.sto_basis"): [
                texts(f"sto_basis.{basis}") if basis else "" for basis in listed["sto_basis"]
            ],
            texts("csv.year"): wanted.year,
            texts("csv.profiles"): _marks(context, SINGLE, rows),
            texts("csv.combined"): _marks(context, tuple(COMBINED), rows),
            **_candidates(context, rows),
        }
    ).reset_index(drop=True)
    placed = listed["lon"].notna().to_numpy()
    geometry = np.full(len(listed), None, dtype=object)
    geometry[placed] = shapely.points(listed.loc[placed, ["lon", "lat"]].to_numpy())
    begun = _started(context)
    if len(begun):
        # How many will come nobody knows: whole numbers with gaps.
        counts = dict.fromkeys(frame.select_dtypes("int"), "Int64")
        frame = pd.concat([frame.astype(counts), begun], ignore_index=True)
        geometry = np.append(geometry, shapely.points(begun.attrs["points"]))
    return Layer(texts("layer.sites"), "POINT", frame, geometry, sites_heading(context))


def _started(context: Context) -> pd.DataFrame:
    """The postcode areas where a change starts the asked offer, and their ``points``."""
    data, view, texts = context.data, context.view, context.texts
    every = started(data, view, data.around(view.region).code)
    places = [data.place_at(len(data.tables.placed_sites) + one.home) for one in every]
    marks = [", ".join(texts(f"mark.{code}") for code in one.profiles) for one in every]
    frame = pd.DataFrame(
        {
            texts("csv.site"): [place.code for place in places],
            texts("csv.site_name"): [place.name for place in places],
            texts("csv.point_basis"): texts("site.started"),
            texts("csv.year"): view.year,
            texts("csv.profiles"): marks,
        }
    )
    frame.attrs["points"] = [(place.lon, place.lat) for place in places]
    return frame


def _marks(context: Context, codes: Codes, rows: np.ndarray) -> list[str]:
    """Which of some profiles each site has in the asked tracks, by their marks: "BWI, PIE"."""
    view = context.view
    offered = taught_at(context.data.tables, view.question, codes)
    marks = np.array([context.texts(f"mark.{code}") for code in codes])
    return [", ".join(marks[has]) for has in offered[:, rows].T]


def _candidates(context: Context, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Fewest and most candidates, of the asked profiles together and of each on its own."""
    view, texts, tables = context.view, context.texts, context.data.tables
    of_set = candidates_at(tables, view.question, countable(asked_profiles(view)))
    low, high = (counts.sum(axis=0) for counts in of_set)
    columns = {texts("csv.candidates_low"): low, texts("csv.candidates_high"): high}
    of_each = candidates_at(tables, view.question, COUNTED)
    for code, low, high in zip(COUNTED, *of_each, strict=True):
        columns[texts("csv.profile_low", profile=code.lower())] = low
        columns[texts("csv.profile_high", profile=code.lower())] = high
    return {name: counts[rows].astype(int) for name, counts in columns.items()}


def sites_heading(context: Context) -> list[str]:
    """What the layer of sites is, line by line: about the question, also beside a figure of the
    labour market."""
    texts = context.texts
    asks = supposing(question(context.view, texts), context)
    return [asks, source_line(context), texts("layer.sites.note")]
