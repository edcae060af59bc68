"""Addresses as public extracts of the BAG have them: plain, packed, and what is wrong with them."""

import gzip

import pyarrow as pa
import pytest

from geodata.errors import DataError
from geodata.sources import bag

HEADER = "straat;huisnummer;huisletter;toevoeging;postcode;woonplaats;lat;lon\n"
ROWS = (
    "Dorpsstraat;1;;;4531 AB;Terneuzen;51.30;3.80\n"
    "Dorpsstraat;3;a;;4531ac;Terneuzen;51.40;3.90\n"
    "Kade;2;;;4531BA;Terneuzen;51.50;3.70\n"
    "Erf;1;;;;Terneuzen;51.50;3.70\n"
)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_addresses_are_counted_per_postcode_and_letter(tmp_path, suffix):
    content = (HEADER + ROWS).encode()
    path = tmp_path / f"adressen.csv{suffix}"
    if suffix == ".gz":
        content = gzip.compress(content)
    if suffix == ".zst":
        content = pa.compress(content, "zstd", asbytes=True)
    path.write_bytes(content)
    table = bag.addresses(path).set_index("postcode5")
    assert table["addresses"].to_dict() == {"4531A": 2, "4531B": 1}
    assert table.loc["4531A", ["lon", "lat"]].tolist() == pytest.approx([3.85, 51.35])
    assert bag.entry(path, table)["rows"] == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("straat;postcode;x;y\nErf;4531AB;1;2\n", "column lat is missing; found straat, postcode"),
        (HEADER + "Erf;1;;;4531AB;T;noord;3.8\n", "cannot be read"),
        (HEADER + "Erf;1;;;4531AB;T;3.8;51.3\n", "1 of 1 addresses lie outside the Netherlands"),
        (HEADER + "Erf;1;;;;T;51.3;3.8\n", "no address with a postcode"),
        ("", "column postcode is missing"),
    ],
)
def test_what_is_no_extract_is_refused_by_name(tmp_path, text, said):
    path = tmp_path / "adressen.csv"
    path.write_text(text)
    with pytest.raises(DataError, match=f"adressen.csv: .*{said}"):
        bag.addresses(path)


def test_a_broken_archive_is_refused(tmp_path):
    path = tmp_path / "adressen.csv.gz"
    path.write_bytes(b"\x1f\x8b nothing")
    with pytest.raises(DataError, match="cannot be"):
        bag.addresses(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.csv: file not found"):
        bag.addresses(tmp_path / "none.csv")
