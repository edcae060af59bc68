"""The dashboard of this process, with the settings of its environment, as servers ask for it."""

import sys

from dashboard import create_app
from dashboard.settings import settings_or_exit
from dashboard.web.security import compress_ahead
from geodata.errors import DataError

settings = settings_or_exit()
try:
    app = create_app(settings)
except DataError as error:
    print(f"techniek-dichtbij: {error}", file=sys.stderr)
    raise SystemExit(2) from None
server = app.server
compress_ahead(server, settings)
