"""The page that explains the interface to people: what can be asked, with examples that run."""

from flask import render_template

from dashboard.api.answers import ROOT
from dashboard.api.operations import Operation
from dashboard.api.parameters import Parameter
from dashboard.api.problems import STATUS
from dashboard.texts import LANGUAGES, Texts
from dashboard.web.assets import asset

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


def page(operations: dict[str, Operation], site: str, rate: int, texts: Texts) -> str:
    """The whole page. site: the address of this site as the visitor knows it, without a slash."""
    first = next(iter(operations.values()))
    example = f"{site}{example_of(first)}"
    return render_template(
        "api.html",
        texts=texts,
        language=texts.language,
        other="en" if texts.language == LANGUAGES[0] else LANGUAGES[0],
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
