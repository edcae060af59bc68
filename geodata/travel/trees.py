"""Shortest paths: one tree per destination, grown against the direction of travel.

There are far fewer sites than homes, so a tree grows from each site over the reversed network; what
is kept of it is the distance at the origins. Trees are grown a chunk at a time: here, on the cores
of this machine, or on a Dask cluster. A tree is the same wherever it grew, to the bit.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.sparse import csr_array
from tqdm import tqdm

from geodata.errors import DataError
from geodata.tables.arrays import Floats, Integers
from geodata.travel.network import Network

if TYPE_CHECKING:
    from distributed import Client

#: Destinations at once. A chunk asks 8 bytes × nodes for each of them, whatever the limit: 450 MB
#: on the 2.8 million nodes of the whole country.
CHUNK = 20
#: Seconds in which a scheduler, and its first worker, must answer.
ANSWER_S = 10
#: How often a Dask worker may fail on the same chunk, and the whole cluster may lose the network.
RETRIES = 3

#: What every chunk needs: the reversed network, the numbers of the origins, the limit in metres.
Work: TypeAlias = tuple[csr_array, Integers, float]
#: Number of a chunk, and its metres: float32, destinations × origins.
Grown: TypeAlias = tuple[int, Floats]
#: What grows the trees of all chunks, in whatever order they are done.
Grow: TypeAlias = Callable[[Work, list[Integers]], Iterator[Grown]]


def distances_m(
    network: Network,
    origins: Integers,
    destinations: Integers,
    limit_m: float,
    workers: int | None = 1,
    scheduler: str | None = None,
    quiet: bool = True,
) -> Floats:
    """Metres over the network from every origin to every destination.

    origins, destinations: numbers of nodes (-1: not on the network). workers: processes on this
    machine; None for one per core. scheduler: address (tcp://host:port) of a Dask cluster that does
    the work instead; its workers need the same Python, numpy and scipy, but not this package.
    quiet: no progress bar.

    Returns float32, origins × destinations; inf where there is no path within ``limit_m``, which
    itself is within. The sums are made in float64.

    Raises DataError on fewer than one worker, on a scheduler that does not answer, and on workers
    that die of the work.
    """
    origins, destinations = np.asarray(origins, np.int64), np.asarray(destinations, np.int64)
    here, there = np.flatnonzero(origins >= 0), np.flatnonzero(destinations >= 0)
    metres = np.full((len(origins), len(destinations)), np.inf, np.float32)
    if workers is not None and workers < 1:
        raise DataError(f"{workers} workers is none at all; give 1 or more, or leave it out")
    if not (len(here) and len(there)):
        return metres

    roots, which = np.unique(destinations[there], return_inverse=True)
    work = (network.metres.T.tocsr(), origins[here], float(limit_m))
    if scheduler:
        size, grow = CHUNK, _on_cluster(scheduler)
    else:
        workers = min(workers or _cores(), len(roots))
        # Few destinations are shared out among all workers.
        size = min(CHUNK, -(-len(roots) // workers))
        grow = _one_by_one if workers == 1 or len(roots) <= size else _on_cores(workers)

    trees = np.empty((len(roots), len(here)), np.float32)
    chunks = [roots[start : start + size] for start in range(0, len(roots), size)]
    with tqdm(
        total=len(roots), desc="shortest paths", disable=True if quiet else None, leave=False
    ) as bar:
        for number, grown in grow(work, chunks):
            trees[number * size :][: len(grown)] = grown
            bar.update(len(grown))
    metres[np.ix_(here, there)] = trees[which].T
    return metres


def _growing() -> Callable[[Work, Integers], Floats]:
    """The function that grows one chunk of trees.

    A function within a function cannot be sent by name, so it travels whole to the workers of a
    cluster, which may not have this package.
    """

    def trees(work: "Work", chunk: "Integers") -> "Floats":
        from scipy.sparse.csgraph import dijkstra

        backwards, origins, limit_m = work
        metres: Floats = dijkstra(backwards, indices=chunk, limit=limit_m)[:, origins]
        return metres.astype("float32")

    return trees


_trees = _growing()


# ---- on this machine ----------------------------------------------------------------------------


def _one_by_one(work: Work, chunks: list[Integers]) -> Iterator[Grown]:
    for number, chunk in enumerate(chunks):
        yield number, _trees(work, chunk)


def _cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows do not tell
        return os.cpu_count() or 1


#: In a worker process: what its chunks need, received once.
_received: Work | None = None


def _receive(backwards: csr_array, origins: Integers, limit_m: float) -> None:
    global _received
    _received = backwards, origins, limit_m


def _trees_of_received(chunk: Integers) -> Floats:
    assert _received is not None, "a process is given its work before its first chunk"
    return _trees(_received, chunk)


def _on_cores(workers: int) -> Grow:
    """Grow chunks in so many processes."""

    def grow(work: Work, chunks: list[Integers]) -> Iterator[Grown]:
        # Fresh processes: a fork of a process with threads (a web server, Dask) may hang on a lock.
        pool = ProcessPoolExecutor(
            min(workers, len(chunks)), get_context("spawn"), initializer=_receive, initargs=work
        )
        try:
            yield from enumerate(pool.map(_trees_of_received, chunks))
        except BrokenProcessPool as error:
            raise DataError(
                "a worker process died, most likely for want of memory; use fewer workers"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)

    return grow


# ---- on a cluster -------------------------------------------------------------------------------


def _on_cluster(address: str) -> Grow:
    """Grow chunks on the workers of the Dask scheduler at ``address``."""

    def grow(work: Work, chunks: list[Integers]) -> Iterator[Grown]:
        try:
            from distributed import Client
            from distributed.scheduler import KilledWorker
        except ImportError as error:
            raise DataError(
                f"{address}: no Dask on this machine to reach it with; install it with: "
                "pip install distributed"
            ) from error
        try:
            client = Client(address, timeout=ANSWER_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise DataError(
                f"{address}: no Dask scheduler answers there; check the address (tcp://host:port), "
                "or leave it out to work on this machine"
            ) from error
        with client:
            try:
                # Before any work, so that it is the cluster that is blamed and not the work.
                client.wait_for_workers(1, timeout=ANSWER_S)
            except TimeoutError as error:
                raise DataError(
                    f"{address}: this Dask scheduler has no workers; start some with: "
                    f"dask worker {address}"
                ) from error
            try:
                yield from _until_whole(client, work, chunks)
            except KilledWorker as error:
                raise DataError(
                    f"{address}: the Dask workers die again and again, most likely for want of "
                    "memory; give each more of it, or run fewer"
                ) from error
            except ImportError as error:
                raise DataError(
                    f"{address}: a Dask worker cannot do the work ({error}); install numpy and "
                    "scipy where the workers run, in the versions used here"
                ) from error
            except (CancelledError, OSError) as error:
                raise DataError(
                    f"{address}: the Dask cluster keeps losing the work; check that its scheduler "
                    "and workers stay up, and try again"
                ) from error

    return grow


def _until_whole(client: "Client", work: Work, chunks: list[Integers]) -> Iterator[Grown]:
    """Send the work and gather the chunks as they complete, until there are all.

    Dask does a dead worker's chunks again by itself as long as some worker still holds the network.
    The network itself it cannot make again: when its last holder dies, all that waits for it is
    cancelled, and must be sent once more.

    Raises CancelledError when that happens too often, OSError when the scheduler or all workers
    stay away, and whatever a chunk raised.
    """

    from distributed import as_completed

    todo = dict(enumerate(chunks))
    for left in reversed(range(RETRIES + 1)):
        try:
            # In a list: of a tuple or a list itself the parts would be scattered one by one.
            (sent,) = client.scatter([work], broadcast=True, hash=False)
            running = {
                client.submit(_trees, sent, chunk, pure=False, retries=RETRIES): number
                for number, chunk in todo.items()
            }
            for future in as_completed(list(running), loop=client.loop):
                grown = future.result()
                number = running.pop(future)
                del todo[number]
                yield number, grown
            return
        except (CancelledError, OSError):
            # Nothing is lost of what was gathered.
            if not left:
                raise
            client.wait_for_workers(1, timeout=ANSWER_S * 3)
