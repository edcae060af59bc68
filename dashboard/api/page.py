"""The page that explains the interface to people: what can be asked, with examples that run."""

from flask import render_template

from dashboard.address.context import Context
from dashboard.address.parameters import LEVEL_WORDS
from dashboard.address.query import link, query_aloud
from dashboard.api import ogc
from dashboard.api.answers import ROOT
from dashboard.api.operations import Operation
from dashboard.api.parameters import Parameter
from dashboard.api.problems import STATUS
from dashboard.texts import LANGUAGES, Texts
from dashboard.web import incoming
from dashboard.web.assets import asset
from dashboard.words.map_table import heading

#: The page itself.
PAGE = "/api"
#: One figure on a site of somebody else; the words of the page are around it.
SNIPPET = """\
<p id="dekking"></p>
<script>
fetch("{address}")
  .then((answer) => answer.json())
  .then(({{ rows: [row], source }}) => {{
    const share = row.share.toLocaleString("nl", {{ maximumFractionDigits: 1 }});
    const from = [...new Set(source.map((one) => one.publisher))].join("; ");
    document.getElementById("dekking").textContent = `${{row.name}}: ${{share}}% (${{from}})`;
  }});
</script>"""
#: Areas as a file with the metres of RD.
GDAL = 'ogr2ogr -oo CRS=EPSG:28992 {level}.gpkg "OAPIF:{address}" {level}'


def page(operations: dict[str, Operation], context: Context, rate: int) -> str:
    """The whole page, in the language of the view; its question is that of the layers for GIS."""
    texts, site = context.texts, incoming.site()
    first = next(iter(operations.values()))
    example = f"{site}{example_of(first)}"
    other = next(language for language in LANGUAGES if language != texts.language)
    layers = site + ogc.ROOT + link(context.view, context.data).removeprefix("/")
    return render_template(
        "api.html",
        texts=texts,
        language=texts.language,
        other=other,
        in_other=PAGE + query_aloud(context.but(language=other).view, context.data),
        style=asset("style.css"),
        own_style=asset("api/api.css"),
        operations=operations.values(),
        example_of=example_of,
        allowed=lambda parameter: allowed(parameter, texts),
        common=first.parameters[len(first.specific) :],
        problems=STATUS,
        rate=rate,
        curl=f'curl "{example}&format=csv"',
        snippet=SNIPPET.format(address=example),
        root=ROOT,
        question=heading(context)[0],
        layers=layers,
        gdal=GDAL.format(address=layers, level=LEVEL_WORDS["municipality"]),
    )


def example_of(operation: Operation) -> str:
    """The address of an example."""
    return f"{ROOT}/{operation.name}" + (f"?{operation.example}" if operation.example else "")


def allowed(parameter: Parameter, texts: Texts) -> str:
    """What a parameter may be, and what it is when it is not given."""
    may_be = parameter.allowed(texts)
    if parameter.default is None:
        return may_be
    return f"{may_be} ({texts('api.default', value=parameter.default)})"
