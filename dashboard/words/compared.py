"""The same figures of the region of a view and of those beside it: every face says these words."""

from dashboard.address.context import Context
from dashboard.data import Region
from dashboard.figures import answer as figures
from dashboard.figures import compared
from dashboard.formatting import number, people, percentage
from dashboard.words.threshold import far


def regions(context: Context) -> list[Region]:
    """The region, those that are kept beside it, and those it lies in."""
    data, view = context.data, context.view
    here, *around = (region for region, _ in figures.compared(data, view))
    return [here, *compared.kept(data, view), *around]


def rows(context: Context, of: list[Region]) -> list[tuple[str, list[str]]]:
    """What a figure is, and it for every region."""
    texts, view = context.texts, context.view
    every = [figures.answer(context.data, view, region.code) for region in of]
    mean = "key.mean.time" if view.unit == "min" else "key.mean"
    language = texts.language
    return [
        (texts("column.share"), [percentage(one.share, language) for one in every]),
        (texts("column.not_covered"), [people(one.not_covered, language) for one in every]),
        (texts(mean), [far(view, one.mean_m, texts) for one in every]),
        (texts("key.choices"), [number(one.choices, language, 1) for one in every]),
        (texts("key.young"), [people(one.young, language) for one in every]),
    ]
