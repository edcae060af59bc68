"""The network itself: edges, the way onto it, its parts, and the folder it is kept in."""

import json

import numpy as np
import pytest

from geodata.errors import DataError
from geodata.travel import network as module
from geodata.travel.grid import to_grid
from geodata.travel.network import Network, from_edges, largest_part, read, write


@pytest.fixture
def square() -> Network:
    """Four corners of a square of 100 m in one direction round, and two nodes apart, joined."""
    return from_edges(
        x=[0, 100, 100, 0, 900, 950],
        y=[0, 0, 100, 100, 900, 900],
        start=[0, 1, 2, 3, 4, 5],
        end=[1, 2, 3, 0, 5, 4],
        metres=[100, 100, 100, 100, 50, 50],
        about={"title": "a square", "attribution": "© nobody"},
        entry=np.array([True, True, True, True, True, False]),
    )


def same(one: Network, other: Network) -> bool:
    """Whether two networks are equal to the last bit."""
    return (
        np.array_equal(one.x, other.x)
        and np.array_equal(one.y, other.y)
        and np.array_equal(one.metres.toarray(), other.metres.toarray())
        and one.about == other.about
        and np.array_equal(one.entry, other.entry)
    )


def test_an_edge_goes_one_way(square):
    assert square.metres[0, 1] == 100
    assert square.metres[1, 0] == 0
    assert square.metres.nnz == 6


def test_of_parallel_edges_the_shortest_counts():
    network = from_edges([0, 9], [0, 0], [0, 0, 0, 1], [1, 1, 1, 0], [30, 10, 20, 40])
    assert network.metres.nnz == 2
    assert network.metres[0, 1] == 10
    assert network.metres[1, 0] == 40


def test_an_edge_of_no_length_is_still_a_way():
    network = from_edges([0, 0], [0, 0], [0], [1], [0])
    assert 0 < network.metres[0, 1] <= 0.01


def test_an_edge_to_itself_is_left_out():
    assert from_edges([0, 9], [0, 0], [0, 0], [0, 1], [5, 9]).metres.nnz == 1


@pytest.mark.parametrize("metres", [-1, np.nan, np.inf])
def test_a_length_that_is_none_is_refused(metres):
    with pytest.raises(DataError, match="length"):
        from_edges([0, 9], [0, 0], [0], [1], [metres])


def test_nodes_without_edges():
    network = from_edges([0, 9], [0, 0], [], [], [])
    assert network.metres.shape == (2, 2)
    assert network.metres.nnz == 0


def test_a_point_is_put_on_its_nearest_node(square):
    node, metres = square.snap(np.array([3.0, 97.0]), np.array([4.0, 100.0]), 500)
    assert node.tolist() == [0, 2]
    assert metres == pytest.approx([5, 3])


def test_a_point_far_away_is_on_no_node(square):
    node, metres = square.snap(np.array([0.0, 0.0]), np.array([-500.0, -500.1]), 500)
    assert node.tolist() == [0, -1]
    assert metres.tolist() == [500, np.inf]


def test_a_point_is_put_where_one_gets_onto_the_network(square):
    node, metres = square.snap(np.array([950.0]), np.array([905.0]), 500)
    assert node.tolist() == [4]
    assert metres == pytest.approx([np.hypot(50, 5)])


def test_no_node_near_where_there_are_none():
    network = from_edges([], [], [], [], [])
    node, metres = network.snap(np.array([1.0, 2.0]), np.array([1.0, 2.0]), 1e9)
    assert node.tolist() == [-1, -1]
    assert np.isinf(metres).all()


def test_the_nearest_nodes_nearest_first(square):
    metres, node = square.nearest(np.array([10.0]), np.array([0.0]), count=3)
    assert node[0].tolist() == [0, 1, 3]
    assert metres[0] == pytest.approx([10, 90, np.hypot(10, 100)])


def test_the_largest_part_only(square):
    part = largest_part(square)
    assert part.x.tolist() == [0, 100, 100, 0]
    assert part.metres.nnz == 4
    assert part.about == square.about


def test_a_dead_end_without_a_way_back_is_no_part_of_it():
    network = from_edges([0, 1, 2], [0, 0, 0], [0, 1, 1], [1, 0, 2], [1, 1, 1])
    assert largest_part(network).x.tolist() == [0, 1]


def test_the_dutch_grid():
    x, y = to_grid(5.387206, 52.155174)  # The tower at Amersfoort, from which the grid counts.
    assert (x, y) == pytest.approx((155_000, 463_000), abs=1)


def test_written_and_read_it_is_the_same(square, tmp_path):
    write(square, tmp_path / "deep" / "folder")
    assert same(read(tmp_path / "deep" / "folder"), square)


def test_a_former_network_is_replaced(square, tmp_path):
    write(largest_part(square), tmp_path)
    write(square, tmp_path)
    assert same(read(tmp_path), square)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "network.json",
        "nodes.npz",
        "ways.npz",
    ]


def test_a_former_network_stays_when_writing_fails(square, tmp_path, monkeypatch):
    write(square, tmp_path)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "save_npz", full)
    with pytest.raises(OSError, match="No space left"):
        write(largest_part(square), tmp_path)
    assert same(read(tmp_path), square)
    assert len(list(tmp_path.iterdir())) == 3


def test_an_empty_folder_is_no_network(tmp_path):
    with pytest.raises(DataError, match="python -m geodata network --osm"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["network.json", "nodes.npz", "ways.npz"])
def test_a_network_with_a_file_missing_is_refused(square, tmp_path, name):
    write(square, tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(DataError, match=name):
        read(tmp_path)


#: What numpy raises on a damaged archive, which `read` lets through.
@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("network.json", "half"),
        ("network.json", "text"),
        ("network.json", "empty"),
        ("nodes.npz", "text"),
        ("ways.npz", "text"),
        ("nodes.npz", "half"),
        ("nodes.npz", "empty"),
        ("ways.npz", "half"),
        ("ways.npz", "empty"),
    ],
)
def test_a_network_with_a_damaged_file_is_refused(square, tmp_path, name, damage):
    write(square, tmp_path)
    whole = (tmp_path / name).read_bytes()
    spoilt = {"half": whole[: len(whole) // 2], "text": b"not this", "empty": b""}[damage]
    (tmp_path / name).write_bytes(spoilt)
    with pytest.raises(DataError, match="holds no cycling network"):
        read(tmp_path)


def test_files_of_two_networks_are_refused(square, tmp_path):
    write(square, tmp_path / "whole")
    write(largest_part(square), tmp_path / "part")
    (tmp_path / "part" / "ways.npz").rename(tmp_path / "whole" / "ways.npz")
    with pytest.raises(DataError, match="do not belong together"):
        read(tmp_path / "whole")


def test_the_origin_is_kept_as_readable_text(square, tmp_path):
    write(square, tmp_path)
    text = (tmp_path / "network.json").read_text("utf-8")
    assert "© nobody" in text
    assert json.loads(text) == square.about
