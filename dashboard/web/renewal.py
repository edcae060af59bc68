"""New tables while the server runs: they are read beside the workers that answer, and workers that
have them take their place. Used by ``gunicorn.conf.py``."""

import functools
import gc
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.web.memory import keep
from geodata.errors import DataError

#: Seconds between two looks in a folder, and at an address.
LOOK, FOLLOW = 1.0, 30.0
#: Name of the thread that looks at an address.
ELSEWHERE = "tables elsewhere"
#: Packages whose answers are kept by tables that are no longer there.
OURS = ("dashboard", "geodata")


#: Name, number, time of change and size of every file.
Version = tuple[tuple[str, int, int, int], ...]


def version(folder: Path) -> Version:
    """Which files are in a folder of tables; none while its manifest is not there."""
    try:
        facts = {path.name: path.stat() for path in folder.iterdir() if path.is_file()}
    except OSError:
        return ()
    if "manifest.json" not in facts:
        return ()
    return tuple(
        (name, one.st_ino, one.st_mtime_ns, one.st_size) for name, one in sorted(facts.items())
    )


def watch(folder: Path, seen: Version, tell: Callable[[], None]) -> None:
    """Look in a thread, as long as this process lives, and tell each time when others are there,
    and were so the look before: who puts them there is done."""

    def looks() -> None:
        told = before = seen
        while True:
            now = version(folder)
            # Gone for a moment is not another one.
            if now and now == before and now != told:
                told = now
                tell()
            before = now
            time.sleep(LOOK)

    threading.Thread(target=looks, name="tables", daemon=True).start()


def follow(take: Callable[[], bool], log: Any) -> None:
    """Have what is at an address copied here in a thread, each time that it is another: who watches
    the folder here notices. What cannot be copied is told once."""

    def looks() -> None:
        told = ""
        while True:
            time.sleep(FOLLOW)
            try:
                take()
                told = ""
            except DataError as fault:
                if str(fault) != told:
                    log.error("new tables cannot be got, those before stay: %s", fault)
                told = str(fault)

    threading.Thread(target=looks, name=ELSEWHERE, daemon=True).start()


def is_followed() -> bool:
    """Whether this process does so already."""
    return any(thread.name == ELSEWHERE for thread in threading.enumerate())


def renew(application: Any, log: Any) -> bool:
    """Load the application of a gunicorn anew, with the tables of now.

    Where that cannot be, what was loaded before stays; False then. Workers are forked from it
    afterwards, and those before them answer until they are there.
    """
    before = application.callable
    # Where one of them stays, it would give what it has: the application of before.
    modules = {name: sys.modules.pop(name) for name in _naming(before, application.app_uri)}
    # What is frozen can neither be listed nor let go.
    gc.unfreeze()
    forget()
    application.callable = None
    try:
        application.wsgi()
        if application.callable is before:
            raise DataError("it was not made anew")
    except (Exception, SystemExit) as fault:
        log.error("new tables cannot be used, those before stay: %r", fault)
        application.callable = before
        sys.modules.update(modules)
    renewed = application.callable is not before
    if renewed:
        log.info("new tables are read")
    del before, modules
    keep()
    return renewed


def _naming(application: object, uri: str) -> list[str]:
    """Names of the modules in which an application stands under the name that its address has:
    where it is made, and where it is passed on."""
    attribute = uri.partition(":")[2]
    return [
        name
        for name, module in sys.modules.items()
        if getattr(module, "__dict__", {}).get(attribute) is application
    ]


def forget() -> None:
    """Drop what functions of ours keep: names of files, and answers from tables of before."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and str(one.__module__).startswith(OURS):
            one.cache_clear()
