"""From source files to prepared tables and map geometry, in one sequence."""

import json
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from tqdm import tqdm

import geodata
from geodata import boundaries, isochrones, schema
from geodata.errors import DataError
from geodata.facilities import facilities
from geodata.homes import homes, with_shape
from geodata.indicators import indicators
from geodata.made import facts
from geodata.notes import notes
from geodata.offers import offers
from geodata.primary import primary
from geodata.pupils_build import counted_sites, pupils, sectors
from geodata.regions import membership, regions
from geodata.sites import sites
from geodata.sources import (
    cbs,
    cycling,
    duo,
    duo_pupils,
    labour,
    natural_earth,
    places,
    reading,
    rijkswaterstaat,
    sto,
)
from geodata.sources.origin import file_entry
from geodata.travel import estimate_file, stars
from geodata.travel.barriers import barriers
from geodata.travel.distances import all_pairs
from geodata.travel.estimate import Estimate, estimate

STEPS = 15


@dataclass
class Sources:
    """Every parsed source file, with the manifest record of each."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    exams: dict[str, pd.DataFrame] = field(default_factory=dict)
    natural_earth: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    entries: list[dict] = field(default_factory=list)


FILES = {
    "addresses": (duo.ORIGIN_ADDRESSES, duo.ADDRESSES, duo.addresses),
    "positions": (duo.ORIGIN_POSITIONS, duo.POSITIONS, duo.positions),
    "former": (duo.ORIGIN_FORMER, duo.FORMER, duo.former),
    "pupil_counts": (duo_pupils.ORIGIN_PUPILS, duo_pupils.PUPILS, duo_pupils.pupils),
    "exam_sectors": (
        duo_pupils.ORIGIN_EXAM_SECTORS,
        duo_pupils.EXAM_SECTORS,
        duo_pupils.exam_sectors,
    ),
    "primary_counts": (duo_pupils.ORIGIN_PRIMARY, duo_pupils.PRIMARY, duo_pupils.primary),
    "mbo": (duo_pupils.ORIGIN_MBO, duo_pupils.MBO, duo_pupils.mbo),
    "municipalities": (cbs.ORIGIN_MUNICIPALITIES, cbs.MUNICIPALITIES, cbs.municipalities),
    "layouts": (cbs.ORIGIN_LAYOUTS, cbs.LAYOUTS, cbs.layouts),
    "former_municipalities": (
        cbs.ORIGIN_FORMER_MUNICIPALITIES,
        cbs.FORMER_MUNICIPALITIES,
        cbs.former_municipalities,
    ),
    "population": (cbs.ORIGIN_POPULATION, cbs.POPULATION, cbs.population),
    "areas": (cbs.ORIGIN_POSTCODE_AREAS, cbs.POSTCODE_AREAS, cbs.postcode_areas),
    "sto_regions": (sto.ORIGIN_REGIONS, sto.REGIONS, sto.regions),
    "sto_municipalities": (sto.ORIGIN_MUNICIPALITIES, sto.MUNICIPALITIES, sto.municipalities),
    "sto_members": (sto.ORIGIN_MEMBERS, sto.MEMBERS, sto.members),
    "sto_overrides": (sto.ORIGIN_OVERRIDES, sto.OVERRIDES, sto.overrides),
    "jobs": (labour.ORIGIN_JOBS, labour.JOBS, labour.jobs),
    "technical_jobs": (
        labour.ORIGIN_TECHNICAL_JOBS,
        labour.TECHNICAL_JOBS,
        labour.technical_jobs,
    ),
    "vacancy_rates": (labour.ORIGIN_VACANCY_RATES, labour.VACANCY_RATES, labour.vacancy_rates),
    "vacancies": (labour.ORIGIN_VACANCIES, labour.VACANCIES, labour.vacancies),
    "businesses": (labour.ORIGIN_BUSINESSES, labour.BUSINESSES, labour.businesses),
    "region_businesses": (
        labour.ORIGIN_REGION_BUSINESSES,
        labour.REGION_BUSINESSES,
        labour.region_businesses,
    ),
    "tightness": (labour.ORIGIN_TIGHTNESS, labour.TIGHTNESS, labour.tightness),
    "waters": (rijkswaterstaat.ORIGIN_WATERS, rijkswaterstaat.WATERS, rijkswaterstaat.waters),
    "cycle_nodes": (cycling.ORIGIN_NODES, cycling.NODES, cycling.nodes),
    "waterways": (cycling.ORIGIN_WATERWAYS, cycling.WATERWAYS, cycling.waterways),
    "crossings": (cycling.ORIGIN_CROSSINGS, cycling.CROSSINGS, cycling.crossings),
}


def read_sources(root: Path) -> Sources:
    """All source files below `root`, parsed and checked one by one and against each other."""
    if not root.is_dir():
        raise DataError(f"{root}: no such directory; give the source directory with --source")
    found = Sources()
    for name, (origin, file, parse) in FILES.items():
        found.tables[name] = parse(root / file)
        found.entries.append(file_entry(origin, root, root / file, len(found.tables[name])))
    for year, path in duo.exam_files(root).items():
        found.exams[year] = duo.exams(path)
        found.entries.append(file_entry(duo.exam_origin(year), root, path, len(found.exams[year])))
    for stem in natural_earth.STEMS:
        path = root / natural_earth.file(stem)
        found.natural_earth[stem] = natural_earth.layer(path)
        found.entries.append(
            file_entry(natural_earth.origin(stem), root, path, len(found.natural_earth[stem]))
        )
    found.tables["places"] = places.places()
    found.entries.append(places.entry(found.tables["places"]))
    found.tables["published"] = labour.published()
    found.entries.extend(labour.published_entries())
    found.entries.append(natural_earth.facts_entry(boundaries.ABROAD))
    found.entries.append(cycling.facts_entry())
    fits(found.tables, root)
    found.entries.sort(key=lambda entry: entry["id"])
    return found


def fits(tables: dict[str, pd.DataFrame], root: Path) -> None:
    """Refuses a code in one source file that the file it refers to does not have."""
    today = tables["municipalities"]["gm_code"]
    former = tables["former_municipalities"]["gm_code"]
    labour_regions = tables["layouts"]["labour_region"]
    codes = tables["sto_regions"]["code"]
    for name, column, known, what in [
        ("addresses", "municipality", [*today, *former], "municipality"),
        ("layouts", "gm_code", today, "municipality"),
        ("population", "gm_code", today, "municipality"),
        ("businesses", "gm_code", today, "municipality"),
        ("region_businesses", "labour_region", labour_regions, "labour region"),
        ("sto_municipalities", "gm_code", today, "municipality"),
        ("sto_municipalities", "code", codes, "STO region"),
        ("sto_members", "code", codes, "STO region"),
        ("sto_overrides", "code", codes, "STO region"),
        ("sto_overrides", "gm_code", today, "municipality"),
        ("sto_overrides", "pc4", tables["areas"]["pc4"], "PC4"),
    ]:
        reading.known(tables[name], root / FILES[name][1], column, known, what)
    for name in ["layouts", "population", "businesses", "sto_municipalities"]:
        missing = set(today) - set(tables[name]["gm_code"])
        if missing:
            raise DataError(
                f"{Path(FILES[name][1]).name}: municipality {min(missing)} is missing; "
                "use files of the same year"
            )


def write_table(table: pd.DataFrame, path: Path) -> dict:
    """Write one Parquet file; its number of rows and hash. Equal tables give equal bytes."""
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), path, compression="zstd")
    return facts(path, len(table))


def cycling_estimate(raw: dict[str, pd.DataFrame]) -> Estimate:
    """The national estimate of the cycling distance, from the parsed sources."""
    water = barriers(
        raw["waterways"].geometry,
        raw["waters"].geometry,
        shapely.union_all(raw["municipalities"].geometry.to_numpy()),
        shapely.make_valid(boundaries.abroad()),
    )
    return estimate(raw["cycle_nodes"], raw["crossings"], water)


def make_folder(folder: Path) -> None:
    """The folder, made when it is not there yet; refused when it cannot be written in."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK) and os.access(folder.parent, os.W_OK)
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be made ({error.strerror}); choose another directory"
        ) from error
    if not writable:
        raise DataError(f"{folder}: cannot be written in; choose another directory")


def publish(prepared: Path, geometry: Path, out: Path, assets: Path) -> None:
    """Put a finished build in the place of the former one.

    Each file replaces its predecessor in one step. Geometry comes first, under names that are
    new, and the manifest that points to it comes last: whoever reads in between finds files that
    exist. Older geometry goes when nothing points to it any more.
    """
    new = sorted(path.name for path in geometry.iterdir())
    for name in new:
        os.replace(geometry / name, assets / name)
    for path in sorted(prepared.iterdir(), key=lambda path: path.name == "manifest.json"):
        os.replace(path, out / path.name)
    for path in assets.iterdir():
        if path.name not in new and re.fullmatch(r"[a-z_]+\.[0-9a-f]{8}\.json", path.name):
            path.unlink()


def build(source: Path, out: Path, assets: Path, quiet: bool = False) -> dict:
    """Make all prepared tables and map geometry; the manifest.

    `quiet` hides the progress bar, which otherwise shows on a terminal. Raises DataError before
    anything of a former build is touched.
    """
    with tqdm(total=STEPS, disable=True if quiet else None, leave=False) as bar:

        def step(text: str) -> None:
            bar.set_description(f"{text:<24}")
            bar.update()

        step("reading the sources")
        found = read_sources(source)
        raw = found.tables
        step("homes")
        tables = {
            "homes": homes(raw["areas"], raw["municipalities"], raw["population"], raw["places"])
        }
        step("membership")
        tables["membership"] = membership(
            tables["homes"], raw["layouts"], raw["sto_municipalities"], raw["sto_overrides"]
        )
        step("shapes")
        areas = with_shape(raw["areas"])
        shapes = boundaries.region_shapes(raw["municipalities"], areas, tables["membership"])
        step("regions")
        tables["regions"] = regions(tables["homes"], raw["layouts"], raw["sto_regions"], shapes)
        step("labour market")
        tables["indicators"] = indicators(raw, tables["regions"])
        step("sites")
        tables["sites"] = sites(
            raw["addresses"],
            raw["positions"],
            raw["former"],
            found.exams,
            raw["sto_members"],
            raw["municipalities"],
            raw["former_municipalities"],
            raw["places"],
            counted_sites(raw["pupil_counts"], raw["exam_sectors"], tables["homes"]),
        )
        step("offers")
        tables["offers"] = offers(found.exams)
        step("pupils")
        tables["pupils"] = pupils(raw["pupil_counts"], duo_pupils.PUPILS_DATE)
        tables["sectors"] = sectors(raw["exam_sectors"])
        tables["primary"] = primary(raw["primary_counts"], tables["homes"])
        step("facilities")
        tables["facilities"] = facilities(raw["mbo"], tables["homes"], raw["places"])
        step("cycling estimate")
        riding = cycling_estimate(raw)
        step("distances")
        placed = tables["sites"][tables["sites"]["x"].notna()]
        tables["distances"] = all_pairs(tables["homes"], placed, riding)
        step("checks")
        tables = {name: schema.checked(name, tables[name]) for name in schema.SCHEMAS}
        schema.linked(tables)
        step("map geometry")
        for folder in [out, assets]:
            make_folder(folder)
        # Beside their destination, so that replacing stays on one file system.
        with (
            tempfile.TemporaryDirectory(prefix=".build-", dir=out.parent) as prepared,
            tempfile.TemporaryDirectory(prefix=".build-", dir=assets.parent) as geometry,
        ):
            prepared, geometry = Path(prepared), Path(geometry)
            drawn = boundaries.write(
                raw["municipalities"],
                areas,
                tables["membership"],
                tables["regions"],
                raw["waters"],
                found.natural_earth,
                geometry,
                shapes,
            )
            step("writing")
            ways = {
                "estimate": estimate_file.write(riding, prepared / estimate_file.NAME),
                "isochrones": stars.write(stars.stars(placed, riding), prepared / isochrones.NAME),
            }
            manifest = {
                "version": geodata.__version__,
                "sources": found.entries,
                "tables": {
                    name: write_table(table, prepared / f"{name}.parquet")
                    for name, table in tables.items()
                }
                | ways,
                "geometry": dict(sorted(drawn.items())),
                "geometry_bytes": {
                    key: (geometry / Path(file).name).stat().st_size
                    for key, file in sorted(drawn.items())
                },
                "notes": notes(raw, tables),
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
            (prepared / "manifest.json").write_text(text, "utf-8")
            publish(prepared, geometry, out, assets)
    return manifest
