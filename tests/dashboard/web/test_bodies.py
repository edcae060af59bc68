"""What may be posted: so much, and only what a page sends."""

import base64
import io
import json
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.upload.bounds import MOST_BYTES as LARGEST_FILE
from dashboard.web.bodies import (
    CALLBACKS,
    DEEPEST,
    LONGEST_TEXT,
    MOST_BRACKETS,
    MOST_BYTES,
    is_deep,
)
from tests.support.asking import body, server_callbacks

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
#: What callbacks read from what is posted, with whatever it may be.
LIKELY = JSON | st.fixed_dictionaries(
    {},
    optional={"shown": JSON, "code": JSON, "kinds": JSON, "name": JSON}
    | {"feature": JSON | st.integers(-1, 4)},
)


def key_of(app, output: str) -> str:
    return next(key for key in server_callbacks(app) if output in key)


@pytest.fixture
def asked(app) -> dict:
    """What a page posts when somebody types in its search."""
    values = {"sought.data": "utrecht", "address.search": "?profiel=pie"}
    return body(app, key_of(app, "search-results.children"), values)


# ---- how much -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CALLBACKS, "/_dash-update-component?a=1"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, path):
    stream = io.BytesIO(b"x" * (MOST_BYTES + 1))
    answer = client.post(path, input_stream=stream, headers={"Content-Length": str(10**9)})
    assert answer.status_code == 413
    assert stream.tell() == 0


def test_a_body_without_a_length_is_read_no_further_than_the_bound(client):
    """Pieces of a chunked body come without a length; the web server says where they end."""
    stream = io.BytesIO(b"x" * (3 * MOST_BYTES))
    answer = client.post(
        CALLBACKS,
        input_stream=stream,
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert stream.tell() <= MOST_BYTES + 1


def test_the_largest_file_still_comes_through(call):
    head = b"naam;soort;postcode\n"
    content = head + b"x" * (LARGEST_FILE - len(head))
    contents = f"data:text/csv;base64,{base64.b64encode(content).decode()}"
    answer = call("own-words.data", {"sent-file.data": {"contents": contents, "name": "a.csv"}})
    told = json.dumps(answer["own-words"]["data"]["nl"]["menu"])
    assert "a.csv" in told and "faults" in told and "1 MB" not in told


def test_an_interface_that_is_only_asked_reads_no_body(client):
    stream = io.BytesIO(b"{}" * MOST_BYTES)
    answer = client.post("/api/v1/coverage", input_stream=stream)
    assert answer.status_code == 405
    assert stream.tell() == 0


def test_a_file_of_a_form_never_reaches_a_disk(app):
    """Werkzeug writes a file of more than half a megabyte to a disk, unless told otherwise."""
    request = app.server.request_class.from_values(
        method="POST", data={"doorstroom": (io.BytesIO(b"x" * 900_000), "a.csv")}
    )
    assert isinstance(request.files["doorstroom"].stream, io.BytesIO)


# ---- what ---------------------------------------------------------------------------------------


def test_what_a_page_posts_is_answered(client, asked):
    assert client.post(CALLBACKS, json=asked).status_code == 200


WRONG = {
    "nothing": lambda asked: {},
    "a list": lambda asked: [asked],
    "a text": lambda asked: "search-results.children",
    "an unknown output": lambda asked: asked | {"output": "nothing.children" * 10_000},
    "an output that is none": lambda asked: asked | {"output": ["search-results.children"]},
    "other outputs": lambda asked: asked | {"outputs": {"id": "page", "property": "children"}},
    "many outputs": lambda asked: asked | {"outputs": [asked["outputs"]] * 5_000},
    "no inputs": lambda asked: asked | {"inputs": []},
    "inputs that are none": lambda asked: asked | {"inputs": {"search": "?"}},
    "an input that is none": lambda asked: asked | {"inputs": ["sought.data"]},
    "many inputs": lambda asked: asked | {"inputs": asked["inputs"] * 5_000},
    "another input": lambda asked: asked | {"inputs": [asked["inputs"][0] | {"id": "url"}]},
    "another state": lambda asked: asked | {"state": asked["inputs"]},
    "no state": lambda asked: asked | {"state": []},
    "an address that is none": lambda asked: (
        asked | {"state": [asked["state"][0] | {"value": {"a": 1}}]}
    ),
    "an address without end": lambda asked: (
        asked | {"state": [asked["state"][0] | {"value": "?" * (LONGEST_TEXT + 1)}]}
    ),
    "no changes": lambda asked: asked | {"changedPropIds": None},
    "other changes": lambda asked: asked | {"changedPropIds": ["__class__"]},
    "changes that are none": lambda asked: asked | {"changedPropIds": [[]]},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_page_posts_is_refused_without_a_word_in_the_log(client, asked, wrong, caplog):
    answer = client.post(CALLBACKS, json=WRONG[wrong](asked))
    assert answer.status_code == 400
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"{",
        b"\xff\xfe",
        b"[" * 1_000_000,
        b'{"a":' * 100_000,
        b"[" + b"{}," * (MOST_BRACKETS + 1) + b"{}]",
        b"9" * 100_000,
        b'"' + b"\\" * 99_999,
    ],
    ids=lambda text: repr(text[:9]),
)
def test_what_is_no_json_is_refused_without_a_word_in_the_log(client, text, caplog):
    answer = client.post(CALLBACKS, data=text, content_type="application/json")
    assert answer.status_code == 400
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_another_kind_of_body_is_refused(client, asked):
    assert client.post(CALLBACKS, data=json.dumps(asked)).status_code == 415


def test_a_callback_that_runs_in_the_browser_is_none_of_the_server(app, client):
    key = next(key for key, one in app.callback_map.items() if "callback" not in one)
    assert client.post(CALLBACKS, json=body(app, key, {})).status_code == 400


@pytest.mark.slow
@given(st.data())
@settings(max_examples=150)
def test_no_value_breaks_a_callback(app, data):
    key = data.draw(st.sampled_from(server_callbacks(app)))
    listed = app.callback_map[key]
    names = [f"{one['id']}.{one['property']}" for one in (*listed["inputs"], *listed["state"])]
    values = {name: data.draw(LIKELY) for name in names}
    answer = app.server.test_client().post(CALLBACKS, json=body(app, key, values))
    assert answer.status_code in (200, 204, 400), values


@given(st.integers(0, 2 * DEEPEST), st.text('[{"\\', max_size=12))
def test_depth_is_of_brackets_and_not_of_what_is_in_texts(depth, within):
    text = "[" * depth + json.dumps(within) + "]" * depth
    assert is_deep(text, DEEPEST) == (depth > DEEPEST)
