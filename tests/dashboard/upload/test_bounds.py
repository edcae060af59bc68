"""What an upload may be at most, and that whatever comes is answered in words."""

import ast
import base64
import csv
import io
import json
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dashboard.upload
from dashboard.texts import texts_in
from dashboard.upload import facilities, rows, transition
from dashboard.upload.bounds import (
    DEEPEST,
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    decode,
    parsed,
    text_of,
    tidy,
)
from dashboard.upload.facilities import read_facilities
from dashboard.upload.faults import Fault, Upload, fault_words
from dashboard.upload.template import facilities_template, transition_template
from dashboard.upload.transition import read_transition
from dashboard.web.attachment import harmless

READERS = (read_facilities, read_transition)
ROWS = {read_facilities: facilities.ROWS, read_transition: transition.ROWS}
CODE = Path(dashboard.upload.__file__).parent
HEADER = b"naam;postcode;soort\n"
EMPTY_COLLECTION = b'{"type":"FeatureCollection","features":[]}'


def keys(upload: Upload) -> list[str]:
    return [fault.key for fault in upload.faults]


def as_uploaded(content: bytes) -> str:
    return "data:text/csv;base64," + base64.b64encode(content).decode()


def sound(upload: Upload, read) -> None:
    """Within bounds, of the promised shape, and every fault can be said."""
    assert isinstance(upload, Upload)
    assert list(upload.rows.columns) == list(ROWS[read])
    assert {name: str(kind) for name, kind in upload.rows.dtypes.items()} == ROWS[read]
    assert len(upload.rows) <= MOST_ROWS
    for column in upload.rows.select_dtypes("str"):
        assert upload.rows[column].notna().all()
        assert upload.rows[column].str.len().le(MOST_CHARACTERS).all()
        assert all(text.isprintable() for text in upload.rows[column])
    for fault in upload.faults:
        for language in ("nl", "en"):
            assert 0 < len(fault_words(fault, texts_in(language))) < 600
    if read is read_facilities:
        assert upload.rows["lon"].between(3.2, 7.3).all()
        assert upload.rows["lat"].between(50.7, 53.7).all()
    else:
        assert upload.rows["share"].between(0, 100).all()


@given(st.binary(max_size=MOST_CHARACTERS))
def test_what_the_browser_sends_comes_back_as_bytes(content):
    assert decode(as_uploaded(content)) == content


@pytest.mark.parametrize(
    "contents",
    [
        None,
        7,
        "",
        "naam;soort",
        "data:text/csv,naam",
        "data:text/csv;base64",
        "data:text/csv;base64,a",
        "data:text/csv;base64,é===",
        "data:text/csv;base64,YW Jj",
        "http://x;base64,YWJj",
        "data:" + "x" * 300 + ";base64,YWJj",
    ],
)
def test_contents_that_are_no_file_are_refused(contents):
    assert decode(contents).key == "upload.contents"


def test_a_file_is_measured_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(base64, "b64decode", lambda *_, **__: pytest.fail("decoded"))
    assert decode("data:;base64," + "A" * (2 * MOST_BYTES)).key == "upload.size"


def test_the_largest_file_that_is_read_has_a_megabyte():
    largest = b"a" * MOST_BYTES
    assert decode(as_uploaded(largest)) == largest
    assert decode(as_uploaded(largest + b"a")).key == "upload.size"
    assert text_of(largest) == largest.decode()
    assert text_of(largest + b"a").key == "upload.size"


@given(st.text())
@settings(max_examples=60)
def test_whatever_is_sent_is_bytes_or_a_fault(contents):
    assert isinstance(decode(contents), Fault)
    assert isinstance(decode("data:text/csv;base64," + contents), bytes | Fault)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "text",
    [
        *("Café", "Zoë", "crème brûlée", "financiële coördinator"),
        *("Súdwest-Fryslân", "Súdwest-Fryslân en Zoë"),
    ],
)
def test_letters_tell_an_old_encoding(encoding, text):
    assert text_of(f"naam;{text}".encode(encoding)) == f"naam;{text}"


def test_quotation_marks_of_windows_are_no_letters_of_a_macintosh():
    text = "naam;‘Lab’, foto’s – “Techniek” … € 5"
    assert text_of(text.encode("cp1252")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_every_encoding_that_excel_writes(encoding):
    assert text_of("naam;Súdwest-Fryslân\r\n".encode(encoding)) == "naam;Súdwest-Fryslân\r\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"", "x.csv", "upload.empty"),
        (b" \r\n\r\n", "x.csv", "upload.empty"),
        (b"\xef\xbb\xbf", "x.csv", "upload.empty"),
        (b"PK\x03\x04\x14\x00", "x.csv", "upload.excel"),
        (b"\xd0\xcf\x11\xe0\xa1", "", "upload.excel"),
        (b"\x1f\x8b\x08", "x.csv.gz", "upload.excel"),
        (b"naam;soort", "Techlabs.XLSX", "upload.excel"),
        (b"naam;\0soort", "x.csv", "upload.not_text"),
        ("naam;soort".encode("utf-16-le"), "x.csv", "upload.not_text"),
        ("naam;soort".encode("utf-32"), "x.csv", "upload.not_text"),
        (b"\xff\xfe\x00", "x.csv", "upload.not_text"),
        (b"naam \x81\x8d", "x.csv", "upload.not_text"),
    ],
)
@pytest.mark.parametrize("read", READERS)
def test_a_file_that_cannot_be_read_says_what_to_do(data, read, content, name, key):
    upload = read(content, name, data)
    assert upload.faults == [Fault(None, key)]
    sound(upload, read)


def test_a_file_name_beginning_with_pk_is_no_archive():
    assert text_of(b"PK;naam\n1;2\n") == "PK;naam\n1;2\n"


def test_numbers_of_json_stay_as_they_were_written():
    assert parsed('{"a": [1511, 5.10, 1e999, true, "x"]}') == {
        "a": ["1511", "5.10", "1e999", True, "x"]
    }


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(value):
    assert parsed(f'{{"a": {value}}}') == Fault(None, "upload.json.number", {"value": value})


def test_json_is_read_as_deep_as_is_said_and_no_deeper():
    assert not isinstance(parsed("[" * DEEPEST + "]" * DEEPEST), Fault)
    too_deep = "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)
    assert parsed(too_deep).key == "upload.json.deep"


@pytest.mark.parametrize("start", ["[", '{"a":', '["]]]]]]]]]]", ', '["\\"]", '])
def test_depth_is_bounded_before_parsing(monkeypatch, start):
    """Closing brackets within a text do not hide what stands open around it."""
    monkeypatch.setattr(json, "loads", lambda *_, **__: pytest.fail("parsed"))
    assert parsed(start * 100_000).key == "upload.json.deep"


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner, max_size=3)))
@settings(max_examples=80)
def test_brackets_in_a_text_are_no_depth(value):
    def depth(part) -> int:
        return 1 + max(map(depth, part), default=0) if isinstance(part, list) else 0

    written = json.dumps(value, ensure_ascii=False)
    if depth(value) <= DEEPEST:
        assert parsed(written) == value
    else:
        assert parsed(written).key == "upload.json.deep"


@given(st.text())
def test_a_tidy_text_has_only_what_can_be_seen(text):
    clean = tidy(text)
    assert clean.isprintable()
    assert clean == clean.strip() == tidy(clean)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\0=", "\u200b=", "\u202e@"])
def test_a_formula_stays_text_and_is_defused_in_a_download(data, start):
    """Whatever stands before it: what is kept begins with the sign that the download looks at."""
    content = f'naam;postcode\n"{start}cmd|calc";3511\n'.replace("\0", "\x01").encode()
    name = read_facilities(content, "x.csv", data).rows["name"][0]
    assert name == tidy(start) + "cmd|calc"
    assert harmless(name) == "'" + name


def test_more_rows_than_are_read_are_said(data):
    lines = b"".join(b"naam %d;3511;techlab\n" % row for row in range(MOST_ROWS + 1))
    upload = read_facilities(HEADER + lines, "x.csv", data)
    assert len(upload.rows) == MOST_ROWS
    assert keys(upload)[0] == "upload.rows"
    fewer = read_facilities(HEADER + lines[: lines.rindex(b"naam")] + b";;\n" * 99, "x.csv", data)
    assert len(fewer.rows) == MOST_ROWS
    assert "upload.rows" not in keys(fewer)


def test_more_columns_than_are_read_are_refused(data):
    def of(columns: int) -> Upload:
        names = ["naam", "postcode", *(f"k{column}" for column in range(columns - 2))]
        content = ";".join(names) + "\nTechlab;3511\n"
        return read_facilities(content.encode(), "x.csv", data)

    assert len(of(MOST_COLUMNS).rows) == 1
    for columns in (MOST_COLUMNS + 1, 10_000):
        assert of(columns).faults == [Fault(None, "upload.columns", {"limit": MOST_COLUMNS})]


def test_a_line_with_far_too_many_cells_costs_the_work_of_a_few(data, monkeypatch):
    looked_at = []
    monkeypatch.setattr(rows, "tidy", lambda text: looked_at.append(text) or tidy(text))
    read_facilities(b"\t" * 100_000 + b"a", "x.csv", data)
    assert 0 < len(looked_at) < 5 * MOST_COLUMNS


def test_a_cell_is_cut_where_it_is_too_long(data):
    content = HEADER + b"n" * (MOST_CHARACTERS + 1) + b";3511;techlab\n"
    upload = read_facilities(content, "x.csv", data)
    assert upload.rows["name"][0] == "n" * MOST_CHARACTERS
    values = {"column": "naam", "limit": MOST_CHARACTERS}
    assert upload.faults[0] == Fault(2, "upload.long", values)


BAD = {
    "one huge cell": HEADER + b"a" * 900_000 + b";3511\n",
    "an open quote": HEADER + b'"' + b"a\n" * 400_000,
    "quotes": b'"' * MOST_BYTES,
    "tabs": b"\t" * (MOST_BYTES - 1) + b"a",
    "empty lines": HEADER + b"\n" * 900_000,
    "empty cells": HEADER + b";" * 900_000,
    "open brackets": b"[" * MOST_BYTES,
    "small lists": b'{"features":[' + b"[]," * 300_000,
    "escaped quotes": b'{"' + b'\\"' * 499_998 + b"\\",
    "a huge number": EMPTY_COLLECTION.replace(
        b"[]",
        b'[{"properties":{"naam":"a"},"geometry":{"type":"Point","coordinates":['
        + b"9" * 900_000
        + b",1e999]}}]",
    ),
    "combining marks": HEADER + ("a" + "\u0301" * 490 + ";x;3511\n").encode() * 900,
}


@pytest.mark.slow
@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
@pytest.mark.parametrize("read", READERS)
def test_a_file_made_to_break_it_is_answered(data, read, content):
    upload = read(content, "x.csv", data)
    assert upload.faults
    sound(upload, read)


def test_a_global_bound_of_the_csv_module_is_left_alone(data):
    before = csv.field_size_limit()
    read_facilities(BAD["one huge cell"], "x.csv", data)
    assert csv.field_size_limit() == before <= MOST_BYTES


VALID = [
    facilities_template("nl").replace("VOORBEELD", "Plek").encode(),
    transition_template("nl").replace("VOORBEELD 1", "").replace("VOORBEELD 2", "").encode(),
    facilities_template("en").replace("EXAMPLE", "Place").encode("utf-16"),
    b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",'
    b'"coordinates":[5.12,52.09]},"properties":{"naam":"A","soort":"mbo","postcode":3511}}]}',
]
PIECES = st.sampled_from(
    [
        *(b";", b",", b"\t", b'"', b"\n", b"\r", b"\0", b"[", b"}", b"=", b"-", b"%", b"\xff"),
        *(b"NaN", b"1e999", b"9" * 400, "\u202e".encode(), b"null", b"{}", b"VOORBEELD"),
        b"\\ud800",
    ]
)


@st.composite
def mutated(draw) -> bytes:
    """A good file with some pieces taken out, put in or doubled."""
    content = draw(st.sampled_from(VALID))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        until = min(len(content), at + draw(st.integers(0, 12)))
        content = content[:at] + draw(PIECES | st.binary(max_size=4)) + content[until:]
    return content


NAMES = st.sampled_from(["x.csv", "x.geojson", "x.xlsx", "", "../../etc/passwd", "\0", "é.CSV"])


@pytest.mark.slow
@pytest.mark.parametrize("read", READERS)
@given(content=mutated() | st.binary(max_size=300), name=NAMES)
@settings(max_examples=80)
def test_no_file_breaks_it(data, read, content, name):
    sound(read(content, name, data), read)


@pytest.mark.slow
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "features", "properties", "geometry", "coordinates"])
                | st.sampled_from(["naam", "postcode", "soort"])
                | st.text(max_size=4),
                inner,
                max_size=3,
            )
        ),
    )
)
@settings(max_examples=40)
def test_no_json_breaks_it(data, value):
    whole = json.dumps(value).encode()
    sound(read_facilities(whole, "x.geojson", data), read_facilities)
    for part in (b'{"type":"FeatureCollection","features":[%b]}', b'{"features":%b}'):
        sound(read_facilities(part % whole, "x.json", data), read_facilities)
    feature = b'{"properties":{"naam":%b,"soort":"mbo"},"geometry":%b}' % (whole, whole)
    content = EMPTY_COLLECTION.replace(b"[]", b"[%b]" % feature)
    sound(read_facilities(content, "x.json", data), read_facilities)


@pytest.mark.slow
@given(rows=st.lists(st.lists(st.text(max_size=20), min_size=8, max_size=8), max_size=4))
@settings(max_examples=50)
def test_no_cell_breaks_it(data, rows):
    for read, module in ((read_facilities, facilities), (read_transition, transition)):
        header = [words[0] for words in module.COLUMNS.values()]
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows([header, *(row[: len(header)] for row in rows)])
        sound(read(out.getvalue().encode("utf-8", "replace"), "x.csv", data), read)


def _said(path: Path) -> list[tuple[str, set[str]]]:
    """Key and names of values of every Fault with a key written down in one file."""
    found = []
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        written = {
            node.targets[0].id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        }
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault"):
                continue
            if not isinstance(node.args[1], ast.Constant):
                continue
            values = node.args[2] if len(node.args) > 2 else ast.Dict([], [])
            values = written[values.id] if isinstance(values, ast.Name) else values
            found.append((node.args[1].value, {key.value for key in values.keys}))
    return found


SAID = [said for path in sorted(CODE.glob("*.py")) for said in _said(path)]


def test_every_fault_has_the_values_that_its_sentence_asks_for():
    assert len(SAID) > 40
    for language in ("nl", "en"):
        entries = texts_in(language).entries
        for key, values in SAID:
            asked = {name for _, name, _, _ in Formatter().parse(entries[key]) if name}
            assert asked == values, key


def test_a_fault_is_said_with_its_row():
    fault = Fault(7, "upload.name")
    assert fault_words(fault, texts_in("nl")) == "Rij 7: De naam ontbreekt. Vul een naam in."
    assert fault_words(Fault(None, "upload.name"), texts_in("en")).startswith("The name is missing")


def test_a_long_value_is_repeated_in_part_and_never_read_as_a_pattern(data):
    content = HEADER + b"Lab;3511;{row} {0.__class__} " + b"x" * 400 + b"\n"
    (fault,) = (
        fault
        for fault in read_facilities(content, "x.csv", data).faults
        if fault.key == "upload.kind"
    )
    sentence = fault_words(fault, texts_in("nl"))
    assert "{row} {0.__class__} xxx" in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("read", READERS)
def test_nothing_is_written_or_kept(data, read, monkeypatch):
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("a file was opened"))
    first = read(VALID[0], "x.csv", data)
    first.rows["source"] = "changed"
    first.faults.append(Fault(None, "upload.empty"))
    again = read(VALID[0], "x.csv", data)
    assert not again.rows["source"].eq("changed").any()
    assert "upload.empty" not in keys(again)


def test_empty_uploads_can_be_put_beside_full_ones(data):
    """So that the tables of several files are of the same types."""
    full = read_facilities(VALID[0], "x.csv", data).rows
    none = read_facilities(b"", "x.csv", data).rows
    assert pd.concat([none, full]).dtypes.equals(full.dtypes)
