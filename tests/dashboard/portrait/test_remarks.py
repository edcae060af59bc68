"""What stands out: every rule on both sides of its threshold, their order, and how many."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import facts as facts_figures
from dashboard.figures.facts import Count, Facts
from dashboard.figures.offer import changes
from dashboard.portrait.highlights import WORDS
from dashboard.portrait.page import bands
from dashboard.portrait.remarks import (
    CHANGE,
    DETOUR,
    FEW,
    LEAST,
    LOST,
    MANY,
    MORE,
    MOST,
    NEWS,
    PLAIN,
    POINTS,
    RULES,
    Remark,
    remarks,
)


def exact(before: int, after: int) -> tuple[Count, Count]:
    """Candidates before and after without masks."""
    return Count(before, before), Count(after, after)


#: A region where nothing stands out.
PLAIN_REGION = Facts(
    young=1000, share=60.0, country_share=60.0, mean_m=8000.0, choices=2.5, without=400.0
)
#: What every rule can answer with.
NAMES = (
    *("gap", "everyone", "only", "fewer", "more", "shrunk", "stopped", "less_near", "more_near"),
    *("work", "detour", "ended", "mean", "choices"),
)
#: Facts that make every rule speak, in the order in which they are said. ``everyone`` and ``gap``
#: cannot both be true of a region, but a rule looks only at its own figures.
LOUD = Facts(
    young=1000,
    share=50.0,
    country_share=60.0,
    mean_m=8000.0,
    choices=2.5,
    without=0.0,
    gap=("GM1", 60.0),
    only=("11AA00", "PIE", 70.0),
    change=-9.0,
    profiles={"BWI": (20.0, 60.0)},
    candidates={"BWI": exact(50, 10)},
    work=("technical_jobs_share", 30.0, 15.0),
    detour=100.0,
    ended=("22BB00", "MT", FEW + 1),
)


def said(**changes) -> list[str]:
    return [remark.rule for remark in remarks(replace(PLAIN_REGION, **changes))]


def about(rule: str, **changes) -> Remark:
    found = remarks(replace(PLAIN_REGION, **changes))
    return next(remark for remark in found if remark.rule == rule)


def test_where_nothing_stands_out_the_usual_is_said():
    assert said() == ["mean", "choices"]


@pytest.mark.parametrize(
    ("rule", "speaks", "silent"),
    [
        ("gap", {"gap": ("GM1", MANY)}, {"gap": ("GM1", MANY - 0.01)}),
        ("everyone", {"without": 0.0}, {"without": 0.01}),
        ("only", {"only": ("a", "PIE", MANY)}, {"only": ("a", "PIE", MANY - 0.01)}),
        ("fewer", {"change": -CHANGE}, {"change": -CHANGE + 0.01}),
        ("more", {"change": CHANGE}, {"change": CHANGE - 0.01}),
        ("fewer", {"change": -80.0}, {"change": 80.0}),
        ("shrunk", {"candidates": {"MT": exact(100, 80)}}, {"candidates": {"MT": exact(100, 81)}}),
        ("shrunk", {"candidates": {"MT": exact(FEW + 2, 1)}}, {"candidates": {"MT": exact(6, 1)}}),
        ("shrunk", {"candidates": {"MT": exact(9, 1)}}, {"candidates": {"MT": exact(9, 90)}}),
        ("stopped", {"candidates": {"MT": exact(FEW + 1, 0)}}, {"candidates": {"MT": exact(5, 0)}}),
        ("stopped", {"candidates": {"MT": exact(9, 0)}}, {"candidates": {"MT": exact(9, 1)}}),
        ("shrunk", {"candidates": {"MT": exact(9, 1)}}, {"candidates": {"MT": exact(9, 0)}}),
        (
            "less_near",
            {"profiles": {"MT": (50.0 - POINTS, 50.0)}},
            {"profiles": {"MT": (50.01 - POINTS, 50.0)}},
        ),
        (
            "more_near",
            {"profiles": {"MT": (50.0 + POINTS, 50.0)}},
            {"profiles": {"MT": (49.99 + POINTS, 50.0)}},
        ),
        ("less_near", {"profiles": {"MT": (0.0, 50.0)}}, {"profiles": {"MT": (math.nan, 50.0)}}),
        (
            "work",
            {"share": 60 - NEWS, "work": ("jobs", 100 * MORE, 100.0)},
            {"share": 60 - NEWS, "work": ("jobs", 100 * MORE - 0.01, 100.0)},
        ),
        (
            "work",
            {"share": 60 - NEWS, "work": ("jobs", 200.0, 100.0)},
            {"share": 60.01 - NEWS, "work": ("jobs", 200.0, 100.0)},
        ),
        ("detour", {"detour": DETOUR * 1000}, {"detour": DETOUR * 1000 - 0.01}),
        ("ended", {"ended": ("a", "PIE", FEW + 1)}, {"ended": ("a", "PIE", FEW)}),
        ("ended", {"ended": ("a", "PIE", 90)}, {"ended": None}),
        ("mean", {"mean_m": 0.0}, {"mean_m": math.nan}),
        ("choices", {"choices": 0.0}, {"choices": math.nan}),
    ],
)
def test_a_rule_speaks_from_its_threshold_on(rule, speaks, silent):
    assert rule in said(**speaks)
    assert rule not in said(**silent)


def test_the_profile_that_lost_most_is_named():
    numbers = {"BWI": exact(100, 70), "PIE": exact(40, 0), "MT": exact(300, 290)}
    assert about("stopped", candidates=numbers).about == ("PIE", 40, 40)
    masked = {"MT": (Count(40, 46), Count(8, 14))}
    assert about("shrunk", candidates=numbers | masked | {"PIE": exact(40, 30)}).about == (
        *("BWI", 100, 100, 70, 70),
    )
    assert about("shrunk", candidates=masked).about == ("MT", 40, 46, 8, 14)


def test_the_profile_that_differs_most_is_named():
    near = {"BWI": (40.0, 60.0), "PIE": (90.0, 60.0), "MT": (math.nan, 0.0)}
    assert about("more_near", profiles=near).about == ("PIE", 90.0, 60.0)
    assert "less_near" not in said(profiles=near)


def test_a_remark_names_what_it_is_about():
    assert about("gap", gap=("GM1", 60.0)).about == ("GM1", 60.0)
    assert about("only", only=("a", "PIE", 60.0)).about == ("a", "PIE", 60.0)
    assert about("fewer", change=-9.0).about == (-9.0,)
    assert about("detour", detour=60.0).about == (60.0,)
    assert about("ended", ended=("a", "PIE", 9)).about == ("a", "PIE")


def test_the_order_is_that_of_the_rules():
    every = [rule(LOUD).rule for rule in RULES]
    assert every == [
        *("gap", "everyone", "only", "fewer", "shrunk", "less_near", "work", "detour", "ended")
    ]
    assert [remark.rule for remark in remarks(LOUD)] == every[:MOST]


def test_the_usual_fills_up_to_three_and_not_further():
    gap, only = {"gap": ("GM1", 60.0)}, {"only": ("a", "PIE", 60.0)}
    assert said(**gap) == ["gap", "mean", "choices"]
    assert said(**gap, **only) == ["gap", "only", "mean"]
    assert said(**gap, **only, change=9.0) == ["gap", "only", "more"]
    assert said(**gap, **only, change=9.0, detour=900.0) == ["gap", "only", "more", "detour"]


def test_nothing_is_said_of_nobody():
    assert remarks(replace(LOUD, young=0.0)) == []
    assert remarks(replace(LOUD, young=math.nan)) == []


def test_every_remark_has_its_words():
    assert set(WORDS) == set(NAMES)
    # Fewer or more, shrunk or stopped, less or more near.
    assert len(RULES) + len(PLAIN) == len(NAMES) - 3


numbers = st.floats() | st.sampled_from([0.0, -0.0, 5.0, 10.0, 50.0, 1e308])
counts = st.integers(0, 10**6)
ranges = st.tuples(counts, counts).map(sorted).map(lambda ends: Count(*ends))
codes = st.sampled_from(["BWI", "PIE", "MT", "MVI"])
facts = st.builds(
    Facts,
    young=numbers,
    share=numbers,
    country_share=numbers,
    mean_m=numbers,
    choices=numbers,
    without=numbers,
    gap=st.none() | st.tuples(st.just("GM1"), numbers),
    only=st.none() | st.tuples(st.just("a"), codes, numbers),
    change=numbers,
    profiles=st.dictionaries(codes, st.tuples(numbers, numbers)),
    candidates=st.dictionaries(codes, st.tuples(ranges, ranges)),
    work=st.none() | st.tuples(st.just("jobs"), numbers, numbers),
    detour=numbers,
    ended=st.none() | st.tuples(st.just("a"), codes, counts),
)


@pytest.mark.slow
@given(facts)
def test_never_more_than_five_and_never_a_word_on_what_is_not_known(facts):
    found = remarks(facts)
    assert len(found) <= MOST
    assert {remark.rule for remark in found} <= set(WORDS)
    assert len({remark.rule for remark in found}) == len(found)
    for remark in found:
        known = [value for value in remark.about if not isinstance(value, str)]
        assert all(math.isfinite(value) for value in known), remark


@pytest.mark.slow
@given(facts)
def test_at_least_three_where_enough_is_known(facts):
    facts = replace(facts, young=1000.0, mean_m=8000.0, choices=2.0, ended=("a", "PIE", 9))
    assert LEAST <= len(remarks(facts)) <= MOST


@given(before=ranges, after=ranges)
def test_a_loss_is_only_said_when_it_is_certain_and_no_chance(before, after):
    spoken = {"shrunk", "stopped"} & {*said(candidates={"PIE": (before, after)})}
    certain = before.low - after.high
    assert bool(spoken) == (certain >= LOST * before.low and certain > FEW)
    assert ("stopped" in spoken) == (bool(spoken) and after == (0, 0))


# ---- on real regions ----------------------------------------------------------------------------


def facts_of(context) -> Facts:
    return facts_figures.facts(context.data, context.view)


REAL = ("GM0855", "GM0093", "GM0344", "PV29", "NL", "sto-bes", "5017", "1623")


@pytest.mark.slow
@pytest.mark.parametrize("code", REAL)
def test_every_remark_leads_to_a_part_of_the_page(portrait, code):
    context = portrait(code)
    sections = {one.anchor: one for band in bands(context) for one in band.sections}
    told = sections.get("opvallend")
    if told is None:
        assert not context.answer().young > 0
        return
    items = told.blocks[0].items
    assert 1 <= len(items) <= MOST
    if context.answer().young >= 1:
        assert len(items) >= LEAST
    assert {item[-1].href for item in items} <= {f"#{anchor}" for anchor in sections}


@pytest.mark.slow
def test_what_ended_is_in_the_table_that_it_leads_to(portrait):
    # Where any track will do, a profile that goes on in another track has not ended.
    assert facts_of(portrait("GM0537", "leerweg=gl")).ended[:2] == ("25GD00", "BWI")
    context = portrait("GM0537", "profiel=vmbo")
    assert facts_of(context).ended is None
    assert "25GD00" not in set(changes(context.data, context.view)["site"])
