"""Facilities: the head offices of mbo, in the middle of their postcode."""

import pandas as pd

from geodata.build import checks
from geodata.build import facilities as subject
from geodata.sources import duo_pupils

PLACES = pd.DataFrame({"pc4": ["9723", "7553"], "place": ["Groningen", "Hengelo"]})
HOMES = pd.DataFrame(
    {
        "code": ["9723", "7553"],
        "postcode": ["9723", "7553"],
        "inhabitants": [10.0, 10.0],
        "x": [235_000.0, 252_000.0],
        "y": [581_000.0, 475_000.0],
        "lon": [6.58, 6.8],
        "lat": [53.2, 52.26],
    }
)


def test_each_stands_in_the_middle_of_its_postcode(sample):
    mbo = duo_pupils.mbo(sample / duo_pupils.MBO)
    table = checks.checked("facilities", subject.facilities(mbo, HOMES, PLACES))
    assert table.to_dict("records") == [
        {
            "code": "25LU",
            "name": "Alfa-college",
            "kind": "mbo",
            "place": "Groningen",
            "lon": 6.58,
            "lat": 53.2,
            "point_basis": "PC4-middelpunt",
            "source": duo_pupils.ORIGIN_MBO.id,
            "note": "head_office",
        }
    ]


def test_a_postcode_that_is_no_home_is_left_out_and_told(sample, built):
    mbo = duo_pupils.mbo(sample / duo_pupils.MBO)
    absent = subject.without_home(mbo, HOMES)
    assert set(absent["code"]) == {"25LW", "14NZ", "25PW"}
    # None of the sample's institutions lies in the sample's municipalities.
    assert built.tables.facilities.empty
    said = [note["en"] for note in built.manifest["notes"]]
    assert any(
        "Of 4 institutions of mbo" in text and "4 of them are left out" in text for text in said
    )


def test_the_usual_spelling_of_a_place():
    mbo = pd.DataFrame(
        {
            "code": ["27YU"],
            "name": ["ROC van Twente"],
            "postcode": ["7553 VZ"],
            "place": ["HENGELO OV"],
        }
    )
    assert list(subject.facilities(mbo, HOMES, PLACES)["place"]) == ["Hengelo"]
