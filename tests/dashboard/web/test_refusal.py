"""A file is of what its address says, or there is no file."""

import pytest

from dashboard.web.refusal import MOST_NAMED

FILES = [
    "/download.csv",
    "/download.xlsx",
    "/download.geojson",
    "/download-vestigingen.geojson",
    "/download.gpkg",
    "/kaart.svg",
    "/dia.pptx",
    "/portret.pptx",
    "/regio/gemeente/GM0855.pptx",
    "/regio/gemeente/GM0855.pdf",
]


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["afstand=999", "taal=xx", "jaar=1850", "kaart=%00", "dit=dat"])
@pytest.mark.parametrize("address", FILES)
def test_what_cannot_be_read_is_refused_and_named(client, address, wrong):
    answer = client.get(f"{address}?{wrong}")
    assert answer.status_code == 400 and answer.mimetype == "text/plain"
    assert f": {wrong.partition('=')[0]}. " in answer.text


@pytest.mark.parametrize("address", [one for one in FILES if not one.startswith("/regio")])
def test_an_unknown_region_is_not_silently_the_country(client, address):
    answer = client.get(f"{address}?gebied=GM9999&taal=en")
    assert answer.status_code == 400
    assert answer.text.startswith("This part of the address cannot be read: gebied. ")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/kaart.svg?vorm=rond", "vorm"),
        ("/regio/gemeente/GM0855.pptx?naast=nergens", "naast"),
        ("/regio/gemeente/GM0855.pdf?naast=nergens", "naast"),
    ],
)
def test_so_is_what_only_one_file_asks(client, address, name):
    answer = client.get(address)
    assert answer.status_code == 400 and f": {name}. " in answer.text


def test_a_refusal_stays_short(client):
    answer = client.get("/download.csv?" + "&".join(f"p{number}=1" for number in range(40)))
    assert f": {', '.join(f'p{number}' for number in range(MOST_NAMED))}. " in answer.text
