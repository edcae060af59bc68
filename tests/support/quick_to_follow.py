"""How gunicorn serves, on a machine that looks at an address of tables all the time."""

from dashboard.web import renewal
from tests.support.gunicorn import ROOT

renewal.FOLLOW = 0.1
exec((ROOT / "gunicorn.conf.py").read_text("utf-8"))
