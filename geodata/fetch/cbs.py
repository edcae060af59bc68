"""CBS: StatLine tables, over OData v4; over v3 where that does not answer."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geodata.errors import DataError
from geodata.fetch.client import Client, Stamp, Unreachable
from geodata.fetch.facts import facts
from geodata.fetch.layout import renamed
from geodata.fetch.source import Delivery, Source
from geodata.sources import cbs

V4 = "https://datasets.cbs.nl/odata/v1/CBS"
V3 = "https://opendata.cbs.nl/ODataFeed/odata"


@dataclass(frozen=True)
class Figures:
    """Some measures of a table at one period: value by code of a region and our name of it."""

    address: str
    #: Region code -> its name, in the order of the publisher.
    regions: dict[str, str]
    values: dict[tuple[str, str], str]
    periods: list[str]


def sources(_root: Path) -> list[Source]:
    """The population of municipalities by age."""
    return [Source("cbs-70072ned", cbs.POPULATION, _population, cbs.population)]


def _population(client: Client, path: Path, _former: Stamp | None) -> Delivery:
    asked = facts("cbs")["population"]
    notes = []
    try:
        figures = by_v4(client, **asked)
    except Unreachable as fault:
        notes.append(f"over OData v3, as {fault}")
        figures = by_v3(client, **asked)
    _write(path, asked, figures)
    newer = [one for one in figures.periods if one[4:6] == "JJ" and one > asked["period"]]
    if newer:
        notes.append(
            f"CBS has {max(newer)} too; a build reads {asked['period']} (docs/refresh.md says how "
            "to move on)"
        )
    return Delivery(Stamp(figures.address), tuple(notes))


def _write(path: Path, asked: Mapping[str, Any], figures: Figures) -> None:
    """A row per region that has figures: a municipality that ended has none any more."""
    measures = [*asked["measures"]]
    rows = []
    for code, name in figures.regions.items():
        values = [figures.values.get((code, measure), "") for measure in measures]
        if not any(values):
            continue
        if not all(values):
            raise DataError(
                f"{figures.address}: {code} has no '{measures[values.index('')]}' at "
                f"{asked['period']}; fetch it again"
            )
        town = code if code.startswith("GM") else ""
        rows.append([asked["period"][:4], name, *values, town])
    if not rows:
        raise DataError(f"{figures.address}: has no figures of {asked['period']}")
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["jaar", "gemeente_cbs", *measures, "gm_code"])
        writer.writerows(rows)


def by_v4(
    client: Client, table: str, period: str, regions: str, measures: Mapping[str, str]
) -> Figures:
    """The figures over OData v4: a row per observation."""
    base = f"{V4}/{table}"
    codes = _first_of_each(pages(client, f"{base}/MeasureCodes"), "Title", "Identifier")
    renamed(f"{base}/MeasureCodes", measures.values(), codes)
    named = {codes[title]: ours for ours, title in measures.items()}
    names = {
        one["Identifier"].strip(): one["Title"].strip()
        for one in pages(client, f"{base}/RegioSCodes")
    }
    periods = [one["Identifier"].strip() for one in pages(client, f"{base}/PeriodenCodes")]
    wanted = " or ".join(f"Measure eq '{code}'" for code in named)
    asked = quote(f"Perioden eq '{period}' and ({wanted})")
    address = f"{base}/Observations?$filter={asked}"
    values = {}
    for one in pages(client, address):
        renamed(address, ("RegioS", "Perioden", "Measure", "Value"), one)
        if one["Perioden"].strip() == period and one["Measure"] in named:
            values[one["RegioS"].strip(), named[one["Measure"]]] = _plain(one["Value"])
    return Figures(address, _only(names, regions), values, periods)


def by_v3(
    client: Client, table: str, period: str, regions: str, measures: Mapping[str, str]
) -> Figures:
    """The figures over OData v3: a column per measure, with a number behind it that shifts."""
    base = f"{V3}/{table}"
    columns = _first_of_each(pages(client, f"{base}/DataProperties"), "Title", "Key")
    renamed(f"{base}/DataProperties", measures.values(), columns)
    named = {columns[title]: ours for ours, title in measures.items()}
    names = {one["Key"].strip(): one["Title"].strip() for one in pages(client, f"{base}/RegioS")}
    periods = [one["Key"].strip() for one in pages(client, f"{base}/Perioden")]
    shown = ",".join(["RegioS", "Perioden", *named])
    asked = quote(f"Perioden eq '{period}'")
    address = f"{base}/TypedDataSet?$filter={asked}&$select={shown}"
    values = {}
    for one in pages(client, address):
        renamed(address, ("RegioS", "Perioden", *named), one)
        if one["Perioden"].strip() == period:
            for column, ours in named.items():
                values[one["RegioS"].strip(), ours] = _plain(one[column])
    return Figures(address, _only(names, regions), values, periods)


def pages(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """The rows of all pages."""
    page: str | None = address
    while page:
        document = client.json(page)
        renamed(page, ["value"], document)
        yield from document["value"]
        following = document.get("@odata.nextLink") or document.get("odata.nextLink")
        if following == page:
            raise DataError(f"{page}: names itself as the next page; try again later")
        page = following


def _first_of_each(rows: Iterator[dict[str, Any]], title: str, code: str) -> dict[str, str]:
    """Title -> code. A table of key figures first counts people of an age, then says how many in a
    hundred they are, with the same title."""
    codes: dict[str, str] = {}
    for one in rows:
        if title in one and code in one:
            codes.setdefault(one[title].strip(), one[code].strip())
    return codes


def _only(names: Mapping[str, str], pattern: str) -> dict[str, str]:
    return {code: name for code, name in names.items() if re.fullmatch(pattern, code)}


def _plain(value: Any) -> str:
    """A whole number as it is, without the .0 of a measure with decimals."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else str(value)
