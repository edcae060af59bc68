"""A question of coverage, and its spelling in addresses and on the command line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geodata.changes import Changes, ordered, parse_changes
from geodata.errors import DataError
from geodata.vocabulary import ANY_OF, ANY_TRACK, DISTANCES, PROFILE_SETS, SINGLE, TRACKS

#: Riding speed for planning, km/h: by bicycle, and by slow e-bike.
CYCLE_KMH, E_BIKE_KMH = 16, 20
#: Other spellings of the profiles of which the name is not a plain word.
ALIASES = {"M&T": "MT", "MTR": "MT", "MAT": "MAT", "MTE": "MAT"}
#: Longest threshold by distance: pairs further apart have no ride in the tables.
LONGEST_KM = {"straight": 100, "cycle": 40}


#: What a unit of a measure of the owner's own is kept as, in metres: a minute as the 100 m that are
#: walked in it at 6 km/h, so that all that compares metres compares times.
KEPT_AS_M = {"min": 100.0, "km": 1000.0}


@dataclass(frozen=True)
class OwnMeasure:
    """How far by a table of another engine, which the owner of the tables brought.

    ``name`` in addresses and commands; ``unit`` is ``min`` or ``km``, and ``longest`` the longest
    that the table has, in it: what is not in the table is further, or not known. ``nl`` and ``en``
    are the words behind a number ("met het ov"). ``departure`` and ``percentile`` are what the
    owner said of it, ``file`` and ``day`` which table it was and when it was read.
    """

    name: str
    unit: str
    longest: float
    nl: str
    en: str
    departure: str = ""
    percentile: int | None = None
    file: str = ""
    day: str = ""

    def metres(self, value: float) -> float:
        """So much of its unit as distances keep it."""
        return value * KEPT_AS_M[self.unit]


@dataclass(frozen=True)
class Question:
    """What is asked: which profiles, in which tracks, how near, in which year, for whom.

    ``profiles`` is a name from :data:`PROFILE_SETS` or profile codes joined by commas (any of
    them will do). ``threshold_m`` is in metres. ``population`` is the year of the young people.
    ``distance`` is ``straight`` (as the crow flies), ``cycle`` (by bicycle; minutes are metres at a
    speed, see :func:`ride_m`) or the name of an :class:`OwnMeasure`, which keeps minutes as metres.
    ``changes`` are made to the offer first, see :mod:`geodata.analysis.changed_offer`; in whatever
    order, they are the same question.
    """

    profiles: str = "hard"
    tracks: tuple[str, ...] = ("BB", "KB")
    threshold_m: float = 10_000.0
    year: str = "2024-2025"
    population: int = 2021
    distance: str = "straight"
    changes: Changes = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "changes", ordered(self.changes))

    @property
    def now(self) -> "Question":
        """The same question of the offer as it is."""
        return replace(self, changes=()) if self.changes else self


def ride_m(minutes: float, speed_kmh: float) -> float:
    """Metres that are ridden in so many minutes at a speed."""
    return minutes * speed_kmh * 1000 / 60


def profile_codes(profiles: str) -> tuple[str, ...]:
    """The profile codes of which any one will do."""
    codes = ANY_OF.get(profiles) or tuple(dict.fromkeys(profiles.split(",")))
    unknown = [code for code in codes if code not in SINGLE]
    if unknown:
        raise DataError(
            f"unknown profile {unknown[0]!r}; choose from {', '.join(PROFILE_SETS)} "
            "or codes joined by commas"
        )
    return codes


def parse_profiles(text: str) -> str:
    """A profile set by name, or codes joined by commas, in the usual order.

    DUO's own codes are understood too.
    """
    for name in PROFILE_SETS:
        if text.lower() == name.lower():
            return name
    codes = [_code(code) for code in text.split(",")]
    return ",".join(sorted(profile_codes(",".join(codes)), key=SINGLE.index))


def parse_profile(text: str) -> str:
    """The code of one profile; DUO's own codes are understood too."""
    (code,) = profile_codes(_code(text))
    return code


def _code(text: str) -> str:
    code = text.strip().upper()
    return ALIASES.get(code, code)


def parse_tracks(text: str) -> tuple[str, ...]:
    """Tracks joined by commas, in the usual order."""
    wanted = {track.strip().upper() for track in text.split(",")}
    unknown = sorted(wanted - set(TRACKS))
    if unknown:
        raise DataError(f"unknown track {unknown[0]!r}; choose from {', '.join(TRACKS)}")
    return tuple(track for track in TRACKS if track in wanted)


_THRESHOLD = re.compile(r"(\d+(?:[.,]\d+)?)\s*(km|min)")


def parse_threshold(text: str, distance: str = "straight", speed_kmh: float = CYCLE_KMH) -> float:
    """A distance such as ``10km``, or by bicycle a time such as ``30min``, in metres."""
    match = _THRESHOLD.fullmatch(text.strip().lower())
    value = float(match[1].replace(",", ".")) if match else 0.0
    longest = LONGEST_KM[distance]
    if not match or (match[2] == "min" and distance == "straight"):
        example = "10km" if distance == "straight" else "10km or 30min"
        also = "; a time needs --distance cycle" if match else ""
        raise DataError(f"threshold {text!r} is not understood; write for example {example}{also}")
    metres = value * 1000 if match[2] == "km" else ride_m(value, speed_kmh)
    if not 0 < metres <= longest * 1000:
        raise DataError(
            f"threshold {text!r} is not a distance up to {longest} km; write for example 10km"
        )
    return metres


def parse_own_threshold(text: str, measure: OwnMeasure) -> float:
    """A threshold in the unit of a measure of the owner's own, as the metres that it is kept as."""
    match = _THRESHOLD.fullmatch(text.strip().lower())
    value = float(match[1].replace(",", ".")) if match else 0.0
    if not match or match[2] != measure.unit or not 0 < value <= measure.longest:
        raise DataError(
            f"threshold {text!r} cannot be asked of {measure.name}: its table goes up to "
            f"{measure.longest:g} {measure.unit}; write for example "
            f"{min(30, int(measure.longest))}{measure.unit}"
        )
    return measure.metres(value)


def parse_speed(text: str) -> float:
    """A riding speed in km/h."""
    try:
        speed = float(text.replace(",", "."))
    except ValueError:
        speed = 0.0
    if not 5 <= speed <= 45:
        raise DataError(f"speed {text!r} is not a number from 5 to 45; write km an hour, as in 16")
    return speed


def read_question(
    years: Sequence[str],
    profiles: str = "hard",
    tracks: str = "BB,KB",
    max: str = "10km",
    distance: str = "straight",
    speed: str = str(CYCLE_KMH),
    year: str | None = None,
    population: int = 2021,
    changes: str = "",
    own: Mapping[str, OwnMeasure] | None = None,
) -> Question:
    """The question that the options ask, as they are written.

    years: school years with exam files, oldest first; the newest unless a year is given. own: the
    measures of the owner's own, by name. Raises DataError at an option that is not understood.
    """
    known = (*DISTANCES, *(own or {}))
    if distance not in known:
        raise DataError(f"unknown distance {distance!r}; choose from {', '.join(known)}")
    profile_set, chosen_tracks = parse_profiles(profiles), parse_tracks(tracks)
    return Question(
        profiles=profile_set,
        tracks=TRACKS if profile_set in ANY_TRACK else chosen_tracks,
        threshold_m=(
            parse_own_threshold(max, own[distance])
            if own and distance in own
            else parse_threshold(max, distance, parse_speed(speed))
        ),
        year=year or years[-1],
        population=population,
        distance=distance,
        changes=parse_changes(changes),
    )
