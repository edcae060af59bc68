"""The views of the map, one module each: adding a view is adding a module and its texts.

A module here holds one view as ``VIEW``; :mod:`dashboard.views.kind` says what that is, and
:mod:`dashboard.views.effect` makes of each the view of what changes make different. It knows the
tables and the question, and nothing of the page, the files and the drawings that show it.
"""

from importlib import import_module
from pkgutil import iter_modules

from dashboard.views.effect import effects
from dashboard.views.kind import Kind

#: Modules without a view of their own.
SHARED = ("kind", "diverging", "effect")


def found() -> dict[str, Kind]:
    """Every view of this folder by its key, in the order of the menu."""
    names = [module.name for module in iter_modules(__path__) if module.name not in SHARED]
    views = [import_module(f"{__name__}.{name}").VIEW for name in names]
    return {view.key: view for view in sorted(views, key=lambda view: view.position)}


KINDS = found()
#: View of the offer -> what changes make different of it.
EFFECTS = effects(KINDS)
