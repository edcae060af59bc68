"""Rules and money of the programme in words: the amount of each with its unit, source and date."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboard.data import Data
from dashboard.formatting import number
from dashboard.texts import Texts

#: Beginning of a unit of the table ``rules`` -> its word in the texts.
UNITS = {
    "euro per leerling": "pupil",
    "euro per regio": "region",
    "euro": "euro",
    "procent": "percent",
}
MILLION = 1_000_000
#: What an application of a region must hold, by the page of the programme; and the part of a
#: portrait where that stands.
PLAN = (("offer", "aanbod"), ("pupils", "leerlingen"), ("forecast", "prognose"), ("work", "werk"))
PLAN_PAGE = "https://www.sterktechniekonderwijs.nl/tools/regioportret"


@dataclass(frozen=True)
class Rule:
    """One rule; ``amount`` and ``condition`` are "" where it has none. The name is in Dutch."""

    key: str
    period: str
    name: str
    what: str
    amount: str
    condition: str
    address: str
    date: str

    @property
    def site(self) -> str:
        """Where the page is that says so."""
        return urlsplit(self.address).netloc.removeprefix("www.")


def rules(data: Data, texts: Texts) -> list[Rule]:
    """Every rule, in the order of its years."""
    return [
        Rule(
            key=row.key,
            period=row.period.replace("-", "–"),
            name=row.rule,
            what=texts(f"rule.{row.key}.what"),
            amount=amount(row.amount, row.unit, texts) if row.unit else "",
            condition=texts(f"rule.{row.key}.condition")
            if texts.has(f"rule.{row.key}.condition")
            else "",
            address=row.address,
            date=row.date,
        )
        for row in data.tables.rules.itertuples()
    ]


def amount(value: float, unit: str, texts: Texts) -> str:
    """ "€ 1.544,48 per leerling", "€ 335,5 miljoen", "10%"."""
    word = next(word for start, word in UNITS.items() if unit.startswith(start))
    if value >= MILLION:
        millions = value / MILLION
        count = number(millions, texts.language, 0 if millions.is_integer() else 1)
        shown = texts("rule.millions", count=count)
    else:
        shown = number(value, texts.language, 0 if float(value).is_integer() else 2)
    return texts(f"rule.unit.{word}", amount=shown)
