"""Views go before the drawing of a file."""

from collections.abc import Callable
from contextlib import ExitStack
from threading import Condition

import pytest

from dashboard.address.paths import UPDATE
from dashboard.address.portrait import read
from dashboard.page.callbacks import view as view_callback
from dashboard.portrait import page
from dashboard.web import courtesy
from dashboard.web.courtesy import VIEWS, Courtesy


class Waits(Condition):
    """Instead of waiting, what happens meanwhile: each wait does the next of these."""

    meanwhile: list[Callable[[], None]] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.meanwhile.pop(0)()
        return True


@pytest.fixture
def meanwhile(monkeypatch) -> list[Callable[[], None]]:
    """What happens in the waits to come; none is left out, and none is waited more."""
    monkeypatch.setattr(courtesy, "Condition", Waits)
    monkeypatch.setattr(Waits, "meanwhile", [])
    return Waits.meanwhile


def test_who_draws_waits_for_nobody_where_no_view_is_answered(meanwhile):
    Courtesy().give_way()
    assert meanwhile == []


def test_who_draws_waits_until_the_last_view_is_answered(meanwhile):
    views, first, second = Courtesy(), ExitStack(), ExitStack()
    first.enter_context(views.answered())
    second.enter_context(views.answered())
    meanwhile += [second.close, first.close]
    views.give_way()
    assert meanwhile == []


def test_a_view_that_fails_is_waited_for_no_longer(meanwhile):
    views = Courtesy()
    with pytest.raises(ZeroDivisionError), views.answered():
        raise ZeroDivisionError
    views.give_way()
    assert meanwhile == []


def test_patience_ends_while_views_go_on():
    views = Courtesy(patience=0)
    with views.answered():
        views.give_way()


def test_a_view_is_one_while_it_is_answered(client, monkeypatch):
    """And no longer."""
    answered = []

    def update(*_: object) -> dict:
        answered.append(VIEWS.are_answered)
        return {}

    monkeypatch.setattr(view_callback, "update", update)
    assert client.get(UPDATE).status_code == 200
    assert answered == [True]
    assert not VIEWS.are_answered


@pytest.mark.slow
def test_paper_gives_way_before_every_section_and_a_page_to_read_never(
    app, data, portrait, monkeypatch
):
    given, sections = [], []
    monkeypatch.setattr(VIEWS, "give_way", lambda: given.append(1))
    page.bands(portrait("GM0664"), before_each=lambda: sections.append(1))
    asked = read("gemeente", "GM0664", "", data)
    with app.server.test_request_context("/"):
        page.render(data, asked)
        assert given == []
        page.render(data, asked, paper=page.Paper("http://localhost", []))
    # And once before the page around them.
    assert len(given) == len(sections) + 1 > 10
