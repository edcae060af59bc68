"""Any view of the map, and the parameters that its address can have."""

from dataclasses import replace

from hypothesis import strategies as st

from dashboard.address.parameters import LIMIT_WORDS, MEASURE_WORDS, PROFILE_WORDS, TRACK_WORDS
from dashboard.address.view import (
    FIRST_ROWS,
    LONGEST_NAME,
    MOMENTS,
    OFFERS,
    PLANS,
    SMALL,
    SPEEDS,
    THRESHOLDS,
    View,
)
from dashboard.catalogue import PUBLISHED
from dashboard.data import LEVELS
from dashboard.texts import LANGUAGES
from dashboard.views.kind import USUAL_COLUMNS
from geodata.changes import parse_changes
from geodata.vocabulary import OWN
from tests.support.kinds import OWN_COLUMNS, SHOWS, WORK_SHOWS

PARAMETERS = (
    "gebied",
    "vergelijk",
    "profiel",
    "leerweg",
    "maat",
    "afstand",
    "minuten",
    "snelheid",
    "stel",
    "stand",
    "plannaam",
    "naastplan",
    "naastplannaam",
    "plan",
    "jaar",
    "jongeren",
    "kaart",
    "per",
    "indeling",
    "cijfer",
    "aanbod",
    "keuze",
    "vestiging",
    "vestigingen",
    "voorzieningen",
    "deelnemers",
    "leerlingen",
    "klein",
    "tabel",
    "sorteer",
    "vanaf",
    "naam",
    "waarde",
    "weergave",
    "taal",
)


#: What may be supposed: mostly nothing; some of it cannot be.
SUPPOSED = (
    *[""] * 5,
    "stop:13OR01.mt",
    "start:4501.bwi,stop:13OR01",
    "move:13OR01.4501,start:25GV07.pie",
    "stop:99XX99.mt,start:1000.pie",
)


#: Regions of somebody's own, of municipalities and of postcode areas; and a layout of some.
OWN_REGIONS = ("~Zeeuws Vlaanderen & co~g0677.0715.1714", '~=1+1 "Noord"~p4331-4338.4341~c81b60')
LAYOUT = "~Noord~g1695.1676,~Zuid~g0677.0715.1714~1f77b4"
#: What plans are called: mostly nothing; some of it has a meaning elsewhere.
PLAN_NAMES = (*[""] * 3, "Goes dicht", '=2+2 <b>"&{x}')


def views(data) -> st.SearchStrategy[View]:
    """Any view that the controls can make."""
    return st.builds(
        View,
        profiles=st.sampled_from(list(PROFILE_WORDS)),
        tracks=st.sampled_from(list(TRACK_WORDS)),
        measure=st.sampled_from(list(MEASURE_WORDS)),
        threshold_km=st.sampled_from(THRESHOLDS["straight"]),
        minutes=st.sampled_from(THRESHOLDS["minutes"]),
        speed=st.sampled_from(SPEEDS),
        changes=st.sampled_from(SUPPOSED).map(parse_changes),
        moment=st.sampled_from(list(MOMENTS)),
        plan_name=st.sampled_from(PLAN_NAMES),
        beside=st.sampled_from(SUPPOSED).map(parse_changes),
        beside_name=st.sampled_from(PLAN_NAMES),
        plan=st.sampled_from(list(PLANS)),
        year=st.sampled_from(data.tables.years),
        population=st.sampled_from([2021, 2025]),
        show=st.sampled_from([*SHOWS, *WORK_SHOWS]),
        figure=st.sampled_from(list(PUBLISHED)),
        offer=st.sampled_from(OFFERS),
        chosen=st.sampled_from(LEVELS).flatmap(
            lambda level: st.lists(
                st.sampled_from(data.tables.regions_of(level)["code"].tolist()),
                max_size=6,
                unique=True,
            ).map(tuple)
        ),
        picked_level=st.sampled_from([None, *LEVELS, OWN]),
        layout=st.sampled_from(["", LAYOUT]),
        region=st.sampled_from([*data.tables.regions["code"].tolist(), *OWN_REGIONS]),
        compared=st.lists(
            st.sampled_from(data.tables.regions["code"].tolist()[1:]), max_size=3, unique=True
        ).map(tuple),
        site=st.sampled_from([None, *data.site_rows]),
        sites=st.booleans(),
        facilities=st.booleans(),
        members=st.booleans(),
        pupil_homes=st.booleans(),
        small=st.sampled_from(SMALL),
        table=st.booleans(),
        sort=st.builds(
            str.__add__,
            st.sampled_from(["", "-"]),
            st.sampled_from([*USUAL_COLUMNS, *OWN_COLUMNS]),
        ),
        first_row=st.sampled_from(FIRST_ROWS),
        row_name=st.text(max_size=LONGEST_NAME),
        row_limit=st.none()
        | st.tuples(
            st.sampled_from([*USUAL_COLUMNS[1:], *OWN_COLUMNS]),
            st.sampled_from(list(LIMIT_WORDS)),
            st.integers(0, 999_999_999).map(lambda hundredths: hundredths / 100),
        ),
        screen=st.booleans(),
        language=st.sampled_from(LANGUAGES),
    ).map(lambda view: replace(view, **view.instead))
