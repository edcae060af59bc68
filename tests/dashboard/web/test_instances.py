"""Several servers behind the nginx that ships: one that is gone is nobody's loss."""

import os
import shutil
import signal
from functools import partial

import pytest

from tests.attack import memory
from tests.support.gunicorn import serving
from tests.support.nginx import NAME, executable, proxying
from tests.support.waiting import LONG, asking, wait_for

SMALL = "tests.support.renewed:server"
#: Answers that are waited for before and after.
ENOUGH = 40

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(executable() is None, reason="no nginx here: apt-get install nginx"),
    pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here, for TLS"),
]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "asked to end"])
def test_one_of_two_goes_while_many_ask_and_nobody_loses_an_answer(tmp_path, how):
    folders = [tmp_path / name for name in ("one", "other", "nginx")]
    for folder in folders:
        folder.mkdir()
        (folder / "manifest.json").write_text(f'{{"version": "{folder.name}"}}')

    def instance(folder):
        return serving(application=SMALL, health="/", TECHNIEK_TABLES=str(folder))

    with (
        instance(folders[0]) as one,
        instance(folders[1]) as other,
        proxying(one.target, folders[2], other.target) as proxy,
    ):

        def ask(method, body):
            answer = proxy.target.ask("/", LONG, method, body, {"Host": NAME})
            return answer.status, answer.body

        people = [partial(ask, "GET", None)] * 2 + [partial(ask, "POST", b"{}")] * 2
        with asking(*people, pause=0) as answers:
            wait_for(lambda: {(200, b"one"), (200, b"other")} <= {*answers})
            wait_for(lambda: len(answers) > ENOUGH)
            workers = memory.workers(one.master) if how == signal.SIGKILL else []
            for process in (one.master, *workers):
                os.kill(process, how)
            asked = len(answers)
            wait_for(lambda: len(answers) > asked + ENOUGH)
            wait_for(lambda: {*answers[-ENOUGH // 2 :]} == {(200, b"other")})
    assert {*answers} == {(200, b"one"), (200, b"other")}
