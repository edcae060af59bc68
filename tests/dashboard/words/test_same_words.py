"""Every face says the same of a view: the number and the sentences of one answer, letter for
letter, on the page, on the wall, in an embedded map, on a slide and on a sheet."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from dashboard.address.context import Context
from dashboard.address.embed import Embed
from dashboard.address.portrait import read as read_portrait
from dashboard.address.query import default_view, query_of, read
from dashboard.catalogue import PUBLISHED
from dashboard.data import CARIBBEAN
from dashboard.drawing.sheet import SHAPES, sheet
from dashboard.embed import oembed
from dashboard.export.view_slide import view_deck
from dashboard.formatting import NOTHING_KNOWN
from dashboard.page.components import answer_panel, screen_panel
from dashboard.portrait import answer as portrait_answer
from dashboard.portrait import work as portrait_work
from dashboard.portrait.blocks import Paragraph, plain
from dashboard.portrait.context import PortraitContext
from dashboard.portrait.notes import Notes
from dashboard.texts import LANGUAGES, texts_in
from dashboard.views import KINDS
from dashboard.words.answer import answer_words
from dashboard.words.coverage import detour
from dashboard.words.sentence import Role
from tests.support import components

VIEWS = [
    "",
    "gebied=PV29&profiel=pie&maat=fiets",
    "gebied=GM0855&maat=minuten&kaart=dekking",
    "gebied=GM0093&kaart=keuze&profiel=alledrie",
    "gebied=5038",
    "gebied=5038&maat=minuten&profiel=dp",
    "gebied=GM0855&kaart=verschil",
    "gebied=GM0855&kaart=verschil&profiel=vmbo&afstand=25",
    "kaart=enig&gebied=PV29",
    "kaart=zonder&per=sto",
    f"gebied={CARIBBEAN}",
    f"gebied={CARIBBEAN}&kaart=werk",
    "gebied=GM0855&vestiging=20GD00",
    "gebied=GM0855&vestiging=18XU01&kaart=enig",
    "kaart=werk",
    "kaart=werk&gebied=GM0855",
    "kaart=werk&gebied=RM16",
    "kaart=werk&per=provincie&keuze=PV29",
    "kaart=werk&per=provincie&keuze=PV29,PV30,PV28",
    "kaart=werk&per=corop&gebied=PV29",
    "kaart=tweeweg",
    "kaart=tweeweg&gebied=PV29&per=corop",
    "kaart=tweeweg&per=provincie&keuze=PV29",
    "kaart=tweeweg&per=provincie&keuze=PV29,PV30&aanbod=kandidaten",
]


@pytest.fixture(params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture(params=VIEWS)
def context(data, request, language) -> Context:
    view, unread = read(request.param, data)
    assert unread == []
    return Context(data, view.but(language=language))


def tight(text: str) -> str:
    """Without spaces, where lines are broken to fit."""
    return "".join(text.split())


def drawn(svg: str) -> str:
    """The letters of a drawing, its title and description left out."""
    root = ElementTree.fromstring(svg)
    return tight(
        "".join("".join(one.itertext()) for one in root.iter() if one.tag.endswith("}text"))
    )


@pytest.mark.slow
def test_the_page(context):
    words = answer_words(context)
    parts = components.laid_out(answer_panel.panel(context))
    (headline,) = [part for part in parts if type(part).__name__ == "H2"]
    assert components.plain(headline) == words.headline
    paragraphs = [components.plain(part) for part in components.of_kind(parts, "P")]
    for sentence in words.sentences:
        assert sentence in paragraphs


@pytest.mark.slow
def test_the_wall(context):
    words = answer_words(context)
    parts = screen_panel.panel(context.but(screen=True), "site.nl")
    shown = {
        part.id: components.plain(part)
        for part in components.walk(parts)
        if getattr(part, "id", None)
    }
    assert shown["screen-question"] == words.question
    assert shown["screen-number"] == words.headline
    assert shown["screen-said"] == words.sentences[0]


@pytest.mark.slow
def test_an_embedded_map(context, client):
    words = answer_words(context)
    query = query_of(context.view, default_view(context.data))
    page = client.get(f"/embed{query}").get_data(as_text=True)
    (question,) = re.findall(r"<h1>(.*?)</h1>", page)
    (headline,) = re.findall(r'<p class="number[^"]*">(.*?)</p>', page)
    sentences = re.findall(r'<p class="sentence">(.*?)</p>', page)
    assert unescape(question) == words.question
    assert unescape(headline) == words.headline
    assert tuple(map(unescape, sentences)) == words.brief
    assert set(words.brief) <= set(words.sentences)


@pytest.mark.slow
def test_the_title_of_the_code_for_another_site(context):
    answer = oembed.rich(context.data, Embed(context.view), "https://site.nl/", (600, 900))
    assert answer["title"].endswith(f": {answer_words(context).question}")


@pytest.mark.slow
def test_a_slide(context):
    words = answer_words(context)
    (slide,) = view_deck(context, "https://site.nl/")["slides"]
    lines = [line["text"] for line in slide["parts"][0]["lines"]]
    assert slide["title"] == words.question
    assert lines[0] == words.headline
    # What there is no room for is in the notes.
    assert lines[1] == words.sentences[0] and set(lines[1:]) <= set(words.sentences)
    assert slide["notes"].split("\n")[:2] == [words.question, words.whole]


@pytest.mark.slow
def test_a_sheet(context):
    words = answer_words(context)
    svg = sheet(context, "https://site.nl/")
    root = ElementTree.fromstring(svg)
    described = {one.tag.rpartition("}")[2]: one.text for one in root}
    assert (described["title"], described["desc"]) == (words.question, words.whole)
    letters = drawn(svg)
    for text in (words.question, words.headline, words.sentences[0]):
        assert tight(text) in letters


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        "gebied=PV29&stel=stop:13OR01.mt,start:4331.mt,start:4501.mt&stand=verschil",
        "gebied=PV29&stel=stop:13OR01.mt,start:4331.mt,start:4501.mt&kaart=dekking&taal=en",
        "gebied=GM0664&stel=stop:13OR01.mt&kaart=enig",
        "gebied=4461&stel=stop:13OR01.mt&kaart=enig",
    ],
)
def test_what_changes_make_different_is_said_wherever_there_is_room_for_two_lines(
    data, client, query
):
    """The supposition takes a part of the room; who has it not can be read elsewhere."""
    context = Context(data, read(f"profiel=mt&{query}", data)[0])
    words = answer_words(context)
    (effect,) = (str(line) for line in words.lines if line.role is Role.EFFECT)
    asked = query_of(context.view, default_view(data))
    page = client.get(f"/embed{asked}").get_data(as_text=True)
    assert effect in unescape(page)
    first, *_ = view_deck(context, "https://site.nl/")["slides"]
    assert effect in [line["text"] for line in first["parts"][0]["lines"]]
    for shape in SHAPES.values():
        assert tight(effect) in drawn(sheet(context, "https://site.nl/", shape))


@pytest.mark.parametrize("region", ["NL", "PV29", "GM0855"])
def test_every_view_has_a_number_of_its_own(data, region):
    """Those of the offer are the figure of their map; a distance says who has it within that."""
    context = Context(data, read(f"gebied={region}", data)[0])
    numbers = {key: answer_words(context.but(show=key)).headline for key in KINDS}
    assert len({*numbers.values()}) == len(KINDS)
    level, at = data.level_of(region), data.region(region).position
    for key, kind in KINDS.items():
        if not kind.is_labour and not kind.answers_of_hundred:
            figure = kind.values(data.tables, context.view, level)[at]
            assert numbers[key] == kind.number_in_words(figure, context.texts)


@pytest.mark.parametrize("level, code", [("provincie", "PV29"), ("rmc", "RM16")])
def test_a_region_without_a_figure_at_its_level_has_that_of_its_portrait(data, level, code):
    """Also where it lies in two regions that have one."""
    view = read(f"gebied={code}&kaart=werk", data)[0]
    texts = texts_in("nl")
    asked = read_portrait(level, code, "", data)
    context = PortraitContext(data, asked, texts, Notes(data, view, texts))
    rows = portrait_work.section(context).tables[0].rows
    for key in PUBLISHED:
        there = [
            plain(cells[1].parts)
            for head, cells in rows
            if plain(head) == texts(f"indicator.{key}.name")
        ]
        here = answer_words(Context(data, view.but(figure=key))).headline
        known = [words for words in there if not words.startswith(NOTHING_KNOWN)]
        assert there and all(words in here for words in known)
        assert len(here.split(" en ")) == max(1, len(known))
        assert (here == texts("figure.none")) != bool(known)


@pytest.mark.parametrize(
    "query", ["gebied=NL", "gebied=PV29&profiel=pie", "gebied=GM0855&maat=fiets"]
)
def test_a_portrait(data, language, query):
    view = read(query, data)[0].but(language=language)
    words = answer_words(Context(data, view))
    level = {"NL": "land", "PV29": "provincie", "GM0855": "gemeente"}[view.region]
    asked = read_portrait(level, view.region, f"{query}&taal={language}", data)
    texts = texts_in(language)
    section = portrait_answer.section(
        PortraitContext(data, asked, texts, Notes(data, asked.view, texts))
    )
    said = [plain(block.parts) for block in section.blocks if isinstance(block, Paragraph)]
    assert section.title == words.question
    assert said[0] == f"{words.headline} {words.sentences[0]}"
    way = detour(Context(data, view))
    beside = [str(way)] if way.role is Role.DETOUR else []
    assert said[1:] == [*words.sentences[1:], *beside]
