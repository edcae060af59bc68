"""The user's own figures of transition, and what was wrong in the file."""

from dashboard.formatting import number, percentage
from dashboard.portrait.blocks import Block, Bullets, Paragraph, Table, cell
from dashboard.texts import Texts
from dashboard.upload.faults import Upload, fault_words
from dashboard.words.names import school_year

#: Faults that are written out; more of them would hide the figures.
MOST_FAULTS = 12


def blocks(upload: Upload, texts: Texts) -> list[Block]:
    """A table of the good rows, and a sentence per fault."""
    about: list[Block] = []
    if len(upload.rows):
        about.append(_table(upload, texts))
    faults = [(fault_words(fault, texts),) for fault in upload.faults[:MOST_FAULTS]]
    if faults:
        about += [
            Paragraph((texts("portrait.own.faults"),), kind="subtitle"),
            Bullets(tuple(faults), kind="faults"),
        ]
    rest = len(upload.faults) - MOST_FAULTS
    if rest > 0:
        about.append(Paragraph((texts("sites.more", count=rest),)))
    return about


def _table(upload: Upload, texts: Texts) -> Table:
    language = texts.language
    rows = tuple(
        (
            (row.region_name,),
            (
                cell(texts(f"profiles.{row.profile}"), number=False),
                cell(school_year(row.year), number=False),
                cell(
                    texts("portrait.own.none")
                    if row.pupils != row.pupils
                    else number(int(row.pupils), language)
                ),
                cell(percentage(row.share, language)),
                cell(row.source or texts("portrait.own.none"), number=False),
            ),
        )
        for row in upload.rows.astype({"pupils": "float64"}).itertuples()
    )
    columns = ("region", "profile", "year", "pupils", "share", "source")
    heads = tuple(texts(f"portrait.own.{column}") for column in columns)
    return Table(texts("portrait.own.caption"), heads, rows)
