"""The search: what the field offers below it, and where that leads."""

import pytest

from dashboard.address.context import Context
from dashboard.address.query import default_view, read
from dashboard.page.components.search import destination, results
from dashboard.search import LONGEST, SITE, find
from dashboard.texts import LANGUAGES
from dashboard.web.bodies import CALLBACKS
from tests.support.asking import body, taking
from tests.support.components import of_kind, plain


def listed(context: Context, typed: str) -> list:
    """The options, as links."""
    return of_kind(results(context, typed)[0], "A")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "typed",
    ["utrecht", "1011", "achterhoek", "nederland", "bonaire", "groningen", "caribisch", "Den Haag"],
)
def test_every_option_leads_to_its_region_and_keeps_the_question(data, language, typed):
    view = default_view(data).but(profiles="PIE", show="share", language=language)
    hits = [hit for hit in find(data, typed) if hit.kind != SITE]
    links = listed(Context(data, view), typed)
    assert hits and len(links) >= len(hits)
    for one, hit in zip(links, find(data, typed), strict=True):
        then, ignored = read(one.href.removeprefix("/"), data)
        assert ignored == []
        assert (then.profiles, then.show, then.language) == ("PIE", "share", language)
        assert (then.site if hit.kind == SITE else then.region) == hit.code


def test_a_school_is_opened_on_a_map_that_has_schools(data):
    (hit,) = find(data, "ostrea")
    view = default_view(data)
    for before in (view, view.but(sites=False), view.but(show="work"), view.but(table=True)):
        then = destination(Context(data, before), hit)
        assert then.site == hit.code
        assert then.has_sites


def test_a_school_keeps_the_region_that_it_lies_in_and_leaves_another(data):
    (hit,) = find(data, "ostrea")
    view = default_view(data)
    for region, then in [("PV29", "PV29"), ("GM0664", "GM0664"), ("GM0363", "NL"), ("NL", "NL")]:
        assert destination(Context(data, view.but(region=region)), hit).region == then


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("nl", "ostrea", "school in Goes, "),
        ("en", "ostrea", "school in Goes, "),
        ("nl", "den haag", "gemeente, ook: Den Haag"),
        ("en", "the hague", "municipality, also: The Hague"),
        ("nl", "gelderland", "provincie"),
        ("nl", "snits", "plaats in Súdwest-Fryslân, ook: Snits"),
        ("en", "5038", "postcode area in Tilburg"),
    ],
)
def test_every_option_says_its_kind_and_place(data, language, typed, said):
    first = listed(Context(data, default_view(data).but(language=language)), typed)[0]
    assert plain(first.children[1]).startswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_says_what_was_typed_and_no_more_of_it(data, language):
    context = Context(data, default_view(data).but(language=language))
    options, status = results(context, "q" * 500)
    assert options == []
    said = plain(status)
    assert "q" * LONGEST in said and "q" * (LONGEST + 1) not in said
    assert "vmbo" in said


def test_what_is_found_is_counted(data):
    context = Context(data, default_view(data))
    assert plain(results(context, "ostrea")[1]) == "1 gevonden"
    # As many as are listed are not all there are.
    assert plain(results(context, "utrecht")[1]).startswith("De eerste 8 van meer; typ verder")
    assert plain(results(context, "zierikzee")[1]).startswith("4 gevonden")


def test_the_list_says_what_was_typed_and_numbers_its_options(data):
    context = Context(data, default_view(data))
    (options,), _ = results(context, "Utr")
    assert (options.role, getattr(options, "data-typed")) == ("listbox", "Utr")
    links = of_kind(options, "A")
    assert [one.id for one in links] == [f"search-{n}" for n in range(len(links))]
    assert {(one.role, getattr(one, "aria-selected")) for one in links} == {("option", "false")}


def test_nothing_typed_is_no_list(data):
    assert results(Context(data, default_view(data)), "  ") == ([], "")


@pytest.mark.parametrize("value", [None, 3, {"a": 1}, ["utrecht"], True, "x" * 100_000, "\0"])
def test_whatever_is_posted_as_typed_is_answered_with_little(app, client, value):
    key = taking(app, "sought.data")
    answer = client.post(CALLBACKS, json=body(app, key, {"sought.data": value}))
    assert answer.status_code == 200
    assert len(answer.data) < 1_000
