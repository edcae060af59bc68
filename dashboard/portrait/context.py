"""What every section of a portrait works with: the tables, what is asked, the words, the notes."""

from dataclasses import dataclass

from dashboard import formatting
from dashboard.address.portrait import Portrait, address
from dashboard.address.query import link
from dashboard.address.view import View
from dashboard.data import CARIBBEAN, Data, Region
from dashboard.figures.answer import Answer, answer
from dashboard.portrait.blocks import Figure, Link, Part, Strong, fill
from dashboard.portrait.notes import Notes
from dashboard.texts import Texts
from dashboard.words.names import region_name, title_name
from dashboard.words.sentence import Piece, Sentence
from dashboard.words.threshold import far, within, within_which


@dataclass(frozen=True, eq=False)
class PortraitContext:
    data: Data
    portrait: Portrait
    texts: Texts
    notes: Notes

    @property
    def view(self) -> View:
        return self.portrait.view

    @property
    def region(self) -> Region:
        return self.portrait.region

    @property
    def language(self) -> str:
        return self.texts.language

    @property
    def name(self) -> str:
        return region_name(self.region, self.texts)

    @property
    def title(self) -> str:
        """The name where it stands by itself."""
        return title_name(self.region, self.texts)

    @property
    def within(self) -> str:
        return within(self.view, self.texts)

    @property
    def country(self) -> Region:
        return self.data.region("NL")

    @property
    def young_note(self) -> str:
        """The note of the young people that the question is about."""
        return f"young_{self.view.population}"

    @property
    def is_caribbean(self) -> bool:
        """Of that region no homes are known, and its schools are in no file of exams or pupils."""
        return self.region.code == CARIBBEAN

    def answer(self, code: str | None = None) -> Answer:
        """The answer to the question for the region, or for another one."""
        return answer(self.data, self.view, code or self.region.code)

    def line(self, key: str, **parts: Part) -> tuple[Part, ...]:
        """A sentence of the texts with figures and links in it."""
        count = parts.get("count")
        text = self.texts.of(key, count.text if isinstance(count, Figure) else count)
        return fill(self.texts.placed(text, parts), parts)

    def sentence(self, words: Sentence) -> tuple[Part, ...]:
        """A sentence that every face says, its figures with their notes."""
        return tuple(self._part(piece) for piece in words.pieces)

    def _part(self, piece: Piece) -> Part:
        part = self.figure(piece.text, piece.rests_on) if piece.rests_on else piece.text
        return Strong(part) if piece.strong else part

    # ---- figures --------------------------------------------------------------------------------

    def figure(self, text: str, note: str, reason: str = "") -> Figure:
        """A number as text; the reason only counts when nothing is known."""
        self.notes.number(note)
        missing = text == formatting.NOTHING_KNOWN
        return Figure(text, note, reason or self.texts("portrait.missing") if missing else "")

    def number(self, value: float, note: str, reason: str = "", decimals: int = 0) -> Figure:
        return self.figure(formatting.number(value, self.language, decimals), note, reason)

    def people(self, value: float, note: str, reason: str = "") -> Figure:
        return self.figure(formatting.people(value, self.language), note, reason)

    def percentage(self, value: float, note: str, reason: str = "") -> Figure:
        return self.figure(formatting.percentage(value, self.language), note, reason)

    def change(self, value: float, note: str, reason: str = "") -> Figure:
        """A change in percent with its sign: "+3%", "−12%"."""
        text = formatting.number(value, self.language)
        if text == formatting.NOTHING_KNOWN:
            return self.figure(text, note, reason)
        sign = "+" if value > 0 and text != "0" else ""
        return self.figure(f"{sign}{text}%", note)

    def far(self, metres: float, note: str, reason: str = "") -> Figure:
        return self.figure(far(self.view, metres, self.texts), note, reason)

    def within_which(self, metres: float, note: str, reason: str = "") -> Figure:
        return self.figure(within_which(self.view, metres, self.texts), note, reason)

    def range(self, low: float, high: float, note: str, decimals: int = 0) -> Figure:
        """A number; a range where masked numbers leave it open."""
        return self.figure(formatting.between(low, high, self.language, decimals), note)

    # ---- ways to elsewhere ----------------------------------------------------------------------

    def portrait_link(self, region: Region) -> Link:
        """The portrait of another region, for the same question."""
        other = Portrait(self.view.but(region=region.code), region)
        return Link(region_name(region, self.texts), address(other, self.data))

    def on_map(self, words: str, **changes) -> Link:
        """The main page for the same question."""
        return Link(words, link(self.view.but(**changes), self.data))
