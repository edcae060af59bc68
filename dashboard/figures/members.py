"""Who takes part in an STO region: its sites, what they teach, and how sure it is."""

from dataclasses import dataclass

import numpy as np

from dashboard.address.view import View
from dashboard.data import Data, Region
from dashboard.figures.answer import site_offers

#: How it is known that a site takes part, surest first: a page names the school, or the place or
#: area; it was inferred from where the site lies; or no list has the site, which lies here.
BASES = ("school", "place", "geography", "unlisted")


@dataclass(frozen=True)
class Member:
    """A site: its profiles and its candidates, fewest and most; ``successor`` is the code of the
    site that it is now, mostly ""."""

    code: str
    name: str
    place: str
    #: The number of its school board; "" where none is known.
    board: str
    basis: str
    successor: str
    profiles: tuple[str, ...]
    low: int
    high: int

    @property
    def teaches(self) -> bool:
        """Has it candidates of vmbo?"""
        return bool(self.profiles)


@dataclass(frozen=True)
class Lead:
    """The school that leads the region, and the page that names the region; "" where unknown."""

    school: str
    address: str


def has_members(data: Data, view: View) -> bool:
    """Is it known who takes part in the region of a view?"""
    return data.region(view.region).level == "sto"


def shows_members(data: Data, view: View) -> bool:
    """Are the sites on the map those that take part in the region?"""
    return view.members and view.sites and has_members(data, view)


def lead(data: Data, region: Region) -> Lead:
    """Who leads an STO region."""
    rows = data.tables.sto_leads.set_index("code")
    return Lead(rows.at[region.code, "lead_school"], rows.at[region.code, "address"])


def members(data: Data, view: View, region: Region) -> list[Member]:
    """The sites of an STO region: those with vmbo first, by board, most candidates first."""
    sites = data.tables.sites
    listed = data.tables.sto_members
    named = listed[listed["code"].eq(region.code)]
    known = {row.site: (str(row.evidence), str(row.successor)) for row in named.itertuples()}
    rows = np.flatnonzero([region.code in codes.split("|") for codes in sites["sto"].tolist()])
    offers = site_offers(data, view.but(profiles="vbo"), rows)
    columns = (sites[name].iloc[rows].tolist() for name in ("code", "name", "place", "board"))
    every = []
    for code, name, place, board, offer in zip(*columns, offers, strict=True):
        basis, successor = known.get(code, ("unlisted", ""))
        every.append(
            Member(
                code=code,
                name=name,
                place=_text(place),
                board=_text(board),
                basis=basis,
                successor=successor,
                profiles=tuple(offer.profiles),
                low=offer.low,
                high=offer.high,
            )
        )
    of_board: dict[str, int] = {}
    for one in every:
        of_board[one.board] = of_board.get(one.board, 0) + one.high
    return sorted(
        every,
        key=lambda one: (not one.teaches, -of_board[one.board], one.board, -one.high, one.code),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
