"""Which municipality somebody means by a code or a name, or what is to be said where it is none."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.data import Data, fold
from dashboard.upload.faults import Fault, shown
from geodata.tables.also_names import also_names
from geodata.tables.former_municipalities import Former, former_municipalities

#: How a list of CBS tells municipalities of one name apart.
SHORT = {
    **{"gr": "PV20", "f": "PV21", "fr": "PV21", "d": "PV22", "dr": "PV22", "o": "PV23"},
    **{"ov": "PV23", "fl": "PV24", "gld": "PV25", "u": "PV26", "ut": "PV26", "nh": "PV27"},
    **{"zh": "PV28", "z": "PV29", "zld": "PV29", "nb": "PV30", "l": "PV31", "lb": "PV31"},
}
#: A spreadsheet takes the zeros from the front of a code.
_CODE = re.compile(r"(?:GM ?)?([0-9]{1,4})", re.IGNORECASE)
_WITH_MORE = re.compile(r"(.*\S) ?\(([^()]*)\)")
#: What is written before or behind a name.
_KIND = re.compile(r"^gemeente | gemeente$")


@dataclass(frozen=True)
class _Municipalities:
    """By folded name: ``codes`` of all that are called so, those of provinces, and of a place the
    municipality that most of its postcode areas lie in; by code: ``names`` and ``provinces``."""

    codes: dict[str, tuple[str, ...]]
    names: dict[str, str]
    provinces: dict[str, str]
    province_codes: dict[str, str]
    places: dict[str, str]
    former: dict[str, Former]


def municipality(text: str, province: str, data: Data) -> tuple[str, Fault | None] | Fault:
    """The code of a municipality, with a notice where it was renumbered; or what is wrong.

    text: a code, with or without ``GM``, or a name. province: a name or code, "" where not given;
    it is looked at where there are several of one name.
    """
    known = _known(data)
    if digits := _CODE.fullmatch(text):
        return _of_code(f"GM{int(digits[1]):04}", text, known)
    name, more = fold(text), ""
    if (parts := _WITH_MORE.fullmatch(text)) and name not in known.codes:
        name, more = fold(parts[1]), parts[2]
    codes = known.codes.get(_KIND.sub("", name), ())
    if len(codes) > 1:
        inside = [_province(one, known) for one in (more, province) if one]
        codes = tuple(code for code in codes if known.provinces[code] in inside) or codes
    if len(codes) == 1:
        return codes[0], None
    if codes:
        names = ", ".join(known.names[code] for code in codes)
        return Fault(None, "upload.municipality.several", {"value": shown(text), "names": names})
    return _of_nothing(text, name, known)


def _of_code(code: str, text: str, known: _Municipalities) -> tuple[str, Fault | None] | Fault:
    if code in known.names:
        return code, None
    if code not in known.former:
        return Fault(None, "upload.municipality", {"value": shown(text)})
    former = known.former[code]
    now = known.codes.get(fold(former.name), ())
    if len(now) == 1:
        values = {"value": shown(text), "name": known.names[now[0]], "code": now[0]}
        return now[0], Fault(None, "upload.municipality.renumbered", values, notice=True)
    return _ended(former, known)


def _of_nothing(text: str, name: str, known: _Municipalities) -> Fault:
    for former in known.former.values():
        if fold(former.name) == name:
            return _ended(former, known)
    if name in known.places:
        values = {"value": shown(text), "town": known.names[known.places[name]]}
        return Fault(None, "upload.municipality.place", values)
    return Fault(None, "upload.municipality", {"value": shown(text)})


def _ended(former: Former, known: _Municipalities) -> Fault:
    name, year = former.name, str(former.last_year)
    place = known.places.get(fold(name))
    if place is None:
        return Fault(None, "upload.municipality.ended", {"value": name, "year": year})
    values = {"value": name, "year": year, "town": known.names[place]}
    return Fault(None, "upload.municipality.joined", values)


def _province(text: str, known: _Municipalities) -> str | None:
    word = fold(text)
    return SHORT.get(word.replace(" ", "")) or known.province_codes.get(word)


@lru_cache(maxsize=4)
def _known(data: Data) -> _Municipalities:
    towns, provinces = (data.tables.regions_of(level) for level in ("municipality", "province"))
    names = dict(zip(towns["code"], towns["name"], strict=True))
    codes: dict[str, dict[str, None]] = {}
    for code, name in names.items():
        bare = _WITH_MORE.fullmatch(name)
        for one in (name, bare[1]) if bare else (name,):
            codes.setdefault(fold(one), {})[code] = None
    province_codes = {
        fold(text): code
        for code, name in zip(provinces["code"], provinces["name"], strict=True)
        for text in (code, name)
    }
    for also in also_names():
        if also.place is None and also.region in names:
            codes.setdefault(fold(also.name), {})[also.region] = None
        elif also.place is None and also.region in province_codes.values():
            province_codes.setdefault(fold(also.name), also.region)
    homes = data.tables.main_homes
    lies = homes["municipality"].groupby(homes["place"].map(fold)).agg(lambda one: one.mode()[0])
    return _Municipalities(
        {name: tuple(those) for name, those in codes.items()},
        names,
        {code: data.tables.parents[code, "province"] for code in names},
        province_codes,
        dict(lies),
        former_municipalities(),
    )
