"""The publishers' formats, made of the source files that are at hand: what each would answer."""

import json
import re
from pathlib import Path

import geopandas as gpd

from geodata.fetch.facts import facts
from geodata.fetch.pdok import COLUMNS, PAGE, RD_ADDRESS
from geodata.sources import cbs, duo, duo_pupils
from geodata.sources.reading import read_csv
from tests.support.publishers import Publishers, Reply

ASKED = facts("cbs")["population"]
TABLE = ASKED["table"]
V4 = f"/odata/v1/CBS/{TABLE}"
V3 = f"/ODataFeed/odata/{TABLE}"
#: Codes of measures as CBS has them: the same title is of a count, and later of a share.
MEASURES = {ours: f"M00{number:04}" for number, ours in enumerate(ASKED["measures"], 352)}
COLUMN = {ours: f"K{number}_{number}" for number, ours in enumerate(ASKED["measures"], 1)}
DUO_PAGE = "/open_onderwijsdata/images/02.-alle-vestigingen-vo.csv"
PORTAL = "/api/3/action/package_show?id=adressen_vo"
FEATURES = "/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/items"
EXTRACT = "/europe/netherlands-latest.osm.pbf"


def exams(year: str) -> str:
    """Where DUO has the exams of a school year."""
    return facts("duo")["exams"].format(year=year).removeprefix("https://duo.nl")


def exam_sectors() -> str:
    """Where DUO has the exams by sector."""
    return str(facts("duo")["exam_sectors"]).removeprefix("https://duo.nl")


def duo_files(publishers: Publishers, source: Path, year: str) -> None:
    """DUO's yearly files, with the exams of a year as its newest."""
    publishers.answers(DUO_PAGE, (source / duo.ADDRESSES).read_bytes())
    publishers.answers(exams(year), (source / f"duo/{duo.EXAMS}{year}.csv").read_bytes())
    publishers.answers(exam_sectors(), (source / duo_pupils.EXAM_SECTORS).read_bytes())


def statline_v4(publishers: Publishers, source: Path, page: int = 40) -> list[str]:
    """The population over OData v4, so many observations on a page; the paths of the pages."""
    measures = [
        {"Identifier": code, "Title": ASKED["measures"][ours], "Unit": "aantal"}
        for ours, code in MEASURES.items()
    ]
    shares = [one | {"Identifier": f"{one['Identifier']}P", "Unit": "%"} for one in measures]
    towns = _towns(source)
    _collection(publishers, f"{V4}/MeasureCodes", measures + shares)
    _collection(
        publishers,
        f"{V4}/RegioSCodes",
        [{"Identifier": code, "Title": one["gemeente_cbs"]} for code, one in towns.items()]
        # One that ended long ago, and a province.
        + [{"Identifier": "GM0738", "Title": "Aalburg"}, {"Identifier": "PV20", "Title": "Gr."}],
    )
    periods = ["2024JJ00", "2025JJ00", "2026JJ00"]
    _collection(publishers, f"{V4}/PeriodenCodes", [{"Identifier": one} for one in periods])
    observations = [
        {"Measure": code, "Value": float(one[ours]), "RegioS": town, "Perioden": ASKED["period"]}
        for town, one in towns.items()
        for ours, code in MEASURES.items()
    ]
    observations.append(observations[0] | {"RegioS": "GM0738", "Value": None})
    wanted = " or ".join(f"Measure eq '{code}'" for code in MEASURES.values())
    first = f"{V4}/Observations?$filter=Perioden eq '{ASKED['period']}' and ({wanted})"
    paths = [first] + [
        f"{V4}/Observations?$skiptoken={start}" for start in range(page, len(observations), page)
    ]
    for number, path in enumerate(paths):
        document = {"value": observations[number * page : (number + 1) * page]}
        if number + 1 < len(paths):
            document["@odata.nextLink"] = f"https://datasets.cbs.nl{paths[number + 1]}"
        publishers.answers(path, _json(document))
    return paths


def statline_v3(publishers: Publishers, source: Path) -> None:
    """The same over OData v3: a column per measure, keys with blanks behind them."""
    measures = [
        {"Type": "GeoDimension", "Key": "RegioS", "Title": "Regio's"},
        *(
            {"Type": "Topic", "Key": COLUMN[ours], "Title": title}
            for ours, title in ASKED["measures"].items()
        ),
    ]
    towns = _towns(source)
    _collection(publishers, f"{V3}/DataProperties", measures)
    _collection(
        publishers,
        f"{V3}/RegioS",
        [{"Key": f"{code}  ", "Title": one["gemeente_cbs"]} for code, one in towns.items()],
    )
    _collection(publishers, f"{V3}/Perioden", [{"Key": ASKED["period"]}])
    rows = [
        {"RegioS": f"{town}  ", "Perioden": ASKED["period"]}
        | {column: int(float(one[ours])) for ours, column in COLUMN.items()}
        for town, one in towns.items()
    ]
    shown = ",".join(["RegioS", "Perioden", *COLUMN.values()])
    first = f"{V3}/TypedDataSet?$filter=Perioden eq '{ASKED['period']}'&$select={shown}"
    second = f"{V3}/TypedDataSet?$skip=5"
    link = {"odata.nextLink": f"https://opendata.cbs.nl{second}"}
    publishers.answers(first, _json({"value": rows[:5], **link}))
    publishers.answers(second, _json({"value": rows[5:]}))


def boundaries(publishers: Publishers, source: Path) -> list[str]:
    """The municipalities over OGC API Features, on two pages; their paths."""
    shapes = gpd.read_file(source / cbs.MUNICIPALITIES)
    names = {ours: theirs for theirs, ours in COLUMNS.items()}
    shapes = shapes.rename(columns=names)[[*COLUMNS, "geometry"]].assign(jaarcode=2025)
    features = json.loads(shapes.to_json(drop_id=True))["features"]
    first = f"{FEATURES}?f=json&limit={PAGE}&jaarcode=2025&crs={RD_ADDRESS}"
    second = f"{FEATURES}?cursor=2"
    link = {"links": [{"rel": "next", "href": f"https://api.pdok.nl{second}"}]}
    publishers.answers(
        first, _json({"type": "FeatureCollection", "features": features[:3], **link})
    )
    publishers.answers(second, _json({"features": features[3:], "links": []}))
    return [first, second]


def everything(publishers: Publishers, source: Path, year: str) -> None:
    """All publishers that a build reads, with the files of a source directory."""
    duo_files(publishers, source, year)
    statline_v4(publishers, source)
    boundaries(publishers, source)


def _towns(source: Path) -> dict[str, dict[str, str]]:
    """The rows of the population file by code of the region."""
    rows = read_csv(source / cbs.POPULATION, ",").to_dict("records")
    return {one["gm_code"] or "NL01": one for one in rows}


def _collection(publishers: Publishers, path: str, rows: list[dict[str, str]]) -> None:
    publishers.answers(path, _json({"value": rows}))


def _json(document: object) -> Reply:
    return Reply(json.dumps(document).encode(), headers={"Content-Type": "application/json"})


def respelled(reply: Reply, old: str, new: str) -> Reply:
    """An answer in which a name is another one."""
    body = re.sub(re.escape(old).encode(), new.encode(), reply.body)
    assert body != reply.body
    return Reply(body, headers=reply.headers)
