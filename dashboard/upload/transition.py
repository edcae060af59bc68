"""A user's own figures of transition to technical mbo, by region, profile and school year."""

import re
from functools import lru_cache

import pandas as pd

from dashboard.address.parameters import PROFILE_WORDS
from dashboard.data import LEVELS, Data, Region, fold
from dashboard.texts import texts_in
from dashboard.upload.bounds import text_of
from dashboard.upload.faults import Fault, Upload, in_order, shown
from dashboard.upload.numbers import percentage, whole
from dashboard.upload.rows import Columns, is_json, read_csv

COLUMNS: Columns = {
    "region": ("gebied", "region", "regio", "area"),
    "profile": ("profiel", "profile"),
    "year": ("schooljaar", "school_year", "jaar", "year"),
    "pupils": ("leerlingen", "pupils", "aantal leerlingen"),
    "share": (
        "doorstroom_percentage",
        "transition_percentage",
        "doorstroompercentage",
        "doorstroom",
        "percentage",
    ),
    "moved": ("doorgestroomd", "moved_on"),
    "source": ("bron", "source"),
}
ROWS = {
    "region": "str",
    "region_name": "str",
    "profile": "str",
    "year": "str",
    "pupils": "Int64",
    "share": "float64",
    "source": "str",
}
PROFILES = ("BWI", "PIE", "MT", "MVI", "MAT", "hard", "dp")
_PROFILE_OF = (
    {fold(PROFILE_WORDS[code]): code for code in PROFILES}
    | {fold(texts_in("nl")(f"profiles.{code}")): code for code in PROFILES}
    | {"m t": "MT", "mtr": "MT", "mte": "MAT", "d p": "dp"}
    | {"hard technisch": "hard", "harde profielen": "hard", "harde technische profielen": "hard"}
)
_YEAR = re.compile(r"(20[0-9]{2}) ?[-–/] ?(20)?([0-9]{2})")
#: DUO's way to hide a number from 1 to 4.
MASKED = re.compile(r"< ?5")
#: Percentage points that rounding may put between a percentage and its numbers.
ROUNDING = 1.0


def read_transition(content: bytes, file_name: str, data: Data, region: str = "NL") -> Upload:
    """The figures of a CSV file. region: the code that a row without a region is about.

    Rows: region (code) and region_name, profile (a code of :data:`PROFILES`), year
    (``2023-2024``), pupils (missing where not given or masked), share (percentage that went on
    to technical mbo), source ("" where not given). A bad row is left out with a fault; never
    raises.
    """
    text = text_of(content, file_name)
    if isinstance(text, Fault):
        return Upload(_table([]), [text])
    if is_json(text, file_name):
        return Upload(_table([]), [Fault(None, "upload.transition.json")])
    sheet = read_csv(text, COLUMNS, _complete, "upload.transition.header")
    default = data.known_region(region) or data.region("NL")
    rows: list[dict] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in sheet.rows:
        figure = _figure(row, data, default)
        if isinstance(figure, Fault):
            sheet.faults.append(Fault(number, figure.key, figure.values))
            continue
        same = (figure["region"], figure["profile"], figure["year"])
        if same in seen:
            sheet.faults.append(Fault(number, "upload.same.figure", {"first": seen[same]}))
            continue
        seen[same] = number
        rows.append(figure)
        if MASKED.fullmatch(row["pupils"]):
            sheet.faults.append(Fault(number, "upload.pupils.masked", notice=True))
    if _fractions(rows):
        return Upload(_table([]), in_order([*sheet.faults, Fault(None, "upload.share.fraction")]))
    missing = sum(row["source"] == "" for row in rows)
    if missing:
        sheet.faults.append(Fault(None, "upload.no_source", {"count": missing}, notice=True))
    return Upload(_table(rows), in_order(sheet.faults))


def _complete(fields: set[str]) -> bool:
    return {"profile", "year"} <= fields and ("share" in fields or {"moved", "pupils"} <= fields)


def _table(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(ROWS)).astype(ROWS)


def _fractions(rows: list[dict]) -> bool:
    """Whether all percentages look like parts of one: Excel shows 0.65 as 65 %."""
    given = [row["share"] for row in rows if row["given"]]
    return bool(given) and max(given) <= 1 and any(0 < share < 1 for share in given)


def _figure(row: dict[str, str], data: Data, default: Region) -> dict | Fault:
    region = _region(row["region"], data, default)
    if isinstance(region, Fault):
        return region
    profile = _PROFILE_OF.get(fold(row["profile"][:60]))
    if profile is None:
        return Fault(None, "upload.profile", {"value": shown(row["profile"])})
    year = school_year(row["year"])
    if year is None:
        return Fault(None, "upload.year", {"value": shown(row["year"])})
    pupils = _pupils(row["pupils"])
    if isinstance(pupils, Fault):
        return pupils
    share = _share(row, pupils)
    if isinstance(share, Fault):
        return share
    return {
        "region": region.code,
        "region_name": region.name,
        "profile": profile,
        "year": year,
        "pupils": pd.NA if pupils is None else pupils,
        "share": share,
        "given": bool(row["share"]) and not row["share"].endswith("%"),
        "source": row["source"],
    }


def school_year(text: str) -> str | None:
    """``2023-2024`` from what people write: 2023/2024, 2023-24; None when it is no school year."""
    found = _YEAR.fullmatch(text)
    if found is None:
        return None
    first, second = int(found[1]), 2000 + int(found[3])
    return f"{first}-{second}" if second == first + 1 else None


def _pupils(text: str) -> int | Fault | None:
    """Number of pupils; None where none is given, or where it is masked (1 to 4)."""
    if not text or MASKED.fullmatch(text):
        return None
    count = whole(text)
    return Fault(None, "upload.pupils", {"value": shown(text)}) if count is None else count


def _share(row: dict[str, str], pupils: int | None) -> float | Fault:
    """The percentage, given or from the numbers; where both are given they must agree."""
    if not row["share"]:
        return _moved(row["moved"], pupils) if row["moved"] else Fault(None, "upload.share.none")
    share = percentage(row["share"])
    if share is None:
        return Fault(None, "upload.share", {"value": shown(row["share"])})
    if not row["moved"] or pupils is None or MASKED.fullmatch(row["moved"]):
        return share
    moved = _moved(row["moved"], pupils)
    if isinstance(moved, float) and abs(moved - share) > ROUNDING:
        values = {"value": shown(row["share"]), "moved": shown(row["moved"]), "pupils": pupils}
        return Fault(None, "upload.share.differs", values)
    return moved if isinstance(moved, Fault) else share


def _moved(text: str, pupils: int | None) -> float | Fault:
    """Percentage of the pupils that went on."""
    if MASKED.fullmatch(text):
        return Fault(None, "upload.moved.masked")
    count = whole(text)
    if count is None or not pupils or count > pupils:
        return Fault(None, "upload.moved", {"value": shown(text)})
    return 100 * count / pupils


def _region(text: str, data: Data, default: Region) -> Region | Fault:
    """The region of a code or a name; a name of several is the default's, or must be told apart."""
    if not text:
        return default
    codes = _named(data).get(fold(text), ())
    if len(codes) == 1:
        return data.region(codes[0])
    if default.code in codes:
        return default
    if codes:
        values = {"value": shown(text), "codes": ", ".join(codes)}
        return Fault(None, "upload.region.several", values)
    return Fault(None, "upload.region", {"value": shown(text)})


@lru_cache(maxsize=4)
def _named(data: Data) -> dict[str, tuple[str, ...]]:
    """Folded code, name, and name with the word of its level -> codes, coarse to fine."""
    texts = texts_in("nl")
    codes: dict[str, list[str]] = {}
    # Neighbourhoods are many and named alike: nobody counts transition by these.
    for level in ("nl", *(level for level in LEVELS if level != "buurt")):
        kind = fold(texts(f"level.{level}.one"))
        for code, name in data.tables.regions_of(level)[["code", "name"]].itertuples(index=False):
            name = fold(name)
            for known in dict.fromkeys((fold(code), name, f"{kind} {name}", f"{name} {kind}")):
                codes.setdefault(known, []).append(code)
    return {known: tuple(those) for known, those in codes.items()}
