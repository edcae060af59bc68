"""Where the figures of a file come from, and what they mean: what stands beside them in a file."""

import re
from dataclasses import astuple
from datetime import date

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.figures import work
from dashboard.formatting import number
from dashboard.sources import sources as known
from dashboard.texts import Texts
from dashboard.words.map_table import Part
from dashboard.words.names import region_name
from dashboard.words.sources import DEFINITIONS, worded
from geodata.analysis.labour import latest
from geodata.analysis.supply import JOBS
from geodata.tables.measures import table_name
from geodata.vocabulary import DETOUR

#: Tables that every question about young people and their schools rests on.
ASKED = ("regions", "membership", "homes", "sites", "offers")
#: What the manifest says of a file that only counts young people of one year.
COUNT_OF_YEAR = re.compile(r"homes: young people (\d{4})")
SOURCE_COLUMNS = ("title", "publisher", "date", "licence", "address")


def about(context: Context, parts: list[Part], address: str, day: date) -> list[tuple[str, str]]:
    """What a file is, in rows: label and text. The question comes first; what the other parts say
    beside it bears the name of their sheet."""
    data, view, texts = context.data, context.view, context.texts
    question, *lines = parts[0].head
    region = f"{region_name(data.region(view.region), texts)} ({view.region})"
    return [
        (texts("file.question"), question),
        (texts("file.region"), region),
        (texts("file.level"), texts(f"level.{view.level_kind}.one")),
        (texts("file.day"), day.isoformat()),
        (texts("file.version"), data.manifest["version"]),
        (texts("file.address"), address),
        *((texts("file.note"), line) for line in lines),
        *(
            (texts(f"sheet.{part.kind}"), line)
            for part in parts[1:]
            for line in part.head
            if line not in parts[0].head
        ),
    ]


def definitions(texts: Texts) -> list[tuple[str, str]]:
    """What is meant by what: term and text, as on the page of the method."""
    factor = number(DETOUR, texts.language, 2)
    return [
        (texts(f"method.{key}.term"), texts(f"method.{key}.text", factor=factor))
        for key in DEFINITIONS
    ]


def caveats(data: Data, texts: Texts) -> list[str]:
    """What is estimated, masked, derived or missing."""
    return [note[texts.language] for note in data.manifest["notes"]]


def sources(data: Data, view: View, texts: Texts) -> list[tuple[str, ...]]:
    """The sources that a view rests on: title, publisher, date, licence and address of each."""
    figures = _of_figures(data, view) if view.kind.is_labour else set()
    offer = view.rests_on_offer
    sto = "sto" in (view.level, data.region(view.region).level)
    return [
        astuple(worded(known(data)[source["id"]], texts))
        for source in data.manifest["sources"]
        if source["id"] in figures
        or (_used(source, view, offer) and (sto or not source["file"].startswith("sto/")))
    ]


def _of_figures(data: Data, view: View) -> set[str]:
    """Sources of the figures of a labour view; what is computed rests on jobs."""
    if view.entry.computed:
        return set(latest(data.tables, JOBS, view.level)["source"])
    return set(work.shown(data, view)["source"])


def _used(source: dict, view: View, offer: bool) -> bool:
    """Is it one of those that the regions rest on, and those of the ``offer`` where the view does
    so?"""
    subjects = _subjects(source["used_for"])
    if not offer:
        return "regions" in subjects
    counted = COUNT_OF_YEAR.fullmatch(source["used_for"])
    if counted:
        return counted[1] == str(view.population)
    if subjects == {"offers"}:
        return source["reference_date"] == view.year
    if source["used_for"] == table_name(view.measure):
        return True
    rides_too = view.question.distance == "cycle" or view.site is not None
    rides = "distances" in subjects and rides_too
    return rides or not subjects.isdisjoint(ASKED)


def _subjects(used_for: str) -> set[str]:
    """ "homes: place names; sites: spelling" -> homes, sites: tables that a source serves."""
    named = [part.split(":")[0].split(",") for part in used_for.split(";")]
    return {name.strip() for names in named for name in names}
