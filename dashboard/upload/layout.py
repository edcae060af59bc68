"""A user's own layout: a table that says of municipalities, or of postcodes, in which region they
lie."""

import re
from dataclasses import dataclass, field

from dashboard.data import Data, fold
from dashboard.upload.bounds import text_of
from dashboard.upload.faults import Fault, in_order, shown
from dashboard.upload.municipalities import municipality
from dashboard.upload.rows import Columns, is_json, read_csv
from geodata.errors import DataError
from geodata.layouts import LONGEST_NAME, OwnRegion, fits, members_of, plain_name

COLUMNS: Columns = {
    "region": (
        *("regio", "region", "naam regio", "regionaam", "naam van de regio", "eigen regio"),
        *("gebied", "area", "indeling", "cluster", "rayon", "district", "deelregio"),
    ),
    "municipality": (
        *("gemeente", "municipality", "gemeentenaam", "naam gemeente", "municipality name"),
        *("gem naam", "statnaam", "gemeenten"),
    ),
    "code": (
        *("gemeentecode", "municipality code", "gm code", "gemcode", "gem code", "gemeentenummer"),
        *("code gemeente", "statcode", "gm"),
    ),
    "province": ("provincie", "province", "provincienaam"),
    "postcode": (
        "postcode",
        "postcode",
        "pc4",
        "pc6",
        "postcodes",
        "postal code",
        "postcodegebied",
    ),
    "colour": ("kleur", "colour", "color"),
}
#: Rows of a table: more than there are postcode areas.
MOST_ROWS = 10_000
_POSTCODE = re.compile(r"([1-9][0-9]{3})(?: ?[A-Za-z]{2})?")
_RANGE = re.compile(r"([1-9][0-9]{3}) ?(?:-|–|t/m) ?([1-9][0-9]{3})")
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True)
class LayoutUpload:
    """The regions of a table, or what is wrong in it: never some of the regions.

    ``areas`` is the level of what they are made of, ``counts`` how many of these each has, and
    ``left_out`` the codes of those that are in none. ``faults`` beside regions are notices.
    """

    regions: tuple[OwnRegion, ...] = ()
    areas: str = "municipality"
    counts: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The layout as an address has it."""
        return ",".join(region.code for region in self.regions)


def read_layout(content: bytes, file_name: str, data: Data) -> LayoutUpload:
    """The layout of a CSV or Excel file; never raises."""
    text = text_of(content, file_name, MOST_ROWS)
    if isinstance(text, Fault):
        return LayoutUpload(faults=[text])
    if is_json(text, file_name):
        return LayoutUpload(faults=[Fault(None, "upload.layout.json")])
    beyond_total = ("municipality", "code", "postcode")
    sheet = read_csv(text, COLUMNS, _complete, "upload.layout.header", beyond_total, most=MOST_ROWS)
    by_postcode = any(row["postcode"] for _, row in sheet.rows)
    read = _Reader(data, "postcode" if by_postcode else "municipality", sheet.faults)
    for number, row in sheet.rows:
        read.row(number, row)
    return read.layout()


def for_an_address(upload: LayoutUpload) -> LayoutUpload:
    """The same, where an address has room for it; else what to do."""
    if not upload.regions or fits(upload.text):
        return upload
    faults = [Fault(None, "upload.layout.long"), *upload.faults]
    return LayoutUpload(areas=upload.areas, faults=faults)


def left_out_near(upload: LayoutUpload, data: Data) -> list[str]:
    """The municipalities that are in no region, of the provinces that have some that are."""
    tables = data.tables
    inside = set(tables.regions_of(upload.areas)["code"]) - set(upload.left_out)
    if upload.areas == "postcode":
        inside = set(tables.main_homes["municipality"].loc[sorted(inside)])
    provinces = {tables.parents[code, "province"] for code in inside}
    return [
        code
        for code in tables.regions_of("municipality")["code"]
        if code not in inside and tables.parents[code, "province"] in provinces
    ]


def _complete(fields: set[str]) -> bool:
    return "region" in fields and bool(fields & {"municipality", "code", "postcode"})


@dataclass
class _Region:
    """What is known of a region so far: its name, its first row, its colour and its areas."""

    name: str
    row: int
    colour: str = ""
    areas: list[str] = field(default_factory=list)


class _Reader:
    """Reads rows one by one; remembers which region has which area."""

    def __init__(self, data: Data, areas: str, faults: list[Fault]):
        self.data, self.areas, self.faults = data, areas, faults
        self.codes = data.tables.regions_of(areas)["code"].tolist()
        self.known = set(self.codes)
        self.regions: dict[str, _Region] = {}
        #: Area -> its region, and the row that says so.
        self.taken: dict[str, tuple[str, int]] = {}
        self.without = 0

    def row(self, number: int, row: dict[str, str]) -> None:
        """Add the areas of a row to its region, or say what is wrong with it."""
        areas = self._areas(number, row)
        if isinstance(areas, Fault):
            self._tell(number, areas)
        elif not row["region"]:
            self.without += 1
        elif (name := _name(row["region"])) is None:
            values = {"value": shown(row["region"]), "limit": LONGEST_NAME}
            self._tell(number, Fault(None, "upload.layout.name", values))
        else:
            key = fold(name) or name
            region = self.regions.setdefault(key, _Region(name, number))
            self._colour(number, region, row["colour"])
            for area in areas:
                self._take(number, key, area)

    def layout(self) -> LayoutUpload:
        """All regions, where nothing is wrong."""
        if self.without:
            self._tell(None, Fault(None, "upload.layout.no_region", {"count": self.without}, True))
        if not self.regions and not self._is_wrong():
            self._tell(None, Fault(None, "upload.layout.none"))
        faults = in_order(self.faults)
        if self._is_wrong():
            return LayoutUpload(areas=self.areas, faults=faults)
        regions = tuple(
            OwnRegion(
                region.name,
                self.areas,
                members_of(self.areas, region.areas, self.codes),
                region.colour,
            )
            for region in self.regions.values()
        )
        left_out = tuple(code for code in self.codes if code not in self.taken)
        counts = tuple(len(region.areas) for region in self.regions.values())
        return LayoutUpload(regions, self.areas, counts, left_out, faults)

    def _is_wrong(self) -> bool:
        return any(not fault.notice for fault in self.faults)

    def _tell(self, number: int | None, fault: Fault) -> None:
        self.faults.append(Fault(number, fault.key, fault.values, fault.notice))

    def _areas(self, number: int, row: dict[str, str]) -> list[str] | Fault:
        """The codes of the areas of a row."""
        if self.areas == "postcode":
            return self._postcodes(row["postcode"])
        if not (row["code"] or row["municipality"]):
            return Fault(None, "upload.layout.empty")
        found = [
            municipality(text, row["province"], self.data)
            for text in (row["code"], row["municipality"])
            if text
        ]
        for one in found:
            if isinstance(one, Fault):
                return one
        (code, notice), *others = (one for one in found if not isinstance(one, Fault))
        if any(other != code for other, _ in others):
            values = {"code": shown(row["code"]), "name": shown(row["municipality"])}
            return Fault(None, "upload.municipality.other", values)
        if notice:
            self._tell(number, notice)
        return [code]

    def _postcodes(self, text: str) -> list[str] | Fault:
        if not text:
            return Fault(None, "upload.layout.no_postcode")
        if one := _POSTCODE.fullmatch(text):
            first = last = one[1]
        elif both := _RANGE.fullmatch(text):
            first, last = both[1], both[2]
        else:
            return Fault(None, "upload.postcode", {"value": shown(text)})
        codes = [first] if first == last else [code for code in self.codes if first <= code <= last]
        if not codes or codes[0] not in self.known:
            return Fault(None, "upload.layout.postcode", {"value": shown(text)})
        return codes

    def _colour(self, number: int, region: _Region, text: str) -> None:
        if not text:
            return
        colour = _COLOUR.fullmatch(text)
        if colour is None:
            self._tell(number, Fault(None, "upload.layout.colour", {"value": shown(text)}))
        elif region.colour not in ("", colour[1].lower()):
            values = {"name": region.name, "first": region.row}
            self._tell(number, Fault(None, "upload.layout.colours", values))
        else:
            region.colour = colour[1].lower()

    def _take(self, number: int, key: str, area: str) -> None:
        other, first = self.taken.setdefault(area, (key, number))
        if other != key:
            values = {
                "value": self.data.region(area).name,
                "name": self.regions[other].name,
                "first": first,
            }
            self._tell(number, Fault(None, "upload.layout.twice", values))
        elif first == number:
            self.regions[key].areas.append(area)


def _name(text: str) -> str | None:
    try:
        return plain_name(text)
    except DataError:
        return None
