"""What can be seen across land from a point: the base of the isochrones, made once by the build."""

from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geodata.tables.arrays import Floats
from geodata.tables.checksum import facts
from geodata.tables.isochrones import BEARINGS, FURTHEST_M, UNIT_M, Stars
from geodata.travel.barriers import CELL_M, OPEN_WATER_M, Barriers
from geodata.travel.estimate import Estimate
from geodata.travel.grid import to_degrees

#: Points whose rays are tested at once: bounds the memory, not the answer.
_AT_ONCE = 200


def stars(sites: pd.DataFrame, estimate: Estimate) -> Stars:
    """Stars of every site and of every end of a crossing, and the way between the two.

    sites: placed sites with code, x, y.
    """
    site_xy = sites[["x", "y"]].to_numpy(float)
    network = estimate.network
    ends = np.column_stack([network.x, network.y])[estimate.crossing_ends]
    # Ends abroad or at sea, too far from any site, start no ring.
    way = estimate.to_nodes(site_xy, estimate.crossing_ends, FURTHEST_M)
    used = np.isfinite(way).any(axis=0)
    ends, way = ends[used], way[:, used]
    site, end = np.nonzero(np.isfinite(way))
    return Stars(
        sites=sites["code"].to_numpy(str),
        points=np.vstack([site_xy, ends]),
        seen=sight_m(np.vstack([site_xy, ends]), estimate.barriers),
        site=site,
        end=len(site_xy) + end,
        way_m=way[site, end],
        to_degrees=_to_degrees(site_xy),
    )


def sight_m(points: Floats, barriers: Barriers) -> Floats:
    """Metres to the first large water in every direction of BEARINGS, at most the furthest."""
    return np.vstack(
        [
            np.minimum(_to_waterway(part, barriers), _to_open_water(part, barriers))
            for part in np.array_split(points, max(1, len(points) // _AT_ONCE))
        ]
    )


def _rays(points: Floats) -> Floats:
    """Far ends of the rays: points × bearings × 2."""
    return points[:, None, :] + FURTHEST_M * BEARINGS[None, :, :]


def _to_waterway(points: Floats, barriers: Barriers) -> Floats:
    far = _rays(points)
    rays = shapely.linestrings(np.stack([np.broadcast_to(points[:, None, :], far.shape), far], 2))
    rays = rays.ravel()
    lines = shapely.get_parts(barriers.waterways)
    ray, line = shapely.STRtree(lines).query(rays, predicate="intersects")
    start = np.repeat(points, len(BEARINGS), axis=0)[ray]
    met = shapely.distance(shapely.points(start), shapely.intersection(rays[ray], lines[line]))
    seen = np.full(len(rays), FURTHEST_M)
    np.minimum.at(seen, ray, met)
    return seen.reshape(len(points), -1)


def _to_open_water(points: Floats, barriers: Barriers) -> Floats:
    """Where a ray has crossed more open water than a pond has, it ends at the first of it."""
    steps = np.arange(0.5, FURTHEST_M / CELL_M)
    wet = np.stack(
        [
            barriers.is_water(
                *(points[:, None, :] + step * CELL_M * BEARINGS[None, :, :]).transpose(2, 0, 1)
            )
            for step in steps
        ],
        axis=2,
    )
    metres = np.cumsum(wet, axis=2) * CELL_M
    too_much = metres > OPEN_WATER_M
    at = np.where(too_much.any(axis=2), too_much.argmax(axis=2) * CELL_M - OPEN_WATER_M, FURTHEST_M)
    return np.clip(at, 0, FURTHEST_M)


def _to_degrees(points: Floats) -> Floats:
    """Per point what turns metres east and north of it into degrees: lon, lat, and a 2 × 2 matrix.

    Within a ring the Dutch grid is straight enough for that: the error stays under 20 m.
    """
    lon, lat = to_degrees(points[:, 0], points[:, 1])
    east = np.column_stack(to_degrees(points[:, 0] + 1000, points[:, 1]))
    north = np.column_stack(to_degrees(points[:, 0], points[:, 1] + 1000))
    here = np.column_stack([lon, lat])
    return np.column_stack([here, (east - here) / 1000, (north - here) / 1000])


def write(stars: Stars, path: Path) -> dict[str, int | str]:
    """Write the stars; their number and hash. Equal stars give equal bytes."""
    np.savez_compressed(
        path,
        sites=stars.sites,
        points=np.rint(stars.points).astype(np.int32),
        seen=np.rint(stars.seen / UNIT_M).astype(np.uint16),
        site=stars.site.astype(np.int16),
        end=stars.end.astype(np.int16),
        way_m=np.rint(stars.way_m).astype(np.uint16),
        to_degrees=stars.to_degrees,
    )
    return facts(path, len(stars.points))
