"""Shortest paths: a grid to check by hand, a textbook algorithm, real networks, and dying workers.

The grid, 100 m between nodes; every street goes both ways but 3 → 4, and 8 is on no street::

    6 - 7   8
    |   |
    3 → 4 - 5
    |   |   |
    0 - 1 - 2
"""

import heapq
import logging
import os
import pickle
import signal
import subprocess
import sys

import cloudpickle
import numpy as np
import pytest
from distributed import Client, LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from geodata.travel import trees
from geodata.travel.network import Network, from_edges
from geodata.travel.trees import distances_m
from tests.support.real_networks import PLACES, real_network

STREETS = [(0, 1), (1, 2), (0, 3), (1, 4), (2, 5), (4, 5), (3, 6), (4, 7), (6, 7)]
ONE_WAY = [(3, 4)]
INF = np.inf


@pytest.fixture(scope="module")
def grid() -> Network:
    ways = np.array([*STREETS, *[(end, start) for start, end in STREETS], *ONE_WAY])
    numbers = np.arange(9)
    return from_edges(numbers % 3 * 100.0, numbers // 3 * 100.0, *ways.T, np.full(len(ways), 100.0))


def town(streets: int = 30) -> Network:
    """A square of streets of uneven lengths, a quarter of which go one way only."""
    rng = np.random.default_rng(1)
    number = np.arange(streets**2).reshape(streets, streets)
    pairs = np.concatenate(
        [
            np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.column_stack([number[:-1].ravel(), number[1:].ravel()]),
        ]
    )
    back = pairs[rng.random(len(pairs)) < 0.75][:, ::-1]
    ways = np.concatenate([pairs, back])
    y, x = np.divmod(np.arange(streets**2), streets)
    return from_edges(x * 100.0, y * 100.0, *ways.T, rng.uniform(80, 300, len(ways)))


def textbook(network: Network, destination: int, limit_m: float) -> np.ndarray:
    """Metres from every node to one destination, by the algorithm of the textbook."""
    into: list[list[tuple[int, float]]] = [[] for _ in network.x]
    ways = network.metres.tocoo()
    for start, end, metres in zip(*ways.coords, ways.data, strict=True):
        into[end].append((start, metres))
    found = np.full(len(network.x), INF)
    queue = [(0.0, destination)]
    while queue:
        so_far, node = heapq.heappop(queue)
        if found[node] < INF or so_far > limit_m:
            continue
        found[node] = so_far
        for before, metres in into[node]:
            heapq.heappush(queue, (so_far + metres, before))
    return found


# ---- by hand ------------------------------------------------------------------------------------


def test_the_grid_by_hand(grid):
    found = distances_m(grid, range(9), [4, 0], 1000)
    assert found[:, 0].tolist() == [200, 100, 200, 100, 0, 100, 200, 100, INF]
    assert found[:, 1].tolist() == [0, 100, 200, 100, 200, 300, 200, 300, INF]
    assert found.dtype == np.float32


def test_a_one_way_street_is_not_cycled_against(grid):
    there, back = distances_m(grid, [3], [4], 1000), distances_m(grid, [4], [3], 1000)
    assert (there.item(), back.item()) == (100, 300)


def test_no_path_is_infinite(grid):
    assert np.isinf(distances_m(grid, [0, 4], [8], INF)).all()
    assert distances_m(grid, [8], [8], INF).item() == 0


def test_the_limit_itself_is_within(grid):
    assert distances_m(grid, [5], [0], 300).item() == 300
    assert distances_m(grid, [5], [0], 299.99).item() == INF
    assert distances_m(grid, [5, 4], [5], 0).ravel().tolist() == [0, INF]


def test_what_is_not_on_the_network_is_infinitely_far(grid):
    found = distances_m(grid, [-1, 0, -1], [1, -1], 1000)
    assert found.tolist() == [[INF, INF], [100, INF], [INF, INF]]
    assert np.isinf(distances_m(grid, [-1, -1], [-1], 1000)).all()
    assert distances_m(grid, [], [4], 1000).shape == (0, 1)
    assert distances_m(grid, [4], [], 1000).shape == (1, 0)


def test_a_destination_twice_is_one_tree(grid, monkeypatch):
    grown = []
    once = trees._trees
    monkeypatch.setattr(
        trees, "_trees", lambda work, chunk: grown.extend(chunk) or once(work, chunk)
    )
    found = distances_m(grid, [0, 0, 8], [4, 2, 4, -1, 4], 1000)
    assert found[:2].tolist() == [[200, 200, 200, INF, 200]] * 2
    assert sorted(grown) == [2, 4]


def test_no_chunk_is_larger_than_the_memory_for_it(monkeypatch):
    sizes = []
    once = trees._trees
    monkeypatch.setattr(
        trees, "_trees", lambda work, chunk: sizes.append(len(chunk)) or once(work, chunk)
    )
    distances_m(town(10), range(100), range(45), INF)
    assert sizes == [20, 20, 5]


# ---- against the textbook -----------------------------------------------------------------------


@st.composite
def networks(draw):
    """A few nodes with ways between any of them, parallel ones and loops too."""
    count = draw(st.integers(1, 8))
    node = st.integers(0, count - 1)
    ways = draw(st.lists(st.tuples(node, node, st.integers(0, 3000)), max_size=24))
    start, end, metres = np.array(ways, dtype=int).reshape(-1, 3).T
    return from_edges(np.zeros(count), np.zeros(count), start, end, metres)


@pytest.mark.slow
@settings(max_examples=200)
@given(networks(), st.one_of(st.just(INF), st.integers(0, 6000)))
def test_every_pair_is_as_in_the_textbook(network, limit):
    nodes = range(len(network.x))
    expected = np.column_stack([textbook(network, node, limit) for node in nodes])
    np.testing.assert_allclose(distances_m(network, nodes, nodes, limit), expected, 0, 1e-2)


@pytest.mark.parametrize("place", PLACES)
def test_a_real_network_is_as_in_the_textbook(place):
    network = real_network(place)
    if network is None:
        pytest.skip(f"the cycling network of {place} is not in the source directory")
    nodes = np.arange(len(network.x))
    roots = np.random.default_rng(2).choice(nodes, 20, replace=False)
    for limit in (INF, 5000):
        found = distances_m(network, nodes, roots, limit)
        expected = np.column_stack([textbook(network, root, limit) for root in roots])
        np.testing.assert_allclose(found, expected, 0, 1e-2)
        assert np.isfinite(found).mean() > 0.1


# ---- many workers -------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_workers_find_the_same_to_the_bit():
    network = town()
    nodes = np.arange(len(network.x))
    alone = distances_m(network, nodes, nodes[::9], 4000)
    assert 0.2 < np.isfinite(alone).mean() < 1
    assert np.array_equal(distances_m(network, nodes, nodes[::9], 4000, workers=2), alone)


def test_one_worker_starts_no_process(grid, monkeypatch):
    monkeypatch.setattr(trees, "ProcessPoolExecutor", None)
    monkeypatch.setattr(trees, "CHUNK", 1)
    assert distances_m(grid, [0], [4, 5], 1000, workers=1).tolist() == [[200, 300]]


def test_no_workers_at_all_is_said(grid):
    with pytest.raises(DataError, match="0 workers is none at all; give 1 or more"):
        distances_m(grid, [0], [4], 1000, workers=0)


# ---- a cluster ----------------------------------------------------------------------------------


@pytest.fixture
def cluster():
    """Two real worker processes, which are started again when they die."""

    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",
        silence_logs=logging.CRITICAL + 1,
    ) as cluster:
        yield cluster


@pytest.mark.slow
@pytest.mark.parametrize("victims", [1, 2], ids=["one of two", "both"])
def test_workers_killed_halfway_do_not_spoil_the_result(cluster, monkeypatch, victims):
    """With both of them dies every copy of the network, which Dask cannot make again."""

    network = town()
    nodes = np.arange(len(network.x))
    alone = distances_m(network, nodes, nodes[::22], 4000)
    monkeypatch.setattr(trees, "CHUNK", 1)
    whole, killed = trees._until_whole, []

    def disturbed(client: Client, *work):
        for chunk in whole(client, *work):
            yield chunk
            if not killed:
                killed.extend(list(client.run(os.getpid).values())[:victims])
                for process in killed:
                    os.kill(process, signal.SIGKILL)

    monkeypatch.setattr(trees, "_until_whole", disturbed)
    found = distances_m(network, nodes, nodes[::22], 4000, scheduler=cluster.scheduler_address)
    assert len(killed) == victims
    assert np.array_equal(found, alone)


@pytest.mark.slow
def test_workers_do_not_need_this_package(grid, tmp_path):
    sent = cloudpickle.dumps((trees._trees, (grid.metres.T.tocsr(), np.array([0, 5]), 1000.0)))
    code = (
        "import pickle, sys\n"
        "grow, work = pickle.load(sys.stdin.buffer)\n"
        "assert 'geodata' not in sys.modules\n"
        "sys.stdout.buffer.write(pickle.dumps(grow(work, [4])))\n"
    )
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, input=sent, capture_output=True, check=True, cwd=tmp_path)
    assert pickle.loads(done.stdout).tolist() == [[200, 100]]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere://at-all"])
def test_a_scheduler_that_does_not_answer_is_said(grid, monkeypatch, address):
    monkeypatch.setattr(trees, "ANSWER_S", 1)
    with pytest.raises(DataError, match=f"{address}: no Dask scheduler answers there; check"):
        distances_m(grid, [0], [4], 1000, scheduler=address)


def test_a_scheduler_without_workers_is_said(grid, monkeypatch):

    monkeypatch.setattr(trees, "ANSWER_S", 1)
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=logging.CRITICAL) as empty,
        pytest.raises(DataError, match="this Dask scheduler has no workers; start some with"),
    ):
        distances_m(grid, [0], [4], 1000, scheduler=empty.scheduler_address)


def test_a_scheduler_without_dask_here_is_said(grid, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DataError, match="no Dask on this machine .* pip install distributed"):
        distances_m(grid, [0], [4], 1000, scheduler="tcp://127.0.0.1:9")
