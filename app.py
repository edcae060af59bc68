"""``python app.py`` for one machine, ``gunicorn app:server`` for many users."""

from dashboard.server import app, server, settings

__all__ = ["server"]

if __name__ == "__main__":
    app.run(host=settings.host, port=settings.port, debug=False)
