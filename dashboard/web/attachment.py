"""What a downloaded file is called, and the answer that carries it."""

from datetime import date

from flask import Response

from dashboard.address.parameters import PROFILE_WORDS
from dashboard.address.view import View
from dashboard.formatting import today


def file_name(view: View, kind: str = "", extension: str = "csv", day: date | None = None) -> str:
    """Region, question and date, made of codes only: nothing a user typed reaches it unread.

    ``kind``: what the file is about when it is not the table of the map.
    """
    day = day or today()
    about = view.site if kind == "vestiging" and view.site else view.region
    parts = ["techniek-dichtbij", about, kind or view.kind.word, *_of_question(view, kind)]
    return f"{'_'.join([*parts, day.isoformat()])}.{extension}"


def _of_question(view: View, kind: str) -> tuple[str, ...]:
    """The figure or the profiles, and the exams where the figures depend on them."""
    if kind or not view.kind.is_labour:
        return PROFILE_WORDS[view.profiles], view.year
    return (view.entry.word, view.year) if view.rests_on_offer else (view.entry.word,)


def attachment(body: str | bytes, mimetype: str, name: str) -> Response:
    """A file to save."""
    disposition = f'attachment; filename="{name}"'
    return Response(body, mimetype=mimetype, headers={"Content-Disposition": disposition})


def harmless(cell):
    """A text that a spreadsheet would take for a formula is kept a text."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell
