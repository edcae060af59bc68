"""Tables of other engines: as each writes them, and what is none."""

import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata.errors import DataError
from geodata.travel import engine_table
from geodata.travel.engine_table import read

#: What engines write of the same two pairs: the text, the unit that is said, and the percentile.
WRITTEN = {
    "r5py": (
        "from_id,to_id,travel_time\n1011,00AH00,12\n1012,00AH00,30\n1012,00AH07,\n",
        "min",
        None,
    ),
    "r5r": ("from_id,to_id,travel_time_p50\n1011,00AH00,12\n1012,00AH00,30\n", "min", 50),
    "conveyal": (
        "origin,destination,percentile,time\n1011,00AH00,50,12\n1012,00AH00,50,30\n",
        "min",
        50,
    ),
    "opentripplanner": (
        "fromPlace,toPlace,duration\n1011,00AH00,720\n1012,00AH00,1800\n",
        "s",
        None,
    ),
    "valhalla": (
        "from_index,to_index,time,distance\n1011,00AH00,720,4.5\n1012,00AH00,1800,9\n",
        "s",
        None,
    ),
    "by hand": (
        "\ufefforigin;destination;minutes\n1011 ;00AH00;12,0\n1012;00AH00;30,0\n",
        "min",
        None,
    ),
}


def test_each_engine_is_read_as_it_writes(tmp_path):
    for engine, (text, unit, percentile) in WRITTEN.items():
        plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
        plain.write_text(text, "utf-8")
        packed.write_bytes(gzip.compress(text.encode()))
        for path in (plain, packed):
            table = read(path, unit)
            assert table.origins == ["1011", "1012"], engine
            assert [table.destinations[at] for at in table.destination] == ["00AH00"] * 2, engine
            assert table.value.tolist() == [12, 30], engine
            assert (table.unit, table.percentile) == ("min", percentile), engine


def test_parquet_and_metres(tmp_path):
    frame = pd.DataFrame(
        {"origin": [1011, 1012], "destination": "00AH00", "metres": [1500, np.nan]}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    table = read(tmp_path / "a.parquet", "m")
    assert (table.origins, table.value.tolist(), table.unit) == (["1011", "1012"], [1.5], "km")


def test_of_several_percentiles_the_asked_one_is_read(tmp_path):
    columns, rows = tmp_path / "a.csv", tmp_path / "b.csv"
    columns.write_text("from_id,to_id,travel_time_p50,travel_time_p90\n1,a,10,20\n")
    rows.write_text("origin,destination,percentile,time\n1,a,50,10\n1,a,90,20\n")
    for path in (columns, rows):
        table = read(path, "min", 90)
        assert (table.value.tolist(), table.percentile) == ([20], 90)
        with pytest.raises(DataError, match="percentiles 50, 90; say which with --percentile"):
            read(path, "min")


REFUSED = {
    "text for a time": ("origin,destination,minutes\n1,a,5\n1,b,snel\n", "min", "row 3: .*'snel'"),
    "a negative time": ("origin,destination,minutes\n1,a,5\n2,a,-1\n", "min", "row 3: .*below 0"),
    "a pair twice": (
        "origin,destination,minutes\n1,a,5\n2,a,6\n1,a,7\n",
        "min",
        "1 pairs stand there twice, the first from '1' to 'a'",
    ),
    "metres in the name": (
        "origin,destination,metres\n1,a,5\n",
        "min",
        "metres is in m, and --unit",
    ),
    "seconds in the name": ("origin,destination,seconds\n1,a,5\n", "min", "say --unit s"),
    "no origin": ("van,destination,minutes\n1,a,5\n", "min", "column origin is missing; found van"),
    "no pairs": ("origin,destination,minutes\n", "min", "holds no pairs"),
    "two columns of times": ("origin,destination,minutes,time\n1,a,5,5\n", "min", "both be meant"),
    "rows of another width": ("origin,destination,minutes\n1,a\n", "min", "cannot be read"),
}


def test_what_is_no_table_of_times_is_said_in_one_line(tmp_path):
    for name, (text, unit, said) in REFUSED.items():
        path = tmp_path / "a.csv"
        path.write_text(text)
        with pytest.raises(DataError, match=said) as error:
            read(path, unit)
        assert "\n" not in str(error.value), name


def test_what_is_no_text_is_said_in_one_line(tmp_path):
    path = tmp_path / "a.csv"
    for content in (
        b"\xff\xfe\x00o\x00r",
        b"origin,destination,minutes\n\xff,a,1\n",
        b"",
        b"\x00" * 99,
    ):
        path.write_bytes(content)
        with pytest.raises(DataError, match=r"a\.csv: "):
            read(path, "min")
    for name, content in (("a.csv.gz", b"no gzip"), ("a.parquet", b"PAR1 none")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match="cannot be read"):
            read(tmp_path / name, "min")


def test_a_long_name_is_no_place(tmp_path):
    """A small file of Parquet can repeat it any number of times."""
    name = pa.DictionaryArray.from_arrays(np.zeros(1_000, np.int32), ["x" * 4_000])
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"origin": name, "destination": name, "minutes": np.ones(1_000)}), path)
    assert path.stat().st_size < 100_000
    with pytest.raises(DataError, match=r"a\.parquet: a place is called by 4,000 characters"):
        read(path, "min")


def test_a_file_that_unpacks_to_anything_ends_early(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_table, "MOST_BYTES", 100_000)
    bomb = Path(tmp_path / "a.csv.gz")
    bomb.write_bytes(gzip.compress(b"origin,destination,minutes\n" + b"1,a,5\n" * 100_000))
    assert bomb.stat().st_size < 5_000
    with pytest.raises(DataError, match="split it"):
        read(bomb, "min")
    monkeypatch.undo()
    monkeypatch.setattr(engine_table, "MOST_PAIRS", 1_000)
    with pytest.raises(DataError, match="more than 1,000 pairs"):
        read(bomb, "min")
