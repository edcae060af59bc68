"""What a question is answered with."""

from dataclasses import dataclass
from typing import Any

from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import Texts, texts_in


@dataclass(frozen=True)
class Context:
    """The tables, the view that asks, and the words of its language."""

    data: Data
    view: View

    @property
    def texts(self) -> Texts:
        return texts_in(self.view.language)

    def but(self, **changes: Any) -> "Context":
        """The same with a part of the view changed."""
        return Context(self.data, self.view.but(**changes))
