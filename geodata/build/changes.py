"""What a build changes of the tables before it, and when that is too much to go on unseen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from geodata.analysis.coverage import shares, totals
from geodata.question import Question
from geodata.tables.reader import Tables
from geodata.vocabulary import ANY_TRACK, BROAD, REGION_LEVELS, SINGLE, TRACKS

#: Sets of profiles whose national share is compared: bb and kb, 10 km in a straight line.
SETS = ("hard", "allhard", "broad", *BROAD, "dp", *ANY_TRACK)
#: A region that moves more than these points is named.
REGION_POINTS = 2.0
#: Most that a list of codes names before it says how many more there are.
MOST_NAMED = 20

#: Bounds beyond which a build needs ``--accept``. Points of a national share, of the same school
#: year and of a new newest one against the newest before it; and parts of a whole: young people of
#: a level, offers of a school year that are gone, municipalities that moved more than
#: :data:`REGION_POINTS`.
SAME_YEAR_POINTS, NEXT_YEAR_POINTS = 0.5, 1.5
YOUNG_PART, OFFERS_PART, REGIONS_PART = 0.01, 0.02, 0.05


@dataclass
class Changes:
    """Lines that say what changed, and the changes that are beyond a bound."""

    lines: list[str] = field(default_factory=list)
    jumps: list[str] = field(default_factory=list)

    def note(self, line: str, jump: bool = False, bound: str = "") -> None:
        """A change; a jump is one beyond its bound."""
        self.lines.append(line)
        if jump:
            self.jumps.append(f"{line} (bound {bound})")


def changes(before: Tables, after: Tables) -> Changes:
    """What the tables after a build say otherwise than those before it."""
    found = Changes()
    _sites(found, before, after)
    _offers(found, before, after)
    _levels(found, before, after)
    _national(found, before, after)
    _regions(found, before, after)
    return found


def _sites(found: Changes, before: Tables, after: Tables) -> None:
    old, new = (set(tables.sites["code"]) for tables in (before, after))
    for word, codes in (("new", new - old), ("gone", old - new)):
        if codes:
            found.note(f"sites {word}: {len(codes)} ({named(codes)})")
    found.note(f"sites: {len(old)} before, {len(new)} now")


def _offers(found: Changes, before: Tables, after: Tables) -> None:
    old, new = (_by_year(tables.offers) for tables in (before, after))
    for year in sorted({*old, *new}):
        if year not in new:
            found.note(f"offers of {year}: none any more, {len(old[year])} before", True, "none")
        elif year not in old:
            found.note(f"offers of {year}: {len(new[year])}, a new year{_since(new, year)}")
        elif begun := old[year] ^ new[year]:
            ended = begun & old[year]
            found.note(
                f"offers of {year}: {len(begun) - len(ended)} begun, {len(ended)} ended, of "
                f"{len(old[year])} before ({named({offer[0] for offer in begun})})",
                len(ended) > OFFERS_PART * len(old[year]),
                f"{OFFERS_PART:.0%} ended",
            )


def _since(offers: dict[str, set[tuple[str, str, str]]], year: str) -> str:
    """Profiles of sites that begun and ended since the school year before, in words."""
    earlier = max((one for one in offers if one < year), default="")
    if not earlier:
        return ""
    then, now = (
        {(site, profile) for site, profile, _ in offers[one] if profile in SINGLE}
        for one in (earlier, year)
    )
    return f"; since {earlier} {len(now - then)} profiles of sites begun, {len(then - now)} ended"


def _by_year(offers: pd.DataFrame) -> dict[str, set[tuple[str, str, str]]]:
    """The offers of each school year: site, profile and track."""
    return {
        str(year): set(zip(rows["site"], rows["profile"], rows["track"], strict=True))
        for year, rows in offers.groupby("year")
    }


def _levels(found: Changes, before: Tables, after: Tables) -> None:
    for level in _levels_of_both(before, after):
        (regions, young), (regions_now, young_now) = (
            (len(tables.regions_of(level)), _young(tables, level)) for tables in (before, after)
        )
        if (regions, round(young)) != (regions_now, round(young_now)):
            found.note(
                f"level {level}: {regions} regions with {young:.0f} young people before, "
                f"{regions_now} with {young_now:.0f} now",
                abs(young_now - young) > YOUNG_PART * young,
                f"{YOUNG_PART:.0%} of the young people",
            )


def _young(tables: Tables, level: str) -> float:
    return float(totals(tables, level, tables.young(Question().population)).sum())


def _levels_of_both(*both: Tables) -> Iterator[str]:
    present = [set(tables.regions["level"]) for tables in both]
    return (level for level in REGION_LEVELS if all(level in levels for levels in present))


def _question(profiles: str, year: str) -> Question:
    tracks = TRACKS if profiles in ANY_TRACK else Question().tracks
    return Question(profiles, tracks, year=year)


def _national(found: Changes, before: Tables, after: Tables) -> None:
    """The national shares: all sets of the newest year, and the hard one of every year."""
    same = []
    for profiles in SETS:
        for year in after.years if profiles == "hard" else after.years[-1:]:
            year_before = year if year in before.years else before.years[-1]
            old, new = (
                float(shares(tables, _question(profiles, of_year), "nl")[0])
                for tables, of_year in ((before, year_before), (after, year))
            )
            if old == new:
                same.append(f"{profiles} {year} {new:.2f} %")
                continue
            bound = SAME_YEAR_POINTS if year == year_before else NEXT_YEAR_POINTS
            of_before = "before" if year == year_before else f"in {year_before}"
            found.note(
                f"national share {profiles} {year}: {old:.2f} % {of_before}, {new:.2f} % now",
                not abs(new - old) <= bound,
                f"{bound:g} points",
            )
    if same:
        found.note(f"national shares as before: {', '.join(same)}")


def _regions(found: Changes, before: Tables, after: Tables) -> None:
    """Regions whose hard share moved: in the newest year of both, and from newest to newest."""
    same = [(year, year) for year in after.years if year in before.years][-1:]
    newest = (before.years[-1], after.years[-1])
    for years in dict.fromkeys([*same, newest]):
        for level in _levels_of_both(before, after):
            old, new = (
                pd.Series(
                    shares(tables, _question("hard", year), level),
                    tables.regions_of(level)["code"],
                )
                for tables, year in zip((before, after), years, strict=True)
            )
            moved = (new - old).dropna()
            moved = moved[moved.abs() > REGION_POINTS].sort_values(key=abs, ascending=False)
            if len(moved):
                listed = [f"{code} {old[code]:.1f} to {new[code]:.1f}" for code in moved.index]
                found.note(
                    f"level {level}: {len(moved)} of {len(new)} regions moved more than "
                    f"{REGION_POINTS:g} points, {' to '.join(dict.fromkeys(years))} "
                    f"({named(listed, ordered=True)})",
                    level == "municipality" and len(moved) > REGIONS_PART * len(new),
                    f"{REGIONS_PART:.0%} of them",
                )


def named(codes: Iterable[str], ordered: bool = False) -> str:
    """The first of some codes, and how many there are more."""
    listed = list(codes) if ordered else sorted(codes)
    more = len(listed) - MOST_NAMED
    return ", ".join(listed[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
