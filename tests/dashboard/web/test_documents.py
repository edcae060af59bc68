"""Pages that are kept: bounded, and each made once."""

import gzip
from contextlib import contextmanager

import brotli
import pytest
from flask import Flask

from dashboard.web.documents import Documents


@pytest.fixture
def ask():
    """``ask(documents, key, make, **headers)``: the answer to a request."""
    server = Flask(__name__)

    def answer(documents, key, make, **headers):
        with server.test_request_context(headers=headers):
            return documents.answer(key, make)

    return answer


def test_a_page_is_made_once_for_each_way_to_compress_it(ask):
    documents, made = Documents(), []

    def make():
        made.append(1)
        return "<p>é</p>"

    for _ in range(3):
        packed = ask(documents, "a", make, accept_encoding="gzip, br").data
        assert brotli.decompress(packed).decode() == "<p>é</p>"
    assert gzip.decompress(ask(documents, "a", make, accept_encoding="gzip").data).decode()
    assert len(made) == 2


def test_who_waited_for_a_turn_finds_what_another_made_meanwhile(ask):
    documents = Documents()

    @contextmanager
    def turn():
        ask(documents, "a", lambda: "of another", accept_encoding="br")
        yield

    server = Flask(__name__)
    with server.test_request_context(headers={"Accept-Encoding": "br"}):
        answer = documents.answer("a", lambda: pytest.fail("made twice"), turn)
    assert brotli.decompress(answer.data) == b"of another"


def test_what_is_kept_waits_for_no_turn(ask):
    documents = Documents()
    ask(documents, "a", lambda: "kept", accept_encoding="br")
    server = Flask(__name__)
    with server.test_request_context(headers={"Accept-Encoding": "br"}):
        answer = documents.answer("a", str, lambda: pytest.fail("a turn"))
    assert brotli.decompress(answer.data) == b"kept"


def test_who_takes_nothing_compressed_gets_it_plain(ask):
    answer = ask(Documents(), "a", lambda: "plain")
    assert answer.data == b"plain" and "Content-Encoding" not in answer.headers


def test_what_was_asked_longest_ago_goes_first_and_bytes_are_bounded(ask):
    one = len(brotli.compress(b"0" * 10, quality=5))
    documents, made = Documents(most=3 * one), []

    def page(key):
        return ask(documents, key, lambda: made.append(key) or key * 10, accept_encoding="br")

    for key in "0123":
        page(key)
        page("0")
        assert documents.size <= 3 * one
    assert made == ["0", "1", "2", "3"]
    page("1")
    assert made[-1] == "1"
