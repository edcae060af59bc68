"""CBS: files that a build reads, made of what StatLine tables answer."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.errors import DataError
from geodata.fetch import odata
from geodata.fetch.client import Client, Stamp
from geodata.fetch.facts import facts
from geodata.fetch.geopackage import write_geopackage
from geodata.fetch.source import Delivery, Source
from geodata.sources import cbs, cbs_buurten, labour, reading
from geodata.sources.labour_files import GROWTH, NEWEST, PROVINCE_COROPS, per_1000

#: The RMC region of a municipality: of DUO, so CBS does not have it.
RMC = ["rmc_code", "rmc_regio", "rmc_bron"]


@dataclass
class Tables:
    """The tables of one refresh: each is asked once, also where several files are made of it."""

    _asked: dict[str, odata.Answer | DataError] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, client: Client, name: str) -> odata.Answer:
        """What a table of the facts answers; its fault again where it had one."""
        with self._lock:
            if name not in self._asked:
                try:
                    self._asked[name] = odata.answer(client, asked(name))
                except DataError as fault:
                    self._asked[name] = fault
        found = self._asked[name]
        if isinstance(found, DataError):
            raise found
        return found


def asked(name: str) -> odata.Asked:
    """What is asked of a table in the facts."""
    return odata.Asked.of(facts("cbs")[name])


@dataclass(frozen=True)
class File:
    """A file of a build: the tables it is made of, how, and how a build reads it."""

    name: str
    file: str
    tables: tuple[str, ...]
    parse: Callable[[Path], pd.DataFrame]
    #: Writes it at a path; gets the tables, and the path of the copy before it. Gives what else
    #: there is to know of it.
    make: Callable[[Path, list[pd.DataFrame], Path], str | None]
    #: Columns that tell its rows apart.
    rows: tuple[str, ...]


def sources(root: Path) -> list[Source]:
    """The files that are made of StatLine tables."""
    tables = Tables()
    return [
        Source(
            one.name,
            one.file,
            _got(one, tables, root / one.file),
            one.parse,
            columns_of_publisher=False,
        )
        for one in FILES
    ]


def _got(
    one: File, tables: Tables, copy: Path
) -> Callable[[Client, Path, Stamp | None], Delivery | None]:
    def get(client: Client, path: Path, _former: Stamp | None) -> Delivery:
        answers = [tables.answer(client, name) for name in one.tables]
        frames = [
            odata.frame(asked(name), found) for name, found in zip(one.tables, answers, strict=True)
        ]
        note = one.make(path, frames, copy)
        _nothing_lost(one, path, copy)
        notes = dict.fromkeys(note for found in answers for note in found.notes)
        return Delivery(Stamp(answers[0].address), (*filter(None, [note]), *notes))

    return get


def _nothing_lost(one: File, path: Path, copy: Path) -> None:
    """Refuses what lacks rows that the copy before it has: half an answer says nothing of it."""
    try:
        before = _with_figures(one, copy)
    except DataError:
        return
    lost = before - _with_figures(one, path)
    if lost:
        raise DataError(
            f"{path.name}: {' '.join(min(lost))} had figures, and has none now (of {len(lost)} "
            "rows); fetch it again, or take them out of the copy before when CBS ended them"
        )


def _with_figures(one: File, path: Path) -> set[tuple[str, ...]]:
    table = pd.DataFrame(one.parse(path)).drop(columns="geometry", errors="ignore")
    return set(table.dropna()[list(one.rows)].itertuples(index=False, name=None))


def _write(path: Path, table: pd.DataFrame) -> None:
    table.to_csv(path, index=False, lineterminator="\n")


def _as_it_is(path: Path, tables: list[pd.DataFrame], _copy: Path) -> None:
    _write(path, tables[0])


def _buurten(path: Path, tables: list[pd.DataFrame], _copy: Path) -> None:
    [table] = tables
    _write(path, table.assign(gm="GM" + table["buurt"].str[2:6]))


def _layouts(path: Path, tables: list[pd.DataFrame], copy: Path) -> None:
    """With the RMC regions of the copy before."""
    [table] = tables
    former = reading.read_csv(_kept(copy, "RMC regions"), ",")
    table = table.merge(former[["gm_code", *RMC]], on="gm_code", how="left")
    absent = table.loc[table["rmc_code"].isna(), "gm_code"]
    if len(absent):
        raise DataError(
            f"{copy.name}: has no RMC region of {absent.iloc[0]}; add it, from DUO's addresses"
        )
    _write(path, table)


def _postcode_areas(path: Path, tables: list[pd.DataFrame], copy: Path) -> None:
    """With the shapes of the copy before."""
    counts = tables[0].set_index("pc4").astype("float64")
    former: gpd.GeoDataFrame = reading.read_geopackage(_kept(copy, "shapes"))
    fresh = counts.reindex(former["pc4"].astype("str"))
    for column in counts.columns:
        former[column] = fresh[column].to_numpy()
    write_geopackage(former.reset_index(drop=True), path, copy.stem)


def _kept(copy: Path, what: str) -> Path:
    if not copy.is_file():
        raise DataError(
            f"{copy.name}: its {what} are kept from the copy before, and there is none in "
            f"{copy.parent}; put one there"
        )
    return copy


def _jobs(path: Path, table: pd.DataFrame) -> pd.DataFrame:
    """Jobs per COROP area and year, as a build counts them: corop, year, technical_jobs, jobs."""
    beside = path.with_name("jobs.csv")
    _write(beside, table)
    try:
        return labour.jobs(beside)
    finally:
        beside.unlink()


def _technical_jobs(path: Path, tables: list[pd.DataFrame], _copy: Path) -> None:
    [table] = tables
    jobs = _jobs(path, table)
    wide = jobs.pivot(index="corop", columns="year", values=["technical_jobs", "jobs"])
    then, now = (wide["technical_jobs", year] for year in GROWTH)
    every = wide["jobs", NEWEST]
    made = pd.DataFrame(
        {
            "corop_naam": table.drop_duplicates("zone_id").set_index("zone_id")["corop_naam"],
            "techniek_BF_x1000": _thousands(now),
            "banen_totaal_x1000": _thousands(every),
            "aandeel_BF_pct": (100 * now / every).round(1),
            "techniek_BF_2019_x1000": _thousands(then),
            "groei_BF_2019_2024_pct": (100 * (now / then - 1)).round(1),
        }
    )
    _write(path, made.rename_axis("zone_id").reset_index())


def _vacancy_rates(path: Path, tables: list[pd.DataFrame], _copy: Path) -> str | None:
    """Of the quarter that a build reads, of the provinces that have all three figures."""
    vacancies, table = tables
    figure = "openstaande_vacatures_x1000"
    period = labour.RATES_PERIOD.replace("-Q", "KW0")
    quarter = vacancies[vacancies["Perioden"].eq(period)]
    wide = quarter.assign(**{figure: quarter[figure].astype("float64")}).pivot(
        index=["regio", "regio_naam"], columns="sbi", values=figure
    )
    wide = wide.rename(columns=labour.VACANCY_SECTORS)
    wide = wide.reindex(columns=[*labour.VACANCY_SECTORS.values()]).dropna().reset_index()
    jobs = _jobs(path, table)
    jobs = jobs[jobs["year"].eq(labour.RATES_JOBS)].set_index("corop")
    places = {"NL01": [*jobs.index], **PROVINCE_COROPS}
    whole = {
        code: jobs.loc[[*corops], ["technical_jobs", "jobs"]].sum()
        for code, corops in places.items()
        if jobs.index.isin(corops).sum() == len(corops)
    }
    made = wide.join(pd.DataFrame(whole).T, on="regio", how="inner").assign(
        vacancies_technical=lambda one: 1000 * (one["C"] + one["F"]),
        vacancies=lambda one: 1000 * one["all"],
    )
    if made.empty:
        raise DataError(
            f"{path.name}: CBS has no vacancies of {labour.RATES_PERIOD}; change RATES_PERIOD in "
            "geodata/sources/labour.py"
        )
    technical, every = per_1000(made)
    _write(
        path,
        pd.DataFrame(
            {
                "pv": made["regio"],
                "regio": made["regio_naam"],
                "industrie": made["C"],
                "bouw": made["F"],
                "alle sectoren": made["all"],
                "techniek_BF": _thousands(made["technical_jobs"]),
                "totaal": _thousands(made["jobs"]),
                "vac_C_F_per_1000_banen_BF": technical.round(1),
                "vac_totaal_per_1000_banen": every.round(1),
            }
        ),
    )
    newest = vacancies["Perioden"].max()
    return odata.newer_than_read(newest, period) if newest > period else None


def _thousands(count: pd.Series) -> pd.Series:
    return (count / 1000).round(1)


FILES = (
    File(
        "cbs-70072ned",
        cbs.POPULATION,
        ("population",),
        cbs.population,
        _as_it_is,
        ("gm_code",),
    ),
    File(
        "cbs-83502ned",
        cbs.POSTCODE_AREAS,
        ("postcodes",),
        cbs.postcode_areas,
        _postcode_areas,
        ("pc4",),
    ),
    File(
        "cbs-85984ned",
        cbs_buurten.BUURTEN,
        ("buurten",),
        cbs_buurten.buurten,
        _buurten,
        ("code",),
    ),
    File("cbs-86247ned", cbs.LAYOUTS, ("layouts",), cbs.layouts, _layouts, ("gm_code",)),
    File(
        "cbs-83582ned-banen",
        labour.JOBS,
        ("jobs",),
        labour.jobs,
        _as_it_is,
        ("corop", "year"),
    ),
    File(
        "cbs-83582ned-techniek",
        labour.TECHNICAL_JOBS,
        ("jobs",),
        labour.technical_jobs,
        _technical_jobs,
        ("corop",),
    ),
    File(
        "cbs-83599ned-vacatures",
        labour.VACANCIES,
        ("vacancies",),
        labour.vacancies,
        _as_it_is,
        ("region", "period", "sector"),
    ),
    File(
        "cbs-83599ned-vacaturegraad",
        labour.VACANCY_RATES,
        ("vacancies", "jobs"),
        labour.vacancy_rates,
        _vacancy_rates,
        ("region",),
    ),
)
