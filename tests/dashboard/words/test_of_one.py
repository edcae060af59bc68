"""Of one young person every sentence speaks of one."""

from dataclasses import replace

import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view
from dashboard.figures import answer as figures
from dashboard.texts import texts_in
from dashboard.words import coverage, effect
from dashboard.words.answer import answer_words
from tests.support.areas import areas_message
from tests.support.scripts import tooltips


@pytest.mark.parametrize(
    ("only_dp", "nothing", "words"),
    [
        (1.2, 0.0, "1 jongere niet. Die heeft wel dienstverlening en producten (D&P) dichtbij."),
        (0.0, 1.4, "1 jongere niet."),
        (1.0, 1.0, "2 jongeren niet. Van hen heeft 1 wel dienstverlening en producten"),
        (2.0, 0.0, "2 jongeren niet. Zij hebben allemaal wel dienstverlening en producten"),
    ],
)
def test_who_goes_without(data, only_dp, nothing, words):
    answer = figures.answer(data, default_view(data))
    answer = replace(answer, covered=100.0, only_dp=only_dp, nothing=nothing)
    assert str(coverage.without(answer, texts_in("nl"))).startswith(words)


@pytest.mark.parametrize(("fewer", "more"), [(1, 5), (1, 0), (0, 1), (2, 1), (0, 0)])
def test_who_can_choose(data, monkeypatch, fewer, more):
    monkeypatch.setattr(effect.effect, "choices", lambda *_: (fewer, more))
    said = str(effect.choices(Context(data, default_view(data))))
    assert (
        said
        == {
            (1, 5): "1 jongere kan uit minder vestigingen kiezen, 5 uit meer.",
            (1, 0): "1 jongere kan uit minder vestigingen kiezen.",
            (0, 1): "1 jongere kan uit meer vestigingen kiezen.",
            (2, 1): "2 jongeren kunnen uit minder vestigingen kiezen, 1 uit meer.",
            (0, 0): "",
        }[fewer, more]
    )


def test_the_number_of_a_view_and_what_it_is_are_of_one(data, monkeypatch):
    view = default_view(data).but(region="GM0034", show="without")
    monkeypatch.setattr(figures, "of_view", lambda *_: 1.3)
    words = answer_words(Context(data, view)).whole
    assert words.startswith("1 jongere in Almere heeft dit aanbod niet binnen 10 km.")


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("without", ["1 jongere", "0 jongeren", "7 jongeren"]),
        ("effect_without", ["+1 jongere", "−1 jongere", "+2 jongeren"]),
    ],
)
def test_the_map_says_of_one_what_is_of_one(data, show, said):
    view = default_view(data).but(picked_level="province", show="without")
    areas = areas_message(Context(data, view))
    texts, signed = texts_in("nl"), show != "without"
    hovers = {
        name: texts(f"indicator.{show}.hover", count=count, within="10 km")
        for name, count in (("hover", 2), ("hoverOfOne", 1))
    }
    values = [1, -1, 2] if signed else [1, 0, 7]
    values += [100] * (len(areas["values"]) - len(values))
    lines = tooltips({**areas, **hovers, "signed": signed, "values": values})
    told = [line.removeprefix("Verschil met nu: ") for (line,) in lines[:3]]
    assert [line.split(" zonder")[0] for line in told] == said
