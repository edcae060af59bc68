"""The picture of a link: a PNG of the size that others show, and not too large for them."""

import io

import pytest
from PIL import Image

from dashboard import create_app
from dashboard.settings import Settings

#: Bytes that the strictest of them takes.
MOST = 600_000


@pytest.fixture(scope="module")
def client(data):
    return create_app(Settings(api_rate=0), data).server.test_client()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/kaart.png", "/kaart.png?kaart=tweeweg&taal=en"])
def test_a_link_has_a_picture(client, path):
    answer = client.get(path)
    assert answer.mimetype == "image/png" and len(answer.data) < MOST
    picture = Image.open(io.BytesIO(answer.data))
    assert picture.size == (1200, 630)
    # Words, map and legend: no plain field.
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 100


def test_an_address_that_means_nothing_has_none(client):
    assert client.get("/kaart.png?gebied=nergens").status_code == 400
