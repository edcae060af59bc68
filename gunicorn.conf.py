"""Read by gunicorn before it starts: settings that cannot be end it, not worker after worker."""

from dashboard.settings import settings_or_exit

settings_or_exit()
