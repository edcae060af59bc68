"""A cycling network: nodes, the metres between them, and the way from a point onto it.

The same kind of network holds every way of an OpenStreetMap extract and the coarse national graph
of the estimate.
"""

import json
import os
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array, load_npz, save_npz
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from geodata.errors import DataError
from geodata.tables.arrays import Booleans, Floats, Integers


@dataclass(frozen=True, eq=False)
class Network:
    """A directed graph for bicycles.

    x, y: metres of the Dutch grid, one per node. metres: length of the way from node (row) to node
    (column); nothing where there is none. about: where it comes from, for the manifest. entry:
    the nodes where one gets onto it, not halfway a ferry, bridge or tunnel.
    """

    x: Floats
    y: Floats
    metres: csr_array
    about: dict[str, Any]
    entry: Booleans

    @cached_property
    def _tree(self) -> KDTree:
        return KDTree(np.column_stack([self.x, self.y]))

    @cached_property
    def _entries(self) -> tuple[Integers, KDTree]:
        """The nodes where one gets onto it: their numbers, and where they are."""
        number = np.flatnonzero(self.entry)
        return number, KDTree(np.column_stack([self.x, self.y])[number])

    def nearest(self, x: Floats, y: Floats, count: int = 1) -> tuple[Floats, Integers]:
        """The nearest ``count`` nodes of each point: metres to them and their numbers.

        x, y: metres of the Dutch grid. Of one node each the answers have one dimension, else they
        are points × nodes.
        """
        metres, node = self._tree.query(np.column_stack([x, y]), k=count)
        return metres, node

    def snap(self, x: Floats, y: Floats, within_m: float) -> tuple[Integers, Floats]:
        """Each point on the network: number of the nearest node where one gets onto it, and the
        metres to it.

        x, y: metres of the Dutch grid. A point that has no such node within ``within_m`` (in the
        sea, outside the network) gets -1 and inf.
        """
        number, tree = self._entries
        if not len(number):
            return np.full(len(x), -1), np.full(len(x), np.inf)
        metres, nearest = tree.query(np.column_stack([x, y]))
        near = metres <= within_m
        return np.where(near, number[nearest], -1), np.where(near, metres, np.inf)


def from_edges(
    x: Floats,
    y: Floats,
    start: Integers,
    end: Integers,
    metres: Floats,
    about: dict[str, Any] | None = None,
    entry: Booleans | None = None,
) -> Network:
    """A network of directed edges; of parallel edges the shortest counts.

    start, end: numbers of nodes. entry: as in :class:`Network`; everywhere where it is left out. An
    edge from a node to itself is left out. Raises DataError on a length that is no number or less
    than nothing.
    """
    start, end = np.asarray(start, np.int64), np.asarray(end, np.int64)
    metres = np.asarray(metres, float)
    if not (np.isfinite(metres).all() and (metres >= 0).all()):
        raise DataError("a way with a length below zero, or without one; check the network")
    # A way of no length would be no entry in a sparse matrix, and so no way at all.
    metres = np.maximum(metres, 0.01)
    useful = np.flatnonzero(start != end)
    order = useful[np.lexsort((metres[useful], end[useful], start[useful]))]
    start, end, metres = start[order], end[order], metres[order]
    first = np.ones(len(order), bool)
    first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    count = len(x)
    entry = np.ones(count, bool) if entry is None else entry
    matrix = coo_array((metres[first], (start[first], end[first])), shape=(count, count))
    return Network(np.asarray(x, float), np.asarray(y, float), matrix.tocsr(), about or {}, entry)


def largest_part(network: Network) -> Network:
    """Only the largest part in which every node can be reached from every other one."""
    _, part = connected_components(network.metres, directed=True, connection="strong")
    kept = np.flatnonzero(part == np.bincount(part).argmax())
    metres = network.metres[kept][:, kept].tocsr()
    return Network(network.x[kept], network.y[kept], metres, network.about, network.entry[kept])


def write(network: Network, folder: Path) -> None:
    """Keep a network in a folder; a former one is replaced only when the new one is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".network-", dir=folder) as aside:
        whole = Path(aside)
        np.savez(whole / "nodes.npz", x=network.x, y=network.y, entry=network.entry)
        save_npz(whole / "ways.npz", network.metres)
        text = json.dumps(network.about, ensure_ascii=False, indent=1) + "\n"
        (whole / "network.json").write_text(text, "utf-8")
        for name in ("nodes.npz", "ways.npz", "network.json"):
            os.replace(whole / name, folder / name)


def read(folder: Path) -> Network:
    """A network that :func:`write` kept."""
    try:
        with np.load(folder / "nodes.npz") as nodes:
            x, y, entry = nodes["x"], nodes["y"], nodes["entry"]
        metres = csr_array(load_npz(folder / "ways.npz"))
        about = json.loads((folder / "network.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(
            f"{folder}: holds no cycling network ({error}); "
            "make one with: python -m geodata network --osm FILE.osm.pbf --out DIR"
        ) from error
    if metres.shape != (len(x), len(y)):
        raise DataError(f"{folder}: nodes and ways do not belong together; make the network again")
    return Network(x, y, metres, about, entry)
