"""Who takes part in an STO region: its schools by board, mbo, and how sure that is."""

import math

from dashboard.figures import mbo
from dashboard.figures.members import BASES, Member, lead, members
from dashboard.portrait.blocks import Block, Figure, Link, Paragraph, Part, Section, Table, cell
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.offer import site
from dashboard.words.names import school_year

#: Rows before the rest is folded away.
FIRST_ROWS = 12


def section(context: PortraitContext) -> Section | None:
    """None but of an STO region: of others nobody says who takes part."""
    if context.region.level != "sto":
        return None
    texts = context.texts
    every = members(context.data, context.view, context.region)
    blocks: list[Block] = [Paragraph(_lead(context))]
    if every:
        blocks += [_table(context, every), Paragraph(_surely(context, every), kind="note")]
    else:
        none = "portrait.members.caribbean" if context.is_caribbean else "portrait.members.none"
        blocks.append(Paragraph((texts(none),)))
    # Head offices are placed where people live.
    if not context.is_caribbean:
        blocks.append(Paragraph(_mbo(context)))
        on_map = context.on_map(
            texts("portrait.members.map"), sites=True, facilities=True, members=True
        )
        blocks.append(Paragraph((on_map,), kind="no-print"))
    # On the screen: two sheets of paper are enough.
    return Section("deelnemers", texts("portrait.members.title"), blocks, kind="no-print")


def _lead(context: PortraitContext) -> tuple[Part, ...]:
    """Who leads the region, and the page that names it."""
    texts = context.texts
    found = lead(context.data, context.region)
    words = (
        texts("portrait.members.lead", school=found.school)
        if found.school
        else texts("portrait.members.no_lead")
    )
    page = Link(texts("portrait.members.page"), found.address)
    return (words, " ", page) if found.address else (words, " ", texts("portrait.members.no_page"))


def _table(context: PortraitContext, every: list[Member]) -> Table:
    texts = context.texts
    rows = [
        (
            (site(context, one.code, one.name, one.place),),
            (
                cell(one.board or texts("portrait.members.no_board"), number=False),
                cell(_profiles(context, one), number=False),
                cell(_candidates(context, one)),
                cell(*_basis(context, one), number=False),
            ),
        )
        for one in every
    ]
    heads = ["portrait.site", "portrait.members.board", "portrait.profile"]
    heads += ["portrait.candidates", "portrait.members.basis"]
    return Table(
        texts("portrait.members.caption", year=school_year(context.view.year)),
        tuple(texts(head) for head in heads),
        tuple(rows[:FIRST_ROWS]),
        tuple(rows[FIRST_ROWS:]),
        texts("sites.more", count=len(rows) - FIRST_ROWS),
    )


def _profiles(context: PortraitContext, one: Member) -> str:
    marks = [context.texts(f"mark.{code}") for code in one.profiles]
    return " · ".join(marks) or context.texts("portrait.members.no_exams")


def _candidates(context: PortraitContext, one: Member) -> Figure:
    """Of profiles that are taught as one programme only no number is known."""
    if one.high or not one.teaches:
        return context.range(one.low, one.high, "candidates")
    return context.number(math.nan, "candidates", context.texts("portrait.missing.combined"))


def _basis(context: PortraitContext, one: Member) -> tuple[Part, ...]:
    """How sure it is; and which site it is now."""
    texts = context.texts
    words = texts(f"portrait.members.basis.{one.basis}")
    row = context.data.tables.row_of_site.get(one.successor)
    if row is None:
        return (words,)
    name = context.data.tables.sites["name"].iat[row]
    return (f"{words}; {texts('portrait.members.successor', name=name)}",)


def _surely(context: PortraitContext, every: list[Member]) -> tuple[Part, ...]:
    """How many there are of each basis."""
    texts = context.texts
    counts = {basis: sum(one.basis == basis for one in every) for basis in BASES}
    told = [
        f"{count} {texts(f'portrait.members.basis.{basis}')}"
        for basis, count in counts.items()
        if count
    ]
    return (texts("portrait.members.sure", counts=", ".join(told)),)


def _mbo(context: PortraitContext) -> tuple[Part, ...]:
    """The institutions for mbo with their head office in the region."""
    found = mbo.inside(context.data, context.region)
    count = context.number(len(found), "mbo")
    if found.empty:
        return context.line("portrait.members.no_mbo", count=count)
    names = "; ".join(f"{row.name}, {row.place}" for row in found.itertuples(index=False))
    return context.line("portrait.members.mbo", count=count, names=names)
