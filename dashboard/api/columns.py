"""What is in the columns of the tables of the interface."""

from dashboard.api import pupils
from dashboard.search import KINDS
from geodata.analysis.candidates import ALL_TRACKS
from geodata.analysis.competition import COLUMNS as COMPETITION_COLUMNS
from geodata.analysis.labour import NOTES as MISSING
from geodata.vocabulary import LEVELS, OWN, PROFILES, TRACKS

#: What is in a column, as a JSON schema; ``null`` where a figure is missing.
Column = dict[str, str | list[str]]
TEXT: Column = {"type": "string"}
KNOWN: Column = {"type": "number"}
NUMBER: Column = {"type": ["number", "null"]}
WHOLE: Column = {"type": "integer"}
YES: Column = {"type": "boolean"}
NO_TEXT: Column = {"type": ["string", "null"]}
NO_NUMBER: Column = {"type": ["integer", "null"]}
#: Of an example: the site that made most of what grew; null where that did not grow.
REACH_MADE = ("reach_site", "reach_profiles", "reach_year_before", "reach_year_after")
CANDIDATES_MADE = (
    "candidates_low_before",
    "candidates_high_before",
    "candidates_low_after",
    "candidates_high_after",
)
CANDIDATES = (
    "candidates_more",
    "candidates_percent",
    "candidates_site",
    "candidates_profile",
    *CANDIDATES_MADE,
)
GREW = ("share_before", "share_after", *REACH_MADE, *CANDIDATES)
#: Every column of every table, by its name.
COLUMNS: dict[str, Column] = {
    "level": {"type": "string", "enum": [*LEVELS, OWN]},
    "code": TEXT,
    "name": TEXT,
    "young_people": NUMBER,
    "covered": NUMBER,
    "share": NUMBER,
    "covered_before": NUMBER,
    "covered_after": NUMBER,
    "lost": NUMBER,
    "gained": NUMBER,
    "share_before": NUMBER,
    "share_after": NUMBER,
    "mean_km_before": NUMBER,
    "mean_km_after": NUMBER,
    "mean_km": NUMBER,
    "p90_km": NUMBER,
    "choices": NUMBER,
    "official": YES,
    "basis": TEXT,
    "lon": NUMBER,
    "lat": NUMBER,
    "place": {"type": ["string", "null"]},
    "municipality": {"type": ["string", "null"]},
    "profile": {"type": "string", "enum": list(PROFILES)},
    "track": {"type": "string", "enum": [*TRACKS, ALL_TRACKS]},
    "year": TEXT,
    "low": {"type": ["integer", "null"]},
    "high": {"type": ["integer", "null"]},
    "combined": TEXT,
    "indicator": TEXT,
    "period": TEXT,
    "value": NUMBER,
    "unit": TEXT,
    "source": TEXT,
    "note": {"type": "string", "enum": ["", *MISSING]},
    "profiles": TEXT,
    "regions": WHOLE,
    "sites": WHOLE,
    "kind": {"type": "string", "enum": list(KINDS)},
    "also": TEXT,
    "label": TEXT,
    "street": TEXT,
    "group": TEXT,
    "fifth": WHOLE,
    **{name: NUMBER for name in COMPETITION_COLUMNS if name.endswith(("_before", "_after"))},
    "areas": WHOLE,
    "index": NUMBER,
    "change": {"type": "string", "enum": ["gained", "lost"]},
    "site": TEXT,
    "year_before": TEXT,
    "year_after": TEXT,
    "moved": YES,
    "rank": WHOLE,
    "gain": KNOWN,
    "total": KNOWN,
    "gap": KNOWN,
    **{name: NUMBER for name in pupils.CROSSINGS_COLUMNS if name.endswith(("_low", "_high"))},
    "date": TEXT,
    "postcode": TEXT,
    "pupils_low": WHOLE,
    "pupils_high": WHOLE,
    "distance_km": NUMBER,
    "same_offer": TEXT,
    "part_nearer": NUMBER,
    "share_low": NUMBER,
    "share_high": NUMBER,
    "example_code": TEXT,
    "example_name": TEXT,
    "reach_before": NUMBER,
    "reach_after": NUMBER,
    **dict.fromkeys(REACH_MADE, NO_TEXT),
    **dict.fromkeys(("candidates_site", "candidates_profile"), NO_TEXT),
    "candidates_more": NO_NUMBER,
    "candidates_percent": NUMBER,
    **dict.fromkeys(CANDIDATES_MADE, NO_NUMBER),
}
