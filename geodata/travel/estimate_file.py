"""The national estimate as a file: what the build makes and the command line reads."""

from pathlib import Path

import numpy as np
import shapely
from scipy.sparse import csr_array

from geodata.errors import DataError
from geodata.tables.checksum import facts
from geodata.travel.barriers import Barriers
from geodata.travel.estimate import Estimate
from geodata.travel.network import Network

NAME = "estimate.npz"


def write(estimate: Estimate, path: Path) -> dict[str, int | str]:
    """Write the estimate; its number of nodes and hash. Equal estimates give equal bytes."""
    metres = estimate.network.metres
    lines = shapely.get_parts(estimate.barriers.waterways)
    corners, of_line = shapely.get_coordinates(lines, return_index=True)
    water = estimate.barriers.water
    np.savez_compressed(
        path,
        x=estimate.network.x.astype(np.int32),
        y=estimate.network.y.astype(np.int32),
        metres=np.ceil(metres.data).astype(np.int32),
        indices=metres.indices.astype(np.int32),
        indptr=metres.indptr.astype(np.int32),
        crossing_ends=estimate.crossing_ends.astype(np.int32),
        corners=np.rint(corners).astype(np.int32),
        of_line=of_line.astype(np.int32),
        water=np.packbits(water),
        water_shape=np.array(water.shape, np.int32),
        water_corner=np.array(estimate.barriers.corner, np.int32),
    )
    return facts(path, len(estimate.network.x))


def read(folder: Path) -> Estimate:
    """The estimate of a folder with prepared tables."""
    path = folder / NAME
    try:
        with np.load(path) as kept:
            x, y = kept["x"].astype(float), kept["y"].astype(float)
            matrix = (kept["metres"].astype(float), kept["indices"], kept["indptr"])
            lines = shapely.linestrings(kept["corners"].astype(float), indices=kept["of_line"])
            rows, columns = kept["water_shape"]
            wet = np.unpackbits(kept["water"], count=rows * columns).reshape(rows, columns)
            corner = tuple(kept["water_corner"].astype(float))
            ends = kept["crossing_ends"]
    except Exception as error:  # numpy and zipfile raise many kinds for a damaged file
        raise DataError(
            f"{path}: the national estimate cannot be read ({error}); "
            "make it with: python -m geodata build --source DIR"
        ) from error
    links = csr_array(matrix, shape=(len(x), len(x)))
    network = Network(x, y, links, {"title": "estimate"}, np.ones(len(x), bool))
    barriers = Barriers(shapely.multilinestrings(lines), wet.astype(bool), corner)
    return Estimate(network, barriers, ends)
