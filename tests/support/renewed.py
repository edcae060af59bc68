"""A small application for gunicorn: it answers which tables it was loaded with.

Made elsewhere and passed on, as ``app`` does.
"""

from tests.support.renewed_server import server

__all__ = ["server"]
