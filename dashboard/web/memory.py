"""What a worker no longer needs goes back to the machine; what it always needs is left alone.

A view makes arrays of megabytes and drops them. The C library of Linux (glibc) then keeps them,
for each of up to dozens of threads apart: after some hundreds of views a worker held 340 MB, of
which it used 250.
"""

import ctypes
import gc
from contextlib import suppress

#: Numbers of options of glibc's ``mallopt``, from its header ``malloc.h``.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
#: From so many bytes on what is dropped goes back at once. All threads share one place for less:
#: of each more a part stays unused, and Python has one of them at work at a time anyway.
LARGE, PLACES = 1 << 20, 1


def give_back() -> bool:
    """Ask the C library for it, before threads begin; False where it knows no such thing."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # macOS, musl, Windows
        return False
    return bool(mallopt(_ARENA_MAX, PLACES) and mallopt(_MMAP_THRESHOLD, LARGE))


def keep() -> None:
    """What there is now is never garbage: Python need not look through it again.

    It looked every dozen views, which took that view 70 ms, and wrote in every page of memory that
    workers share.
    """
    gc.collect()
    with suppress(AttributeError, OSError, TypeError):  # where there is no glibc
        ctypes.CDLL(None).malloc_trim(0)
    gc.freeze()
