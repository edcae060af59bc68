"""The elements of a page: Dash's own, made in a fifth of the time, as a view has five hundred.

Each time that Dash makes one, it looks at every name that it is given, and keeps lists of all names
there could be. Those lists are of the class here, and the names are looked at by a test.
"""

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import dash
from dash.development.base_component import Component, ComponentMeta

if TYPE_CHECKING:
    from dash import html as html
    from dash.dcc import Link as Link


def _quick(one: Component) -> type[Component]:
    """The kind of a component, for any Dash app and reader of components."""

    def init(self: Component, children: Any = None, **given: Any) -> None:
        vars(self).update(given, children=children)

    kind = type(one)
    names = ("__module__", "__doc__", "_namespace", "_type", "_children_props")
    of_kind = {name: getattr(kind, name) for name in names}
    lists = {name: value for name, value in vars(one).items() if isinstance(value, list)}
    return cast(
        type[Component],
        ComponentMeta(kind.__name__, (kind,), of_kind | lists | {"__init__": init}),
    )


if not TYPE_CHECKING:
    html = SimpleNamespace(
        **{
            name: _quick(kind())
            for name, kind in vars(dash.html).items()
            if isinstance(kind, type) and issubclass(kind, Component)
        }
    )
    Link = _quick(dash.dcc.Link(href=""))
