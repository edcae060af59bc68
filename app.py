"""``python app.py`` for one machine, ``gunicorn app:server`` for many users."""

from dashboard import create_app
from dashboard.settings import settings_or_exit
from dashboard.web.security import compress_ahead

settings = settings_or_exit()
app = create_app(settings)
server = app.server
compress_ahead(server, "http://localhost")

if __name__ == "__main__":
    app.run(host=settings.host, port=settings.port, debug=False)
