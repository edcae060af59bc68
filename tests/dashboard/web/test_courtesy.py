"""Views are worked out in order, and go before other work."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Condition, Event, Semaphore

import pytest

from dashboard.address.paths import UPDATE
from dashboard.address.portrait import read
from dashboard.page.callbacks import view as view_callback
from dashboard.portrait import page
from dashboard.web import courtesy
from dashboard.web.courtesy import VIEWS, Courtesy
from dashboard.web.pools import Pool

#: Seconds until a test that waits for what does not come is broken.
LATE = 30


class Waits(Condition):
    """Tells that a view waits, which then stands in the row; other work that gives way does what
    happens meanwhile."""

    waiting: Semaphore
    meanwhile: list[Callable[[], None]]

    def wait(self, timeout: float | None = None) -> bool:
        if timeout is None:
            self.waiting.release()
            return super().wait(LATE)
        self.release()
        try:
            self.meanwhile.pop(0)()
        finally:
            self.acquire()
        return True


@pytest.fixture(autouse=True)
def waits(monkeypatch) -> type[Waits]:
    """``waiting`` is released for each view that begins to wait; who gives way does the next thing
    of ``meanwhile`` each time that it would wait."""
    monkeypatch.setattr(courtesy, "Condition", Waits)
    monkeypatch.setattr(Waits, "waiting", Semaphore(0), raising=False)
    monkeypatch.setattr(Waits, "meanwhile", [], raising=False)
    return Waits


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(9) as pool:
        yield pool


class View:
    """Somebody's view: in its own thread, and until it is told to end."""

    def __init__(self, views: Courtesy, threads: ThreadPoolExecutor, fails: bool = False):
        self._views, self._fails = views, fails
        self.begun, self._end = Event(), Event()
        self._answer: Future[None] = threads.submit(self._work)

    def _work(self) -> None:
        with self._views.answered():
            self.begun.set()
            assert self._end.wait(LATE)
            if self._fails:
                raise ZeroDivisionError

    def begins(self) -> bool:
        return self.begun.wait(LATE)

    def end(self) -> None:
        """Returns when it has ended, and somebody else has its turn."""
        self._end.set()
        self._answer.exception(LATE)


@contextmanager
def row(views: Courtesy, threads: ThreadPoolExecutor, waits, number: int, at_once: int = 1):
    """So many views, in order of arrival; those that did not end by then do so after it."""
    there = []
    for place in range(number):
        there.append(View(views, threads))
        if place < at_once:
            assert there[-1].begins()
        else:
            assert waits.waiting.acquire(timeout=LATE)
    try:
        yield there
    finally:
        for one in there:
            one.end()


@pytest.mark.parametrize("at_once", [1, 2])
def test_views_are_worked_out_in_order_of_arrival_few_at_once(threads, waits, at_once):
    views = Courtesy(at_once)
    with row(views, threads, waits, 6, at_once) as there:
        for place in range(6 - at_once):
            begun = [one.begun.is_set() for one in there]
            assert begun == [True] * (place + at_once) + [False] * (6 - at_once - place)
            there[place].end()
            assert there[place + at_once].begins()


def test_of_two_the_later_one_may_end_first(threads, waits):
    with row(Courtesy(at_once=2), threads, waits, 4, at_once=2) as there:
        there[1].end()
        assert there[2].begins() and not there[3].begun.is_set()


def test_a_view_that_fails_leaves_its_turn(threads, waits):
    views = Courtesy(at_once=1)
    failing = View(views, threads, fails=True)
    assert failing.begins()
    with row(views, threads, waits, 1, at_once=0) as [next_one]:
        failing.end()
        assert next_one.begins()


def test_who_gives_up_waiting_stands_in_the_way_of_nobody(threads, waits, monkeypatch):
    views = Courtesy(at_once=1)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with row(views, threads, waits, 1) as [first]:
        with monkeypatch.context() as patch:
            patch.setattr(Waits, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt), views.answered():
                pytest.fail("it had no turn")
        first.end()
        assert not views.are_answered


def test_a_view_within_a_view_waits_for_nothing(threads, waits):
    views = Courtesy(at_once=1)
    with row(views, threads, waits, 0) as _, views.answered():
        behind = View(views, threads)
        assert waits.waiting.acquire(timeout=LATE)
        with views.answered():
            pass
        assert views.are_answered and not behind.begun.is_set()
    assert behind.begins()
    behind.end()


def test_other_work_waits_for_nobody_where_no_view_is_answered():
    Courtesy().give_way()


def test_other_work_waits_until_the_last_view_is_answered(threads, waits):
    views = Courtesy(at_once=1)
    with row(views, threads, waits, 2) as there:
        waits.meanwhile += [one.end for one in there]
        views.give_way()
        assert waits.meanwhile == [] and not views.are_answered


def test_patience_ends_while_views_go_on(threads, waits):
    views = Courtesy(patience=0)
    with row(views, threads, waits, 1):
        waits.meanwhile.append(lambda: None)
        views.give_way()
        assert views.are_answered


def test_whatever_takes_a_turn_of_a_pool_lets_views_go_first(monkeypatch):
    given = []
    monkeypatch.setattr(VIEWS, "give_way", lambda: given.append(1))
    with Pool(places=1, turns=1).at_work():
        assert given == [1]


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


def test_a_page_that_is_kept_waits_for_no_view(client, monkeypatch):
    turns = []

    @contextmanager
    def answered() -> Iterator[None]:
        turns.append(1)
        yield

    monkeypatch.setattr(VIEWS, "answered", answered)
    for _ in range(2):
        assert client.get("/?gebied=GM0664", headers={"Accept-Encoding": "br"}).status_code == 200
    assert turns == [1]


@pytest.mark.slow
def test_a_portrait_gives_way_before_every_section(app, data, portrait, monkeypatch):
    given, sections = [], []
    monkeypatch.setattr(VIEWS, "give_way", lambda: given.append(1))
    page.bands(portrait("GM0664"), before_each=lambda: sections.append(1))
    with app.server.test_request_context("/"):
        page.render(data, read("gemeente", "GM0664", "", data))
    # And once before the page around them.
    assert len(given) == len(sections) + 1 > 10


def test_a_portrait_that_takes_too_long_is_broken_off(app, data):
    class LateError(Exception):
        pass

    def keep() -> None:
        raise LateError

    with app.server.test_request_context("/"), pytest.raises(LateError):
        page.render(data, read("gemeente", "GM0664", "", data), keep=keep)
