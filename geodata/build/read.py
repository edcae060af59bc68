"""The source files of a build: which there must be, and what they hold."""

from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.build import ground
from geodata.errors import DataError
from geodata.sources import (
    bag,
    cbs,
    cbs_buurten,
    corrections,
    cycling,
    duo,
    duo_pupil_homes,
    duo_pupils,
    labour,
    natural_earth,
    places,
    published,
    reading,
    rijkswaterstaat,
    sto,
    uwv,
)
from geodata.sources.origin import Entry, Origin, file_entry

FILES = {
    "addresses": (duo.ORIGIN_ADDRESSES, duo.ADDRESSES, duo.addresses),
    "positions": (duo.ORIGIN_POSITIONS, duo.POSITIONS, duo.positions),
    "earlier_positions": (
        duo.ORIGIN_EARLIER_POSITIONS,
        duo.EARLIER_POSITIONS,
        duo.earlier_positions,
    ),
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
    "buurten": (cbs_buurten.ORIGIN_BUURTEN, cbs_buurten.BUURTEN, cbs_buurten.buurten),
    "buurt_shapes": (
        cbs_buurten.ORIGIN_BUURT_SHAPES,
        cbs_buurten.BUURT_SHAPES,
        cbs_buurten.buurt_shapes,
    ),
    "pieces": (cbs_buurten.ORIGIN_PIECES, cbs_buurten.PIECES, cbs_buurten.pieces),
    "proximity": (cbs.ORIGIN_PROXIMITY, cbs.PROXIMITY, cbs.proximity),
    "ses": (cbs.ORIGIN_SES, cbs.SES, cbs.ses),
    "sto_regions": (sto.ORIGIN_REGIONS, sto.REGIONS, sto.regions),
    "sto_municipalities": (sto.ORIGIN_MUNICIPALITIES, sto.MUNICIPALITIES, sto.municipalities),
    "sto_members": (sto.ORIGIN_MEMBERS, sto.MEMBERS, sto.members),
    "sto_overrides": (sto.ORIGIN_OVERRIDES, sto.OVERRIDES, sto.overrides),
    "rules": (sto.ORIGIN_RULES, sto.RULES, sto.rules),
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
    "tightness": (uwv.ORIGIN_TIGHTNESS, uwv.TIGHTNESS, uwv.tightness),
    "waters": (rijkswaterstaat.ORIGIN_WATERS, rijkswaterstaat.WATERS, rijkswaterstaat.waters),
    "cycle_nodes": (cycling.ORIGIN_NODES, cycling.NODES, cycling.nodes),
    "waterways": (cycling.ORIGIN_WATERWAYS, cycling.WATERWAYS, cycling.waterways),
    "crossings": (cycling.ORIGIN_CROSSINGS, cycling.CROSSINGS, cycling.crossings),
}


@dataclass
class Sources:
    """Every parsed source file, with the manifest record of each."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    exams: dict[str, pd.DataFrame] = field(default_factory=dict)
    #: Earlier editions of the file by sector, oldest first.
    earlier_sectors: list[pd.DataFrame] = field(default_factory=list)
    natural_earth: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    #: Where each file was read, in the order of reading.
    paths: list[Path] = field(default_factory=list)

    def add(self, origin: Origin, root: Path, path: Path, rows: int) -> None:
        """A file that was read, with its record in the manifest."""
        self.paths.append(path)
        self.entries.append(file_entry(origin, root, path, rows))


def read_sources(root: Path, addresses: Path | None = None) -> Sources:
    """All source files below `root`, parsed and checked one by one and against each other; with a
    file of addresses where one is given."""
    if not root.is_dir():
        raise DataError(f"{root}: no such directory; give the source directory with --source")
    sources = Sources()
    for name, (origin, file, parse) in FILES.items():
        path = reading.delivered(root / file)
        sources.tables[name] = table = parse(path)
        # Its last quarter is that of the day on which it was fetched.
        of_table = labour.vacancies_origin(table) if name == "vacancies" else origin
        sources.add(of_table, root, path, len(table))
    for year, path in duo.exam_files(root).items():
        sources.exams[year] = duo.exams(path)
        sources.add(duo.exam_origin(year), root, path, len(sources.exams[year]))
    for years, path in duo_pupils.earlier_sectors(root).items():
        sources.earlier_sectors.append(duo_pupils.exam_sectors(path))
        origin = duo_pupils.earlier_sectors_origin(years)
        sources.add(origin, root, path, len(sources.earlier_sectors[-1]))
    if by_postcode := duo_pupil_homes.file(root):
        counts = duo_pupil_homes.pupil_homes(by_postcode)
        sources.tables["pupil_homes"] = counts
        origin = duo_pupil_homes.origin(counts["date"].iloc[0])
        sources.add(origin, root, by_postcode, len(counts))
    for stem in natural_earth.STEMS:
        path = root / natural_earth.file(stem)
        sources.natural_earth[stem] = natural_earth.layer(path)
        sources.add(natural_earth.origin(stem), root, path, len(sources.natural_earth[stem]))
    sources.tables["places"] = places.places()
    sources.entries.append(places.entry(sources.tables["places"]))
    sources.entries.append(places.also_names_entry())
    sources.tables["published"] = published.published()
    sources.entries.extend(published.published_entries())
    sources.entries.append(natural_earth.facts_entry(ground.ABROAD))
    sources.entries.append(cycling.facts_entry())
    sources.entries.extend(corrections.entries())
    if addresses is not None:
        sources.tables["bag"] = bag.addresses(addresses)
        sources.entries.append(bag.entry(addresses, sources.tables["bag"]))
    fits(sources.tables, root)
    sources.tables["layouts"] = corrections.with_known_rmc(sources.tables["layouts"])
    sources.tables["former"] = corrections.with_former_sites(
        sources.tables["former"], sources.tables["areas"]
    )
    sources.entries.sort(key=lambda entry: entry["id"])
    return sources


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
        ("buurten", "municipality", today, "municipality"),
        ("buurt_shapes", "code", tables["buurten"]["code"], "buurt"),
        ("pieces", "buurt", tables["buurten"]["code"], "buurt"),
        ("pieces", "pc4", tables["areas"]["pc4"], "PC4"),
    ]:
        reading.known(tables[name], reading.delivered(root / FILES[name][1]), column, known, what)
    for name in ["layouts", "population", "businesses", "sto_municipalities"]:
        missing = set(today) - set(tables[name]["gm_code"])
        if missing:
            raise DataError(
                f"{Path(FILES[name][1]).name}: municipality {min(missing)} is missing; "
                "use files of the same year"
            )
