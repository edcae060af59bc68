"""The publishers' formats, made of the source files that are at hand: what each would answer."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd

from geodata.fetch import odata
from geodata.fetch.facts import facts
from geodata.fetch.pdok import COLUMNS, PAGE, RD_ADDRESS
from geodata.sources import cbs, cbs_buurten, duo, duo_pupils, labour
from geodata.sources.reading import read_csv
from tests.support.publishers import Publishers, Reply

V4 = "/odata/v1/CBS/70072ned"
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


@dataclass
class StatLine:
    """A table of CBS: its members, with their titles, and its figures."""

    asked: odata.Asked
    #: Of each dimension title by code; also some that nobody asks for.
    members: dict[str, dict[str, str]]
    #: Topic as a file names it -> value, by codes of the dimensions.
    figures: dict[tuple[str, ...], dict[str, str | float | None]]

    @property
    def v4(self) -> str:
        return f"/odata/v1/CBS/{self.asked.table}"

    @property
    def v3(self) -> str:
        return f"/ODataFeed/odata/{self.asked.table}"

    def codes(self) -> dict[str, str]:
        """Codes of topics over v4."""
        return {ours: f"M00{number:04}" for number, ours in enumerate(self.asked.topics, 352)}

    def columns(self) -> dict[str, str]:
        """Columns of topics over v3: a name with a number that shifts."""
        return {ours: f"K{number}_{number}" for number, ours in enumerate(self.asked.topics, 1)}

    def padded(self, name: str, code: str) -> str:
        """A code as v3 writes it: as wide as the widest of its dimension, a region six."""
        return code.ljust(max(6 if name == "RegioS" else 0, *map(len, self.members[name])))

    def only(self, blanks: bool) -> list[str]:
        """The filter of the members that are asked by name, in the order of the dimensions."""
        every = []
        for name, dimension in self.asked.dimensions.items():
            wanted = [
                self.padded(name, code) if blanks else code
                for theirs in (dimension.members or {}).values()
                for code, title in self.members[name].items()
                if theirs in (code, title)
            ]
            if wanted:
                every.append(anyone(name, wanted))
        return every


def anyone(name: str, codes: list[str]) -> str:
    """A filter on any of some codes."""
    text = " or ".join(f"{name} eq '{code}'" for code in codes)
    return f"({text})" if len(codes) > 1 else text


@cache
def statline(source: Path, name: str) -> StatLine:
    """A table as it would be, of which the files at hand were made. Nobody changes it."""
    made = {
        "population": _population,
        "postcodes": _postcodes,
        "buurten": _buurten,
        "layouts": _layouts,
        "jobs": _jobs,
        "vacancies": _vacancies,
    }[name]
    return made(source)


def statline_v4(
    publishers: Publishers, source: Path, name: str = "population", page: int = 40
) -> list[str]:
    """A table over OData v4, so many observations on a page; the paths of the pages."""
    table = statline(source, name)
    measures = [
        {"Identifier": code, "Title": table.asked.topics[ours], "Unit": "aantal"}
        for ours, code in table.codes().items()
    ]
    # In a table of key figures the same title is of a count, and later of a share.
    more = [one | {"Identifier": f"{one['Identifier']}P", "Unit": "%"} for one in measures]
    if name not in {"population", "buurten"}:
        more = []
    _collection(publishers, f"{table.v4}/MeasureCodes", measures + more)
    _collection(
        publishers, f"{table.v4}/Dimensions", [{"Identifier": one} for one in table.members]
    )
    for dimension, titles in table.members.items():
        rows = [{"Identifier": code, "Title": title} for code, title in titles.items()]
        _collection(publishers, f"{table.v4}/{dimension}Codes", rows)
    observations = [
        {
            "Measure": table.codes()[ours],
            "Value": value,
            **dict(zip(table.members, key, strict=True)),
        }
        for key, values in table.figures.items()
        for ours, value in values.items()
    ]
    only = table.only(blanks=False) + (
        [anyone("Measure", [*table.codes().values()])] if more else []
    )
    query = f"?$filter={' and '.join(only)}" if only else ""
    return _paged(
        publishers,
        f"{table.v4}/Observations",
        query,
        observations,
        page,
        "@odata.nextLink",
        "https://datasets.cbs.nl",
    )


def statline_v3(
    publishers: Publishers, source: Path, name: str = "population", page: int = 5
) -> list[str]:
    """The same over OData v3: a column per topic, codes and texts with blanks behind them."""
    table = statline(source, name)
    kinds = {"RegioS": "GeoDimension", "Perioden": "TimeDimension"}
    properties: list[dict[str, object]] = [
        {"ID": number, "Type": kinds.get(name, "Dimension"), "Key": name, "Title": name}
        for number, name in enumerate(table.members)
    ]
    groups: dict[str, int] = {}
    for ours, title in table.asked.topics.items():
        group, _, last = title.rpartition("/")
        if group and group not in groups:
            groups[group] = 100 + len(groups)
            properties.append(
                {"ID": groups[group], "ParentID": None, "Type": "TopicGroup", "Title": group}
            )
        properties.append(
            {
                "ID": len(properties) + 1,
                "ParentID": groups.get(group),
                "Type": "Topic",
                "Key": table.columns()[ours],
                "Title": last,
            }
        )
    _collection(publishers, f"{table.v3}/DataProperties", properties)
    for dimension, titles in table.members.items():
        members = [
            {"Key": table.padded(dimension, code), "Title": title} for code, title in titles.items()
        ]
        _collection(publishers, f"{table.v3}/{dimension}", members)
    rows = [
        {one: table.padded(one, code) for one, code in zip(table.members, key, strict=True)}
        | {
            table.columns()[ours]: f"{value:<20}" if isinstance(value, str) else value
            for ours, value in values.items()
        }
        for key, values in table.figures.items()
    ]
    only = table.only(blanks=True)
    shown = f"$select={','.join([*table.members, *table.columns().values()])}"
    query = f"?$filter={' and '.join(only)}&{shown}" if only else f"?{shown}"
    path = f"{table.v3}/TypedDataSet"
    host = "https://opendata.cbs.nl"
    return _paged(publishers, path, query, rows, page, "odata.nextLink", host)


def _paged(
    publishers: Publishers,
    path: str,
    query: str,
    rows: list[dict[str, object]],
    page: int,
    link: str,
    host: str,
) -> list[str]:
    """Rows on pages, of which each names the next; their paths."""
    paths = [f"{path}{query}"]
    paths += [f"{path}?$skiptoken={start}" for start in range(page, len(rows), page)]
    for number, one in enumerate(paths):
        document: dict[str, object] = {"value": rows[number * page : (number + 1) * page]}
        if number + 1 < len(paths):
            document[link] = f"{host}{paths[number + 1]}"
        publishers.answers(one, _json(document))
    return paths


def _asked(name: str) -> odata.Asked:
    return odata.Asked.of(facts("cbs")[name])


def _population(source: Path) -> StatLine:
    asked = _asked("population")
    rows = read_csv(source / cbs.POPULATION, ",").to_dict("records")
    towns = {one["gm_code"] or "NL01": one for one in rows}
    regions = {code: one["gemeente_cbs"] for code, one in towns.items()}
    # One that ended long ago, and a province.
    regions |= {"GM0738": "Aalburg", "PV20": "Groningen (PV)"}
    figures: dict[tuple[str, ...], dict[str, str | float | None]] = {
        (town, "2025JJ00"): {ours: float(one[ours]) for ours in asked.topics}
        for town, one in towns.items()
    }
    figures["GM0738", "2025JJ00"] = dict.fromkeys(asked.topics)
    periods = {"2024JJ00": "2024", "2025JJ00": "2025", "2026JJ00": "2026"}
    return StatLine(asked, {"RegioS": regions, "Perioden": periods}, figures)


def _postcodes(source: Path) -> StatLine:
    asked = _asked("postcodes")
    areas = gpd.read_file(source / cbs.POSTCODE_AREAS).drop(columns="geometry").set_index("pc4")
    ages = {f"70{number}00": age for number, age in enumerate(AGES, 1)}
    wide = asked.dimensions["Leeftijd"].members
    assert wide is not None
    codes = {
        ours: code for ours, theirs in wide.items() for code, age in ages.items() if age == theirs
    }
    members = {
        "Geslacht": {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen"},
        "Leeftijd": {"10000": "Totaal", **ages},
        "Postcode": {"NL01": "Nederland", **{f"PC{pc4}": pc4 for pc4 in areas.index}},
        "Perioden": {"2020JJ00": "2020", "2021JJ00": "2021"},
    }
    figures: dict[tuple[str, ...], dict[str, str | float | None]] = {
        ("T001038", codes[ours], f"PC{pc4}", "2021JJ00"): {"people": float(people)}
        for pc4, one in areas.iterrows()
        for ours, people in one[[*codes]].dropna().items()
    }
    figures["T001038", "70100", "NL01", "2021JJ00"] = {"people": 857_000.0}
    return StatLine(asked, members, figures)


AGES = ("0 tot 5 jaar", "5 tot 10 jaar", "10 tot 15 jaar", "15 tot 20 jaar", "20 tot 25 jaar")


def _buurten(source: Path) -> StatLine:
    rows = read_csv(source / cbs_buurten.BUURTEN, ",").to_dict("records")
    titles = {"NL00": "Nederland", "GM0037": "Stadskanaal", "WK003705": "Wijk 05"}
    figures: dict[tuple[str, ...], dict[str, str | float | None]] = {
        (one["buurt"],): {"inhabitants": float(one["inhabitants"])}
        for one in rows
        if one["inhabitants"]
    }
    figures["GM0037",] = {"inhabitants": 31_754.0}
    members = {"WijkenEnBuurten": titles | {one["buurt"]: one["name"] for one in rows}}
    return StatLine(_asked("buurten"), members, figures)


def _layouts(source: Path) -> StatLine:
    asked = _asked("layouts")
    rows = read_csv(source / cbs.LAYOUTS, ",").to_dict("records")
    figures: dict[tuple[str, ...], dict[str, str | float | None]] = {
        (one["gm_code"],): {ours: one[ours] for ours in asked.topics} for one in rows
    }
    return StatLine(asked, {"RegioS": {one["gm_code"]: one["gemeente"] for one in rows}}, figures)


#: Jobs of the province of Utrecht by sector, of which the sample has the vacancies.
UTRECHT = {
    "2019JJ00": (2.7, 44.5, 30.3, 180.6, 47.5, 35.6, 6.5, 139.6, 230.7, 32.6),
    "2023JJ00": (2.9, 45.8, 31.4, 194.4, 58.1, 46.1, 7.2, 137.1, 259.8, 37.1),
    "2024JJ00": (3.0, 45.8, 31.4, 199.0, 58.7, 44.5, 7.3, 138.4, 268.9, 38.9),
}


def _jobs(source: Path) -> StatLine:
    asked = _asked("jobs")
    rows = read_csv(source / labour.JOBS, ",").to_dict("records")
    sectors = asked.dimensions["BedrijfstakkenBranchesSBI2008"].members
    assert sectors is not None
    members = {
        "RegioS": {
            "PV20": "Groningen (PV)",
            "CR17": "Utrecht",
            **{one["zone_id"]: one["corop_naam"] for one in rows},
        },
        "Perioden": {f"{year}JJ00": f"{year} december" for year in range(2019, 2026)},
        "BedrijfstakkenBranchesSBI2008": {
            "T001081": "A-U Alle economische activiteiten",
            "300003": "B-F Nijverheid en energie",
            **{code: ours for ours, code in sectors.items()},
        },
    }
    figures: dict[tuple[str, ...], dict[str, str | float | None]] = {
        (one["zone_id"], f"{one['target_year']}JJ00", sectors[one["a10"]]): {
            "jobs": float(one["jobs"])
        }
        for one in rows
    }
    figures["PV20", "2024JJ00", "301000"] = {"jobs": 5.5}
    for period, values in UTRECHT.items():
        for sector, value in zip(sectors.values(), values, strict=True):
            figures["CR17", period, sector] = {"jobs": value}
    return StatLine(asked, members, figures)


def _vacancies(source: Path) -> StatLine:
    figure = "openstaande_vacatures_x1000"
    rows = read_csv(source / labour.VACANCIES, ",").to_dict("records")
    figures: dict[tuple[str, ...], dict[str, str | float | None]] = {
        (one["sbi"], one["regio"], one["Perioden"]): {figure: float(one[figure])}
        for one in rows
        if one["sbi"] in labour.VACANCY_SECTORS
    }
    regions = {one["regio"]: one["regio_naam"] for one in rows}
    columns = {"307500": "industrie", "350000": "bouw", "T001081": "alle sectoren"}
    for one in read_csv(source / labour.VACANCY_RATES, ",").to_dict("records"):
        regions.setdefault(one["pv"], one["regio"])
        for sector, column in columns.items():
            figures[sector, one["pv"], "2026KW02"] = {figure: float(one[column])}
    # A quarter that the file at hand does not have yet.
    for sector, value in zip(columns, (33.0, 22.0, 405.5), strict=True):
        figures[sector, "NL01", "2025KW02"] = {figure: value}
    # One of which CBS says nothing that quarter.
    figures["T001081", "PV20", "2026KW02"] = {figure: None}
    periods = sorted({period for _, _, period in figures} | {"2026JJ00"})
    sectors = {one["sbi"]: one["sbi_label"] for one in rows} | {"300003": "B-F Nijverheid"}
    members = {
        "BedrijfstakkenBranchesSBI2008": sectors,
        "RegioS": regions,
        "Perioden": dict(zip(periods, periods, strict=True)),
    }
    return StatLine(_asked("vacancies"), members, figures)


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
    for name in facts("cbs"):
        if statline(source, name).asked.only == "v3":
            statline_v3(publishers, source, name)
        else:
            statline_v4(publishers, source, name)
    boundaries(publishers, source)


def _collection(publishers: Publishers, path: str, rows: Sequence[Mapping[str, object]]) -> None:
    publishers.answers(path, _json({"value": [*rows]}))


def _json(document: object) -> Reply:
    return Reply(json.dumps(document).encode(), headers={"Content-Type": "application/json"})


def respelled(reply: Reply, old: str, new: str) -> Reply:
    """An answer in which a name is another one."""
    body = re.sub(re.escape(old).encode(), new.encode(), reply.body)
    assert body != reply.body
    return Reply(body, headers=reply.headers)
