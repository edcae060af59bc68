"""What if, in words: the changes that a question supposes, and which of them cannot be."""

from dashboard.address.context import Context
from dashboard.address.view import View
from dashboard.data import Data
from dashboard.texts import Texts
from geodata.analysis.changed_offer import refused
from geodata.changes import MOVE, STOP, Change, Changes

#: Changes that are named in a line; of more it is said how many.
MOST_NAMED = 4


def place_name(code: str, data: Data) -> str:
    """A site or a postcode area by its name; its code where it is not known."""
    tables = data.tables
    if code in tables.row_of_site:
        return str(tables.sites["name"].iat[tables.row_of_site[code]])
    if code in tables.main_homes.index:
        return f"{code} {tables.main_homes.at[code, 'place']}"
    return code


def change_words(change: Change, data: Data, texts: Texts) -> str:
    """ "M&T stopt bij Het Goese Lyceum"."""
    place = place_name(change.place, data)
    if change.kind == MOVE:
        return texts("change.moves", place=place, to=place_name(change.to, data))
    if not change.profile:
        return texts("change.all_stops", place=place)
    what = texts(f"mark.{change.profile}")
    if change.tracks:
        what = texts("change.in_tracks", what=what, tracks=tracks_words(change.tracks, texts))
    if change.kind == STOP:
        return texts("change.stops", what=what, place=place)
    at_site = change.place in data.tables.row_of_site
    return texts("change.starts" if at_site else "change.starts_in", what=what, place=place)


def tracks_words(tracks: tuple[str, ...], texts: Texts) -> str:
    """ "basis en kader"."""
    return f" {texts('change.and')} ".join(texts(f"track.{track.lower()}") for track in tracks)


def impossible(context: Context) -> dict[Change, str]:
    """The changes of a view that cannot be made in its year, each with the reason in words."""
    view = context.view
    why = refused(context.data.tables, view.year, view.changes, view.question.distance)
    return {change: context.texts(f"change.{reason}") for change, reason in why}


def supposition(context: Context) -> str:
    """What the figures of a view suppose, what of it cannot be, and that it decides nothing; ""
    where they suppose nothing."""
    view, texts = context.view, context.texts
    if not view.supposes:
        return ""
    cannot = impossible(context)
    lines = [
        _supposed(context),
        *(
            texts("change.cannot", change=change_words(change, context.data, texts), why=why)
            for change, why in [*cannot.items()][:MOST_NAMED]
        ),
        texts("change.difference") if view.shows_difference else "",
        _beside(context),
        texts("change.exploration"),
    ]
    return " ".join(filter(None, lines))


def plan_words(view: View, texts: Texts) -> str:
    """ "plan A (Goes dicht)": what the changes of a view are called; "" where they have no name."""
    name = texts("plan.quoted", name=view.plan_name) if view.plan_name else ""
    if not view.compares:
        return name
    letter = texts("plan.letter", letter=view.plan)
    return texts("plan.both", letter=letter, name=name) if name else letter


def _supposed(context: Context) -> str:
    """ "Stel, plan A: M&T stopt bij Het Goese Lyceum."."""
    view, texts = context.view, context.texts
    plan, changes = plan_words(view, texts), supposed_words(context)
    if not changes:
        return ""
    if plan:
        return texts("change.supposed.plan", plan=plan, changes=changes)
    return texts("change.supposed", changes=changes)


def _beside(context: Context) -> str:
    """The other plan, of which some figures are too; a wall shows none of those."""
    view, texts = context.view, context.texts
    if not view.compares or view.screen:
        return ""
    other = Context(context.data, view.swapped)
    listed = supposed_words(other) or texts("plan.nothing")
    return texts("plan.beside", plan=plan_words(other.view, texts), changes=listed)


def supposed_words(context: Context) -> str:
    """The changes of a view that can be made, the first of them by name."""
    cannot = impossible(context)
    made = tuple(change for change in context.view.changes if change not in cannot)
    return _listed(made, context) if made else ""


def _listed(changes: Changes, context: Context) -> str:
    texts = context.texts
    named = [change_words(change, context.data, texts) for change in changes[:MOST_NAMED]]
    rest = len(changes) - len(named)
    return "; ".join([*named, *([texts("change.more", count=rest)] if rest else [])])


def supposing(question: str, context: Context) -> str:
    """A question, with what its answer supposes behind it."""
    return " ".join(filter(None, [question, supposition(context)]))
