"""A map in words, for who cannot see it: what the eye meets first, and where that is."""

from collections.abc import Sequence

from dashboard.address.context import Context
from dashboard.data import CARIBBEAN
from dashboard.figures.first_sight import SeenClass, first_sight
from dashboard.formatting import number
from dashboard.texts import Texts
from dashboard.words.changes import supposition
from dashboard.words.legend import cell_words, kind_name, legend_rows
from dashboard.words.names import region_name

#: What the named areas are of a class: its lowest figures, the largest, its highest.
ENDS = {-1: "sight.lowest", 0: "sight.largest", 1: "sight.highest"}


def map_words(context: Context) -> str:
    """Which map it is, of which region, and what stands out on it."""
    data, view, texts = context.data, context.view, context.texts
    title = texts(
        "map.words",
        view=kind_name(view.kind, texts),
        level=texts(f"level.{view.level_kind}.one"),
        region=region_name(data.region("NL" if view.site else view.region), texts),
    )
    shown = [texts("caribbean.intro")] if view.region == CARIBBEAN else sentences(context)
    return " ".join(filter(None, [title, supposition(context), *shown]))


def sentences(context: Context) -> list[str]:
    """What stands out and where, and which areas are furthest in it."""
    seen = first_sight(context.data, context.view)
    if not seen.classes:
        return [f"{context.texts('answer.none')}."]
    first, *further = (_of_class(context, one, seen.total) for one in seen.classes)
    lines = [f"{_title(context)}: {first[0]}", *first[1:]]
    for second in further:
        lines += [context.texts("sight.then", words=second[0]), *second[1:]]
    return lines


def _of_class(context: Context, seen: SeenClass, total: int) -> list[str]:
    """In how many areas a class is, and in which or where; then which of them are furthest."""
    view, texts = context.view, context.texts
    names = listed([region_name(one, texts) for one in seen.areas], texts)
    around = listed([region_name(one, texts) for one in seen.around], texts)
    many = texts(f"level.{view.level_kind}.many")
    count, of_all = number(seen.count, texts.language), number(total, texts.language)
    if total == 1:
        where = texts("sight.one", name=names)
    elif seen.count == total:
        where = texts("sight.all", total=of_all, many=many)
    else:
        where = texts("sight.some", count=count, total=of_all, many=many)
    what = f"{_class_words(context, seen)} {where}"
    if seen.end is None:
        return [f"{what}." if total == 1 else f"{what}: {names}."]
    if around:
        lies = "sight.most" if len(seen.around) > 1 else "sight.within"
        what = f"{what}, {texts(lies, names=around)}"
    return [f"{what}."] if seen.count == total else [f"{what}.", texts(ENDS[seen.end], names=names)]


def _title(context: Context) -> str:
    """What the classes are of."""
    if context.view.kind.crosses_offer:
        return kind_name(context.view.kind, context.texts)
    title, _ = legend_rows(context)
    return title[0].upper() + title[1:]


def _class_words(context: Context, seen: SeenClass) -> str:
    """The class that stands out, as the legend has it."""
    view, texts = context.view, context.texts
    if view.kind.crosses_offer:
        return cell_words(seen.position, view, texts)
    _, rows = legend_rows(context)
    return {str(fill): words for fill, words in rows}[seen.fill]


def listed(names: Sequence[str], texts: Texts) -> str:
    """ "Goes, Veere en Hulst"."""
    if len(names) < 2:
        return "".join(names)
    return texts("figure.both", first=", ".join(names[:-1]), second=names[-1])
