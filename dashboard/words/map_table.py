"""The table of the map with its question, source and method: as every file and every layer of areas
has it."""

from dataclasses import dataclass

import pandas as pd

from dashboard.address.context import Context
from dashboard.figures import labour_table
from dashboard.figures.table import in_unit, rows
from dashboard.texts import Texts
from dashboard.words.changes import supposing
from dashboard.words.legend import cell_words, reason
from dashboard.words.question import labour_question, question
from dashboard.words.sources import source_line, source_words

COLUMNS = (
    "level",
    "code",
    "name",
    "young_people",
    "covered",
    "only_dp",
    "not_covered",
    "share",
    "mean_km",
    "p90_km",
    "choices",
)


@dataclass(frozen=True, eq=False)
class Part:
    """One table: what it is and where it is from, line by line, the question first; and the
    figures, whose columns have the texts ``csv.<column>``."""

    kind: str
    head: list[str]
    frame: pd.DataFrame

    def named(self, texts: Texts) -> pd.DataFrame:
        """The figures under the names of the language."""
        return self.frame.rename(columns={column: texts(f"csv.{column}") for column in self.frame})


def table(context: Context) -> Part:
    """The table of the map, in full precision."""
    view = context.view
    if view.kind.is_labour:
        return _work(context)
    columns = [*COLUMNS, *view.kind.own_columns]
    frame = in_unit(rows(context.data, view)[columns], view).round(4)
    frame["level"] = context.texts(f"level.{view.level_kind}.one")
    return Part("", heading(context), frame)


def heading(context: Context) -> list[str]:
    """What the table of the map is, line by line: its question, its sources and its method."""
    view, texts = context.view, context.texts
    if not view.kind.is_labour:
        return offer_heading(context)
    work = [
        labour_question(view, texts),
        source_words(context),
        texts(f"indicator.{view.entry.key}.caveat"),
    ]
    return [*work, *offer_heading(context)] if view.rests_on_offer else work


def offer_heading(context: Context, *about: str) -> list[str]:
    """The question about the offer, what its figures are ``about``, their sources and method."""
    texts = context.texts
    asks = supposing(question(context.view, texts), context)
    return [asks, *about, source_line(context), texts("csv.method_note")]


def _work(context: Context) -> Part:
    """The table of a labour view: every figure with its range, unit, period, note and source."""
    view, texts = context.view, context.texts
    frame = labour_table.rows(context.data, view)
    columns = {
        "level": texts(f"level.{view.level_kind}.one"),
        "code": frame["code"],
        "name": frame["name"],
        "figure": texts(f"indicator.{view.entry.key}.name"),
        "low": frame["low"],
        "high": frame["high"],
        "unit": texts(f"indicator.{view.entry.key}.unit"),
        "period": frame["period"],
        "note": [reason(note, view, texts) if note else "" for note in frame["note"]],
        "source": frame["source"],
    }
    if view.kind.crosses_offer:
        named = [cell_words(cell, view, texts) if cell >= 0 else "" for cell in frame["cell"]]
        columns |= {
            "offer": texts(f"offer.{view.offer}.name"),
            "offer_low": frame["offer_low"],
            "offer_high": frame["offer_high"],
            "offer_unit": texts(f"offer.{view.offer}.unit"),
            "cell": named,
        }
    return Part("", heading(context), pd.DataFrame(columns, index=frame.index))
