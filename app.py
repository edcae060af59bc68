"""``python app.py`` for one machine, ``gunicorn app:server`` for many users."""

from dashboard import create_app
from dashboard.settings import settings_or_exit

settings = settings_or_exit()
app = create_app(settings)
server = app.server

if __name__ == "__main__":
    app.run(host=settings.host, port=settings.port, debug=False)
