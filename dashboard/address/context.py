"""What a question is answered with."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import Texts, texts_in


class OwnPlace(NamedTuple):
    """A place that a user brought, as the browser keeps it: degrees WGS84, ``town`` and what
    follows ``lat`` "" where not given."""

    name: str
    town: str
    kind: str
    lon: float
    lat: float
    source: str
    note: str


@dataclass(frozen=True)
class Context:
    """The tables, the view that asks, and the words of its language."""

    data: Data
    view: View
    #: What a user sent along with this one request for a file. No part of the view, so of no
    #: address and of nothing that is kept.
    places: tuple[OwnPlace, ...] = ()

    @property
    def texts(self) -> Texts:
        return texts_in(self.view.language)

    def but(self, **changes: Any) -> "Context":
        """The same with a part of the view changed."""
        return replace(self, view=self.view.but(**changes))
