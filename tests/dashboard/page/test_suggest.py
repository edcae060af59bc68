"""A suggestion on the screen: what was chosen is asked, and each choice leads to its scenario."""

import json
import re
from html import unescape

import pytest

from dashboard.address.query import read
from dashboard.web import jobs, suggestions
from dashboard.web.pools import Pool
from geodata.changes import START, STOP, Change

VIEW = "gebied=PV29&maat=fiets&afstand=12&stel=start:4501.mt&stand=nu"


def place(rank: int, code: str, gain: float, total: float, gap: float = 0.0) -> dict:
    return {"rank": rank, "code": code, "name": "", "gain": gain, "total": total, "gap": gap}


BEST = [place(1, "03XS02", 1240.4, 1240.4), place(2, "4301", 310.0, 1550.4)]
SECOND = [place(1, "03XS02", 1240.4, 1240.4), place(2, "31JW02", 100.0, 1340.4)]


@pytest.fixture
def told(client, monkeypatch):
    """What the page says to an answer of the process; and the job that this got."""

    def ask(query: str, places=(), runner_up=(), notes=()) -> tuple[str, dict]:
        answer = {"places": [*places], "runner_up": [*runner_up], "notes": [*notes]}
        got: list[bytes] = []

        def run(_, job: bytes, **__) -> bytes:
            got.append(job)
            return json.dumps(answer).encode()

        monkeypatch.setattr(jobs, "run", run)
        page = client.get(f"/voorstel?{query}")
        assert page.status_code == 200, page.text
        return page.text, json.loads(*got)

    return ask


def words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def tried(page: str, data) -> list:
    """The views of the ways to try."""
    return [read(unescape(query), data)[0] for query in re.findall(r'href="/(\?[^"]+)"', page)]


def test_what_is_chosen_is_what_is_asked_with_what_is_supposed(told):
    _, job = told(f"{VIEW}&zoek=mt&plek=overal&aantal=2&telt=2035")
    assert job["question"] | {"year": ""} == {
        "profiles": "MT",
        "threshold_m": 12_000,
        "year": "",
        "population": 2021,
        "distance": "cycle",
    }
    assert job["changes"] == "start:4501.mt" and job["inside"] == "PV29"
    assert (job["count"], job["ends"], job["among"]) == (2, False, "everywhere")
    assert job["forecast_year"] == 2035
    # What cannot be is the usual, which is said, and close to home is the municipality.
    page, job = told("gebied=4501&jaar=2023-2024&zoek=hout&plek=weg&aantal=99", BEST)
    assert "niet te gebruiken (zoek, aantal)" in words(page)
    assert "niet te gebruiken" not in words(told("gebied=4501&aantal=2", BEST)[0])
    assert job["question"]["profiles"] == "BWI" and job["inside"] == "GM1714"
    assert (job["count"], job["ends"], job["among"]) == (1, True, "sites")
    # The year of the exams is no year of young people.
    assert job["question"]["year"] == "2023-2024" and job["forecast_year"] is None


def test_the_places_with_what_each_adds_and_the_way_to_try_them(told, data):
    page, _ = told(f"{VIEW}&zoek=mt&aantal=2", BEST, SECOND)
    said = words(page)
    assert "1.550 jongeren in Zeeland M&T binnen 12 km fietsen" in said
    assert "CSW Toorop Talent College, Middelburg +1.240 4301 Zierikzee +310" in said
    assert "Lodewijk College voor Vwo Havo Mavo Vmbo Lwoo, Terneuzen in plaats van 4301" in said
    assert "Dat kost 210 jongeren." in said
    assert "een betere keuze is er niet. Dit is een voorstel, geen advies." in said
    best, other = tried(page, data)
    before = Change(START, "4501", "MT")
    assert {*best.changes} == {before, *(Change(START, code, "MT") for code in ("03XS02", "4301"))}
    assert {*other.changes} == {
        before,
        *(Change(START, code, "MT") for code in ("03XS02", "31JW02")),
    }
    assert best.profiles == "MT" and best.moment == "after" and best.region == "PV29"


def test_an_offer_that_ends_costs_young_people(told, data):
    ends = [place(1, "13OR01", -420.0, -420.0, gap=0.05)]
    page, _ = told("gebied=PV29&zoek=mt&plek=weg&taal=en", ends, notes=["out_of_time"])
    said = words(page)
    assert "takes M&T within 10 km from 420 young people" in said and "−420" in said
    assert "another 5.0%" in said and "The time was over." in said and "proposal" in said
    (view,) = tried(page, data)
    assert view.changes == (Change(STOP, "13OR01", "MT"),)
    nobody = [place(1, "13OR01", 0.0, 0.0)]
    assert "verliest niemand M&T" in words(told("zoek=mt&plek=weg", nobody)[0])


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("no_gap", "al binnen de grens"),
        ("nobody_known", "Van niemand"),
        ("no_candidate", "geen plek"),
        ("fewer", "Meer plekken"),
    ],
)
def test_where_there_is_nothing_to_suggest_it_says_why(told, note, said):
    page, _ = told("gebied=PV29&zoek=mt", notes=[note])
    assert said in words(page) and "<a" not in page


def test_who_comes_when_all_are_busy_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(suggestions, "SUGGESTIONS", Pool(places=0, turns=1))
    answer = client.get("/voorstel?gebied=PV29")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == str(jobs.RETRY)
    assert f"{jobs.RETRY} seconden" in answer.text
    # By its language a browser knows that these words are of this site, and to be read.
    assert answer.mimetype == "text/plain" and answer.content_language.as_set() == {"nl"}
