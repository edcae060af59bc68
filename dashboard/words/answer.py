"""The answer of a view in words, made here once: every face lays out these same sentences."""

from dataclasses import dataclass
from functools import partial

from dashboard.address.context import Context
from dashboard.data import CARIBBEAN
from dashboard.figures import answer as figures
from dashboard.figures import work
from dashboard.figures.travel import site_reach
from dashboard.words import coverage, home, labour, site
from dashboard.words.changes import supposition
from dashboard.words.question import view_question
from dashboard.words.sentence import Role, Sentence, sentence
from dashboard.words.sources import caribbean_source, source_lines

#: Sentences behind the headline that fit beside a picture.
MOST_SENTENCES = 3


@dataclass(frozen=True)
class AnswerWords:
    """The answer of a view: the large number, what it is, and what to know beside it."""

    question: str
    headline: str
    #: What stands under the headline; the first says what that is.
    lines: tuple[Sentence, ...]
    #: Sources, periods and how it was measured, a line each.
    sources: tuple[str, ...]
    #: What the map of the view shows, where that is something else than the headline: one of the
    #: lines.
    of_map: Sentence | None = None
    #: Is the headline a name in the place of a number?
    is_title: bool = False
    #: What the answer supposes of the offer, and that it decides nothing; mostly "".
    supposed: str = ""

    @property
    def asks(self) -> str:
        """The question with what is supposed."""
        return " ".join(filter(None, [self.question, self.supposed]))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands beside a picture."""
        shown = self.lines[:MOST_SENTENCES]
        every = shown if self.of_map in (None, *shown) else (*shown, self.of_map)
        return tuple(text for text in map(str, every) if text)

    @property
    def brief(self) -> tuple[str, ...]:
        """Two sentences: what the number is, and what changes of the offer make different of it;
        without any what the map shows."""
        effect = next((line for line in self.lines if line.role is Role.EFFECT), self.of_map)
        return self.sentences[:2] if effect is None else (self.sentences[0], str(effect))

    @property
    def whole(self) -> str:
        """All of it in one line."""
        return " ".join([self.headline, *self.sentences])


def answer_words(context: Context) -> AnswerWords:
    """The answer of a view."""
    data, view, texts = context.data, context.view, context.texts
    put = partial(
        AnswerWords,
        view_question(view, texts),
        sources=source_lines(context),
        supposed=supposition(context),
    )
    region = data.region(view.region)
    if view.site:
        reached = site_reach(data, view)
        return put(reached.name, site.lines(reached, texts), is_title=True)
    if region.code == CARIBBEAN:
        intro = sentence(texts("caribbean.intro"))
        # None of the figures of the map is of the islands.
        sources = (caribbean_source(texts),)
        return put(texts("caribbean.title"), (intro,), is_title=True, sources=sources)
    if view.kind.is_labour:
        headline, lines, is_title = _of_labour(context)
        return put(headline, lines, is_title=is_title)
    if region.is_close and data.inside(region.code).any():
        lines = home.lines(context)
        # How many sites a home can choose from is what the map of the only offer shows of it.
        choices = lines[-1] if view.kind.opens_with == "ranking" else None
        return put(home.headline(context), lines, of_map=choices)
    if not figures.answer(data, view).young > 0:
        headline, why = coverage.nobody_known(context, region)
        return put(headline, (sentence(why),))
    return put(coverage.own_number(context), coverage.lines(context))


def _of_labour(context: Context) -> tuple[str, tuple[Sentence, ...], bool]:
    """Headline, lines, and whether the headline is a name. Of several chosen regions the list of
    their figures comes before what to know of these."""
    data, view = context.data, context.view
    chosen = work.chosen(data, view)
    if view.kind.crosses_offer:
        is_title = len(chosen) < 2 and work.current(data, view) is not None
        return labour.pair_headline(context), labour.pair_lines(context), is_title
    remarks = () if len(chosen) > 1 else labour.remarks(context)
    return labour.figure_headline(context), labour.figure_lines(context) + remarks, False
