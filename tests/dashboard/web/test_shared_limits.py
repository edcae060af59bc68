"""Whatever takes work has a bound that all workers share: who is over it is told when to come back.

The other worker is a process of its own, as gunicorn forks it; it has every turn that there is.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from dashboard.address.paths import DRAWING, LAYOUT, LIMITS, PREVIEW, RINGS, SITES, SUGGEST, UPDATE
from dashboard.embed.route import EMBED
from dashboard.texts import LANGUAGES, texts_in
from dashboard.web import pools
from dashboard.web.jobs import RETRY
from dashboard.web.pools import POOLS, BusyError
from tests.support.elsewhere import held_elsewhere
from tests.support.views import LAYOUT as OWN

PORTRAIT = "/regio/gemeente/GM0855"
#: Pages, which a browser that shows the refusal asks again by itself; and what is no page.
PAGES = (PORTRAIT, EMBED)
OTHERS = (
    *(LIMITS, f"{LAYOUT}?{urlencode({'indeling': OWN})}", DRAWING, PREVIEW),
    *("/download.geojson", "/download.gpkg", "/download.xlsx", "/dia.pptx"),
    *("/portret.pptx", f"{PORTRAIT}.pptx", "/api/v1/years", "/api/v1/coverage?by=buurt"),
    *("/ogc/collections", "/ogc/collections/gemeente/items"),
)
SUGGESTIONS = (SUGGEST, "/api/v1/suggest")


@contextmanager
def every_turn() -> Iterator[None]:
    with ExitStack() as held:
        for pool in POOLS:
            with suppress(BusyError):
                while True:
                    held.enter_context(pool.turn())
        yield


@pytest.fixture(scope="module", autouse=True)
def full() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pools, "PATIENCE", 0)
        with held_elsewhere(every_turn):
            yield


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}taal={language}"


def refused(answer: TestResponse, words: str) -> None:
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, str(RETRY))
    assert words in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_who_is_over_it_hears_when_to_come_back(client, path, language):
    answer = client.get(in_language(path, language))
    refused(answer, texts_in(language)("server.busy", seconds=RETRY))
    assert ("Refresh" in answer.headers) == (path in PAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SUGGESTIONS)
def test_a_suggestion_says_it_in_words_of_its_own(client, path, language):
    answer = client.get(in_language(path, language))
    refused(answer, texts_in(language)("suggest.busy", seconds=RETRY))


def test_a_browser_never_sends_a_table_again_by_itself(client):
    answer = client.post(PORTRAIT, data={"doorstroom": (BytesIO(b"gebied\n"), "eigen.csv")})
    refused(answer, texts_in("nl")("server.busy", seconds=RETRY))
    assert "Refresh" not in answer.headers


def test_who_brings_places_along_reads_it_in_the_menu(call):
    file = {"contents": "data:text/csv;base64,bmFhbQ==", "name": "plekken.csv"}
    told = call("own-facilities.data", {"sent-file.data": file})
    assert told["own-facilities"]["data"] == []
    for language in LANGUAGES:
        words = json.dumps(told["own-words"]["data"][language], ensure_ascii=False)
        assert texts_in(language)("server.busy", seconds=RETRY) in words


@pytest.mark.parametrize("path", ["/", UPDATE, SITES, RINGS, "/health", "/ready", "/curve.csv"])
def test_a_click_waits_for_none_of_it(client, path):
    assert client.get(path).status_code == 200
