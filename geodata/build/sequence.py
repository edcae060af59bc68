"""From source files to prepared tables and map geometry, in one sequence."""

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely
from tqdm import tqdm

import geodata
from geodata.build import boundaries, geometry, ground
from geodata.build.beside import beside
from geodata.build.checks import checked, counted_somewhere, linked
from geodata.build.delivery import mended_words, unread_tables
from geodata.build.facilities import facilities
from geodata.build.homes import area_points, homes, with_shape
from geodata.build.indicators import indicators
from geodata.build.looking import looked_at
from geodata.build.notes import notes
from geodata.build.offers import offers
from geodata.build.placement import buurt_at
from geodata.build.primary import primary
from geodata.build.publish import make_folder, publish, write_prepared
from geodata.build.pupil_homes import left_out, pupil_homes
from geodata.build.pupils import apart, counted_sites, pupils, sectors
from geodata.build.read import read_sources
from geodata.build.regions import membership, regions
from geodata.build.sites import sites
from geodata.build.sto_members import leads, named_members, rules
from geodata.sources import duo_pupils
from geodata.tables import distances, isochrones
from geodata.tables.schema import OPTIONAL, SCHEMAS
from geodata.travel import estimate_file, stars
from geodata.travel.barriers import barriers
from geodata.travel.distances import all_pairs
from geodata.travel.estimate import Estimate, estimate
from geodata.vocabulary import RD

STEPS = 15
#: From so many pieces of areas on, processes of their own are worth it.
MANY_PIECES = 5_000
#: The sources of `located`: all of them take a second to hand over.
OF_REGIONS = ("municipalities", "areas", "buurt_shapes", "buurten", "layouts", "sto_regions")


def cycling_estimate(sources: Mapping[str, pd.DataFrame]) -> Estimate:
    """The national estimate of the cycling distance, from the parsed sources."""
    water = barriers(
        sources["waterways"].geometry.to_numpy(),
        sources["waters"].geometry.to_numpy(),
        shapely.union_all(sources["municipalities"].geometry.to_numpy()),
        shapely.make_valid(ground.abroad()),
    )
    return estimate(sources["cycle_nodes"], sources["crossings"], water)


class Located(NamedTuple):
    """The table `regions`, and what its regions are drawn from: parts of municipalities, and every
    level in full detail."""

    regions: pd.DataFrame
    parts: gpd.GeoDataFrame
    shapes: dict[str, gpd.GeoDataFrame]


def located(
    sources: Mapping[str, pd.DataFrame], homes: pd.DataFrame, membership: pd.DataFrame
) -> Located:
    """Where the regions are of which homes are members."""
    areas = with_shape(sources["areas"])
    parts = boundaries.base_parts(sources["municipalities"], areas, membership)
    shapes = boundaries.region_shapes(parts, areas, sources["buurt_shapes"], membership)
    table = regions(homes, sources["layouts"], sources["sto_regions"], sources["buurten"], shapes)
    return Located(table, parts, shapes)


def build(
    source: Path,
    out: Path,
    assets: Path,
    addresses: Path | None = None,
    quiet: bool = False,
    accept: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Any]:
    """Make all prepared tables and map geometry; the manifest.

    `addresses` is a file of addresses with their places. `quiet` hides the progress bar, which
    otherwise shows on a terminal. `tell` hears, line by line, what to know of the files and what
    changes of the tables before. Raises DataError before anything of a former build is touched;
    also when more changes than a build may change without `accept`.
    """
    with (
        tqdm(total=STEPS, disable=True if quiet else None, leave=False) as bar,
        ExitStack() as processes,
    ):

        def step(text: str) -> None:
            bar.set_description(f"{text:<24}")
            bar.update()

        # What is there and cannot be used is said before the work, not after it.
        for folder in filter(Path.exists, [out, assets]):
            make_folder(folder)
        step("reading the sources")
        delivered = read_sources(source, addresses)
        raw = delivered.tables
        # Regions and map take as long as all the rest.
        other = processes.enter_context(beside(len(raw["pieces"]) > MANY_PIECES, __name__))
        step("homes")
        tables = {
            "homes": homes(
                raw["areas"],
                raw["pieces"],
                raw["buurten"],
                raw["buurt_shapes"],
                raw["municipalities"],
                raw["waters"],
                raw["population"],
                raw["places"],
                raw.get("bag"),
            ),
            "area_points": area_points(raw["areas"]),
        }
        step("membership")
        tables["membership"] = membership(
            tables["homes"], raw["layouts"], raw["sto_municipalities"], raw["sto_overrides"]
        )
        sought = other.submit(
            located,
            {name: raw[name] for name in OF_REGIONS},
            tables["homes"],
            tables["membership"],
        )
        step("sites")
        editions = [*delivered.earlier_sectors, raw["exam_sectors"]]
        tables["sites"] = sites(
            raw["addresses"],
            raw["positions"],
            raw["earlier_positions"],
            raw["former"],
            delivered.exams,
            raw["municipalities"],
            raw["former_municipalities"],
            raw["places"],
            tables["homes"],
            counted_sites(raw["pupil_counts"], pd.concat(editions[::-1]), tables["homes"]),
            raw["sto_members"],
            raw["sto_municipalities"],
            raw["sto_overrides"],
        )
        tables["sto_members"] = named_members(raw["sto_members"], tables["sites"])
        tables["sto_leads"] = leads(raw["sto_regions"])
        tables["rules"] = rules(raw["rules"])
        points = gpd.GeoSeries.from_xy(tables["sites"]["x"], tables["sites"]["y"], crs=RD)
        tables["sites"]["buurt"] = buurt_at(points, raw["buurt_shapes"])
        step("offers")
        tables["offers"] = offers(delivered.exams)
        step("pupils")
        tables["pupils"] = pupils(raw["pupil_counts"], duo_pupils.PUPILS_DATE)
        tables["sectors"] = sectors(*editions)
        tables["primary"] = primary(raw["primary_counts"], tables["homes"])
        if "pupil_homes" in raw:
            tables["pupil_homes"] = pupil_homes(
                raw["pupil_homes"], tables["homes"], tables["sites"]
            )
        step("facilities")
        tables["facilities"] = facilities(raw["mbo"], tables["homes"], raw["places"])
        step("cycling estimate")
        riding = cycling_estimate(raw)
        step("regions")
        tables["regions"], parts, shapes = sought.result()
        towns = other.submit(geometry.town_documents, shapes.pop("buurt"), parts, tables["regions"])
        levels = other.submit(
            geometry.level_documents,
            raw["municipalities"],
            with_shape(raw["areas"]),
            parts,
            shapes,
            tables["regions"],
            raw["waters"],
            delivered.natural_earth,
        )
        step("labour market")
        tables["indicators"] = indicators(raw, tables["regions"])
        step("distances")
        placed = tables["sites"][tables["sites"]["x"].notna()]
        seen = other.submit(stars.stars, placed, riding)
        tables["distances"] = distances.compact(all_pairs(tables["homes"], placed, riding))
        step("checks")
        every = [*SCHEMAS, *(name for name in OPTIONAL if name in tables)]
        tables = {name: checked(name, tables[name]) for name in every}
        linked(tables)
        counted_somewhere(tables["sites"], tables["offers"])
        step("what changes")
        told = [
            *unread_tables(source, delivered.paths),
            *mended_words(delivered.paths),
            *(left_out(raw["pupil_homes"], tables["sites"]) if "pupil_homes" in raw else []),
            *looked_at(tables, out, accept),
        ]
        step("map geometry")
        content = levels.result() | towns.result()
        step("writing")
        for folder in [out, assets]:
            make_folder(folder)
        # Beside their destination, so that replacing stays on one file system.
        with (
            tempfile.TemporaryDirectory(prefix=".build-", dir=out.parent) as tables_folder,
            tempfile.TemporaryDirectory(prefix=".build-", dir=assets.parent) as shapes_folder,
        ):
            prepared, map_files = Path(tables_folder), Path(shapes_folder)
            files = geometry.write(content, map_files)
            ways = {
                "estimate": estimate_file.write(riding, prepared / estimate_file.NAME),
                "isochrones": stars.write(seen.result(), prepared / isochrones.NAME),
            }
            manifest: dict[str, Any] = {
                "version": geodata.__version__,
                "sources": delivered.entries,
                "tables": {
                    name: write_prepared(name, tables, prepared / f"{name}.parquet")
                    for name in tables
                }
                | ways,
                "geometry": dict(sorted(files.items())),
                "geometry_bytes": {
                    key: (map_files / Path(file).name).stat().st_size
                    for key, file in sorted(files.items())
                },
                "notes": notes(raw, tables, apart(*editions)),
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
            (prepared / "manifest.json").write_text(text, "utf-8")
            publish(prepared, map_files, out, assets)
    for line in told:
        tell(line)
    return manifest
