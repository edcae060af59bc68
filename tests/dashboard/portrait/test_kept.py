"""A portrait that somebody asked is made once; one with a table is made for its reader alone."""

import pytest

from dashboard import create_app
from dashboard.portrait import page
from dashboard.settings import Settings

PACKED = {"Accept-Encoding": "br"}
GOES = "/regio/gemeente/GM0664"


@pytest.fixture
def made(monkeypatch) -> list[str]:
    """The regions of which a portrait was made, one after the other."""
    codes = []

    def render(data, portrait, uploaded=()):
        codes.append(portrait.region.code)
        return f"<p>{portrait.view.profiles} {bool(uploaded)}</p>"

    monkeypatch.setattr(page, "render", render)
    return codes


@pytest.fixture
def client(data):
    """Of a server that kept nothing yet."""
    return create_app(Settings(), data).server.test_client()


def test_it_is_made_once_and_not_sent_again(client, made):
    first = client.get(GOES, headers=PACKED)
    again = client.get(GOES, headers=PACKED)
    assert first.data == again.data and made == ["GM0664"]
    known = PACKED | {"If-None-Match": first.headers["ETag"]}
    assert client.get(GOES, headers=known).status_code == 304


def test_another_question_region_or_site_is_another_one(client, made):
    for address in (GOES, f"{GOES}?profiel=pie", f"{GOES}?taal=en", "/regio/gemeente/GM0687"):
        client.get(address, headers=PACKED)
    client.get(GOES, headers=PACKED, base_url="http://elders.nl")
    assert made == ["GM0664"] * 3 + ["GM0687", "GM0664"]


def test_one_with_a_table_is_never_kept(client, made):
    assert client.get(GOES, headers=PACKED).status_code == 200
    for _ in range(2):
        answer = client.post(GOES, data={}, headers=PACKED)
        assert answer.status_code == 200 and "ETag" not in answer.headers
    assert made == ["GM0664"] * 3
