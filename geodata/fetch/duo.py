"""DUO: yearly files under fixed names, and its open-data portal (CKAN)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from geodata.errors import DataError
from geodata.fetch.client import Client, Stamp, Unreachable
from geodata.fetch.facts import facts
from geodata.fetch.source import Delivery, Source
from geodata.sources import duo, duo_pupil_homes, duo_pupils

PORTAL = "https://onderwijsdata.duo.nl/api/3/action/package_show?id="


def sources(root: Path) -> list[Source]:
    """The addresses of sites, the exams of the newest year at a directory and of the year after,
    the exams by sector, and the pupils by postcode."""
    asked = facts("duo")
    newest = _newest(root)
    return [
        Source("duo-vestigingen", duo.ADDRESSES, _addresses(asked["addresses"]), duo.addresses),
        *(
            Source(
                f"duo-examens-{year}",
                _exam_file(root, year),
                _plain(asked["exams"].format(year=year)),
                duo.exams,
                may_be_absent=year != newest,
            )
            for year in (newest, _after(newest))
        ),
        Source(
            "duo-examens-sectoren",
            duo_pupils.EXAM_SECTORS,
            _plain(asked["exam_sectors"]),
            duo_pupils.exam_sectors,
        ),
        # Counted in the autumn after the newest exams; a build does without.
        Source(
            f"duo-leerlingen-postcode-{newest[5:]}",
            f"duo/{duo_pupil_homes.NAMED.format(year=newest[5:])}",
            _plain(asked["pupil_homes"].format(year=newest[5:])),
            duo_pupil_homes.pupil_homes,
            may_be_absent=True,
        ),
    ]


def _newest(root: Path) -> str:
    """The newest school year of which the directory has exams."""
    try:
        return max(duo.exam_files(root))
    except DataError:
        return duo.EARLIER_EXAMS


def _after(year: str) -> str:
    begin, end = map(int, year.split("-"))
    return f"{begin + 1}-{end + 1}"


def _exam_file(root: Path, year: str) -> str:
    """Where exams are, below the directory: under DUO's own name where they have it there."""
    try:
        return duo.exam_files(root)[year].relative_to(root).as_posix()
    except (DataError, KeyError):
        return f"duo/{duo.EXAMS}{year}.csv"


Get = Callable[[Client, Path, Stamp | None], Delivery | None]


def _plain(address: str) -> Get:
    def get(client: Client, path: Path, former: Stamp | None) -> Delivery | None:
        stamp = client.file(address, path, former)
        return Delivery(stamp) if stamp else None

    return get


def _addresses(asked: dict[str, Any]) -> Get:
    """The page of DUO, which has every column; where it does not answer, the portal."""

    def get(client: Client, path: Path, former: Stamp | None) -> Delivery | None:
        try:
            return _plain(asked["page"])(client, path, former)
        except Unreachable as fault:
            address, notes = _on_portal(client, asked)
            stamp = client.file(address, path, former)
            return Delivery(stamp, (f"from the portal, as {fault}", *notes)) if stamp else None

    return get


def _on_portal(client: Client, asked: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Where the portal has a resource now; where it cannot say so, where it was."""
    try:
        package = client.json(f"{PORTAL}{asked['dataset']}")
        resources = package["result"]["resources"]
        urls = {str(one["name"]): str(one["url"]) for one in resources}
    except (Unreachable, KeyError, TypeError) as fault:
        return asked["address"], (f"the portal does not say where it has its files ({fault!r})",)
    if asked["resource"] not in urls:
        raise DataError(
            f"{PORTAL}{asked['dataset']}: has no '{asked['resource']}' any more, but "
            f"{', '.join(sorted(urls))}; change it in geodata/facts/fetch.json"
        )
    return urls[asked["resource"]], ()
