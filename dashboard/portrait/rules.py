"""Rules and money: what the years 2018 and 2019 came to for the region, and the rules since."""

from collections.abc import Set

from dashboard.figures.money import Money, money
from dashboard.formatting import number
from dashboard.portrait.blocks import Block, Bullets, Link, Paragraph, Part, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.words.figures import day_words
from dashboard.words.rules import PLAN, PLAN_PAGE, Rule, rules

#: From this year on no rule names an amount per pupil: these are said in words.
LATER = "2020"


def section(context: PortraitContext, there: Set[str]) -> Section | None:
    """None of an area close to home: rules are of schools and regions. there: the anchors of the
    other parts of the page."""
    if context.region.is_close:
        return None
    texts = context.texts
    later = [rule for rule in rules(context.data, texts) if rule.period >= LATER]
    blocks: list[Block] = [
        *_worked_out(context),
        Paragraph((texts("portrait.rules.later"),), kind="subtitle"),
        Bullets(tuple(_said(context, rule) for rule in later), kind="small"),
        Paragraph(_plan(context, there), kind="note"),
        Paragraph((Link(texts("portrait.rules.all"), f"/regelingen?taal={texts.language}"),)),
    ]
    # On the screen: two sheets of paper are enough.
    return Section("regelingen", texts("rules.title"), blocks, kind="no-print")


def _worked_out(context: PortraitContext) -> list[Block]:
    texts = context.texts
    years = money(context.data, context.region)
    if not years:
        none = "portrait.rules.caribbean" if context.is_caribbean else "portrait.rules.none"
        return [Paragraph((texts(none),))]
    rows = tuple(
        (
            (one.year,),
            (
                cell(context.number(one.total, "money")),
                cell(*_sum(context, one), number=False),
            ),
        )
        for one in years
    )
    heads = tuple(texts(f"portrait.rules.{head}") for head in ("year", "euros", "sum"))
    return [
        Table(texts("portrait.rules.caption"), heads, rows),
        Paragraph((texts("portrait.rules.careful"),), kind="note"),
    ]


def _sum(context: PortraitContext, one: Money) -> tuple[Part, ...]:
    """Pupils times euros, as it is worked out."""

    def product(pupils: int, euros: float) -> str:
        decimals = 0 if euros.is_integer() else 2
        shown = number(euros, context.language, decimals)
        return f"{number(pupils, context.language)} × € {shown}"

    text = f"{product(one.pupils, one.euros)} + {product(one.pupils_gl, one.euros_gl)}"
    return (context.figure(text, "money"),)


def _said(context: PortraitContext, rule: Rule) -> tuple[Part, ...]:
    """The years, what it is, how much and where that stands."""
    amount: tuple[Part, ...] = (context.figure(rule.amount, "rules"),) if rule.amount else ()
    condition = f" ({rule.condition})" if rule.condition else ""
    colon = ": " if rule.amount else ""
    way = Link(f"{rule.site}, {day_words(rule.date, context.texts)}", rule.address)
    return (f"{rule.period} · {rule.what}{colon}", *amount, f"{condition} ", way)


def _plan(context: PortraitContext, there: Set[str]) -> tuple[Part, ...]:
    """What a plan must hold, each with the way to the part of this page that has it."""
    texts = context.texts
    ways = [Link(texts(f"rules.plan.{key}"), f"#{part}") for key, part in PLAN if part in there]
    between = [part for way in ways for part in (way, ", ")][:-1]
    source = Link(texts("rules.plan.page"), PLAN_PAGE)
    return (f"{texts('rules.plan.intro')} ", *between, ". ", source)
