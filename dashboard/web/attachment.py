"""What a downloaded file is called, and the answer that carries it."""

from datetime import date
from hashlib import blake2b

from flask import Response

from dashboard.address.context import Context
from dashboard.address.parameters import LEVEL_WORDS, MEASURE_WORDS, PROFILE_WORDS, TRACK_WORDS
from dashboard.address.view import View
from dashboard.data import Data, fold
from dashboard.formatting import today
from geodata.vocabulary import ANY_TRACK

#: What the country is called in the name of a file.
COUNTRY = "nederland"
#: Of figures that suppose a change of the offer.
EXPLORATION = "verkenning"


def file_name(
    context: Context, kind: str = "", extension: str = "csv", day: date | None = None
) -> str:
    """Region, figure, question and date in the words of the address: who finds the file in a
    folder knows what it answers, and two questions have two names.

    Made of words of the tables only: nothing a user typed reaches it unread. ``kind``: what the
    file is about when it is not the table of the map.
    """
    data, view = context.data, context.view
    about = _site(data, view.site) if kind == "vestiging" and view.site else _region(data, view)
    parts = ["techniek-dichtbij", about, kind or view.kind.word, *_of_question(view, kind)]
    parts += [EXPLORATION, _sign(view)] if view.supposes else []
    return f"{'_'.join([*parts, (day or today()).isoformat()])}.{extension}"


def _region(data: Data, view: View) -> str:
    """Level and name: a province and a municipality may share theirs, as neighbourhoods of two
    municipalities do."""
    region = data.region(view.region)
    if region.level == "nl":
        return COUNTRY
    code = region.code if region.level == "buurt" else ""
    return _hyphened(LEVEL_WORDS[region.kind], code, region.name)


def _sign(view: View) -> str:
    """Other changes have another one, and so have other plans beside them."""
    plans = [",".join(map(str, changes)) for changes in (view.changes, view.beside) if changes]
    written = "|".join(plans).encode()
    return blake2b(written, digest_size=3).hexdigest()


def _site(data: Data, code: str) -> str:
    return _hyphened(code, str(data.tables.placed_sites["name"].iat[data.site_rows[code]]))


def _hyphened(*words: str) -> str:
    return fold(" ".join(words)).replace(" ", "-")


def _of_question(view: View, kind: str) -> tuple[str, ...]:
    """The figure or the question about the offer, and the exams where the figures depend on
    them."""
    offer = PROFILE_WORDS[view.profiles], *_tracks(view), _limit(view), view.year
    if kind or not view.kind.is_labour:
        return offer
    return (view.entry.word, *offer) if view.rests_on_offer else (view.entry.word,)


def _tracks(view: View) -> tuple[str, ...]:
    return () if view.profiles in ANY_TRACK else (TRACK_WORDS[view.tracks],)


def _limit(view: View) -> str:
    """The threshold with what it is measured by: ``10km-hemelsbreed``, ``30min-16kmu``,
    ``45min-ov``."""
    if view.measure == "minutes":
        return f"{view.minutes}min-{view.speed}kmu"
    word = MEASURE_WORDS.get(view.measure, view.measure)
    return f"{view.threshold}{view.unit}-{word}"


def attachment(body: str | bytes, mimetype: str, name: str) -> Response:
    """A file to save."""
    disposition = f'attachment; filename="{name}"'
    return Response(body, mimetype=mimetype, headers={"Content-Disposition": disposition})


def harmless(cell):
    """A text that a spreadsheet would take for a formula is kept a text."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell
