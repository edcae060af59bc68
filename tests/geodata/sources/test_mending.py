"""Text that was encoded twice, made whole; all other text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.sources.mending import mended, mendings

#: Letters of European names that UTF-8 writes in two bytes, and quotes and dashes in three.
LETTERS = st.characters(min_codepoint=0xC0, max_codepoint=0x17F)
PLAIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))


def read_as_windows(text: str) -> str:
    """The text in UTF-8 as somebody reads it who takes it for Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("FranÃ§ois Vatel vmbo", "François Vatel vmbo"),
        ("DalÃ\xad College", "Dalí College"),
        ("SÃ\x9aDWEST-FRYSLÃ\x82N", "SÚDWEST-FRYSLÂN"),
        ("SÃšDWEST-FRYSLÃ‚N", "SÚDWEST-FRYSLÂN"),
        ("Mari&#x00EB;ndael", "Mariëndael"),
        ("Mari&#235;ndael", "Mariëndael"),
        ("\x91s-Gravendreef College", "‘s-Gravendreef College"),
        ("Pijnacker \x96 Rijswijk", "Pijnacker – Rijswijk"),
        ("het â€™t Lyceum", "het ’t Lyceum"),
    ],
)
def test_what_was_encoded_twice_is_made_whole(written, meant):
    assert mended(written) == meant
    assert list(mendings(f"code;naam\n00AA00;{written};12")) == [(2, written, meant)]


@pytest.mark.parametrize("name", ["Château", "Ångström", "Âge", "Crème brûlée", "M&T", "a&amp;b"])
def test_a_name_that_is_whole_stays(name):
    assert mended(name) == name
    assert list(mendings(name)) == []


@given(PLAIN, LETTERS, PLAIN)
def test_every_letter_comes_back(before, letter, after):
    assert mended(before + read_as_windows(letter) + after) == mended(before + letter + after)


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cs"])))
def test_rows_and_separators_stay_where_they_are(text):
    for sign in "\n;,":
        kept = mended(text.replace("&", "")).count(sign)
        assert kept == text.replace("&", "").count(sign)
