"""Rows with a geometry each as features of GeoJSON (RFC 7946)."""

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

GEOJSON = "application/geo+json"


def features(frame: pd.DataFrame, geometry: np.ndarray, ids: Sequence[str] = ()) -> list[str]:
    """A feature per row, as text; null where nothing is known. ids: of each, where it has one."""
    heads = [f'"id":{_json(one)},' for one in ids] or [""] * len(frame)
    return [
        f'{{"type":"Feature",{head}"properties":{_json(row)},"geometry":{shape or "null"}}}'
        for head, row, shape in zip(heads, _rows(frame), shapely.to_geojson(geometry), strict=True)
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _rows(frame: pd.DataFrame) -> list[dict]:
    """Rows as plain values; None where nothing is known."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")
