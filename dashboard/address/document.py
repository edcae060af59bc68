"""The addresses of this site for who writes one by hand: ``python -m dashboard.address.document``.

What it prints is ``docs/addresses.md``; a test fails while they differ.
"""

from dashboard.address import parameters
from dashboard.address.parameters import Parameter
from dashboard.address.view import View

HEAD = """# Addresses

A view is its address: the same address opens the same view tomorrow, and only what differs from the
usual stands in it. What cannot be read, what is given twice and what the rest leaves no room for is
left out and named on the page; a file that is asked with it is refused. This page is made from
`dashboard/address/parameters.py`.
"""
#: Heading -> its parameters.
TABLES = {
    "The map, `/`": parameters.VIEW,
    "An embedded map, `/embed`, besides": parameters.EMBED,
    "A portrait, `/regio/<level>/<code>`, besides": (parameters.BESIDE,),
    "A drawing, `/kaart.svg`, besides": (parameters.SHAPE, parameters.CAMERA),
}


def document() -> str:
    """The page as Markdown."""
    return "\n".join([HEAD, *(_table(head, rows) for head, rows in TABLES.items())])


def _table(head: str, rows: tuple[Parameter, ...]) -> str:
    lines = [f"## {head}", "", "| name | meaning | allowed | usual |", "|---|---|---|---|"]
    lines += [f"| `{one.name}` | {one.meaning} | {one.allowed} | {_usual(one)} |" for one in rows]
    return "\n".join(lines) + "\n"


def _usual(parameter: Parameter) -> str:
    """What it is where it is not given; the newest exams are only known with the tables."""
    if parameter.part == "year":
        return "the newest"
    usual = getattr(View(), parameter.part) if parameter in parameters.VIEW else None
    text = parameter.write(usual) if usual is not None else None
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    print(document(), end="")
