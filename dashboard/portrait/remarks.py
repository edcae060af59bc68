"""What stands out about a region: rules from its figures to remarks, worth the most first.

Every rule looks at :class:`Facts` alone and answers with one remark or none, so that each can be
tried on a made-up region. The words are those of ``portrait.remark.<rule>``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.figures.facts import Facts
from dashboard.formatting import EXACT

#: A gap or an only offer is worth a sentence from this many young people on.
MANY = 50
#: A change of young people up to 2035, in percent, from which it is called growth or decline.
CHANGE = 5
#: Points of a percentage between the region and the country that are called a difference.
POINTS = 10
#: Part of the candidates that a profile lost before it is said; and a loss that is never said, as
#: so few come or go by chance.
LOST = 0.2
FEW = 5
#: Points of the share of the young people from which less is news.
NEWS = 2.5
#: Part of the young people who have it near as the crow flies only before it is said.
DETOUR = 0.05
#: So much more work than in the country is called more.
MORE = 1.1
LEAST, MOST = 3, 5


@dataclass(frozen=True)
class Remark:
    """One thing that stands out: the rule, the part of the page it is about, and what it names."""

    rule: str
    anchor: str
    about: tuple = ()


def gap(facts: Facts) -> Remark | None:
    """Where most young people go without."""
    if facts.gap is None or facts.gap[1] < MANY:
        return None
    return Remark("gap", "gaten", facts.gap)


def everyone(facts: Facts) -> Remark | None:
    """Nobody at all goes without."""
    return (
        Remark("everyone", "antwoord")
        if facts.young > 0 and round(facts.without, EXACT) == 0
        else None
    )


def only(facts: Facts) -> Remark | None:
    """One site without which many have nothing."""
    if facts.only is None or facts.only[2] < MANY:
        return None
    return Remark("only", "enig", facts.only)


def forecast(facts: Facts) -> Remark | None:
    """Clearly more or fewer young people in 2035."""
    if not abs(facts.change) >= CHANGE:
        return None
    return Remark("fewer" if facts.change < 0 else "more", "prognose", (facts.change,))


def shrunk(facts: Facts) -> Remark | None:
    """The profile that certainly lost most: also if every hidden number is as it could be best."""
    losses = {
        profile: before.low - after.high
        for profile, (before, after) in facts.candidates.items()
        if before.low - after.high >= max(FEW + 1, LOST * before.low)
    }
    if not losses:
        return None
    profile = max(losses, key=losses.__getitem__)
    before, after = facts.candidates[profile]
    if not after.high:
        return Remark("stopped", "kandidaten", (profile, *before))
    return Remark("shrunk", "kandidaten", (profile, *before, *after))


def differs(facts: Facts) -> Remark | None:
    """The profile whose coverage differs most from the country's."""
    apart = {
        profile: abs(here - country)
        for profile, (here, country) in facts.profiles.items()
        if math.isfinite(here - country)
    }
    if not apart or max(apart.values()) < POINTS:
        return None
    profile = max(apart, key=apart.__getitem__)
    here, country = facts.profiles[profile]
    rule = "less_near" if here < country else "more_near"
    return Remark(rule, "profielen", (profile, here, country))


def work(facts: Facts) -> Remark | None:
    """More technical work than in the country, and less offer near."""
    if facts.work is None or not facts.country_share - facts.share >= NEWS:
        return None
    _, here, country = facts.work
    return Remark("work", "werk", facts.work) if here >= MORE * country else None


def detour(facts: Facts) -> Remark | None:
    """Many who have it near as the crow flies, and not by bicycle."""
    if not facts.detour >= DETOUR * facts.young > 0:
        return None
    return Remark("detour", "antwoord", (facts.detour,))


def ended(facts: Facts) -> Remark | None:
    """A profile that a site no longer has, with more than a few candidates before."""
    if facts.ended is None or facts.ended[2] <= FEW:
        return None
    return Remark("ended", "veranderd", facts.ended[:2])


def mean(facts: Facts) -> Remark | None:
    """How far it is, on average."""
    return Remark("mean", "curve") if math.isfinite(facts.mean_m) else None


def choices(facts: Facts) -> Remark | None:
    """How much there is to choose."""
    return Remark("choices", "antwoord") if math.isfinite(facts.choices) else None


#: In the order in which they are said.
RULES: tuple[Callable[[Facts], Remark | None], ...] = (
    gap,
    everyone,
    only,
    forecast,
    shrunk,
    differs,
    work,
    detour,
    ended,
)
#: What is always true, for a region where little stands out.
PLAIN = (mean, choices)


def remarks(facts: Facts) -> list[Remark]:
    """Three to five remarks; fewer only where so little is known."""
    if not facts.young > 0:
        return []
    found = _known(RULES, facts)[:MOST]
    return found + _known(PLAIN, facts)[: max(0, LEAST - len(found))]


def _known(rules: tuple[Callable[[Facts], Remark | None], ...], facts: Facts) -> list[Remark]:
    """What rules say, without a remark on a figure that is not known."""
    found = [remark for rule in rules if (remark := rule(facts))]
    return [
        remark
        for remark in found
        if all(isinstance(one, str) or math.isfinite(one) for one in remark.about)
    ]
