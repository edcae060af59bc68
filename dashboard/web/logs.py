"""The log as lines of JSON, for who gathers those of several servers. It tells of the server and
its faults: there is no line per request, and no address of a visitor, as in the text."""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class Lines(logging.Formatter):
    """One object a line: time (UTC), level, logger, process, message and, of a fault, its trace."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


#: For ``logconfig_dict`` of gunicorn; the level of its own lines stays that of ``--log-level``.
AS_JSON: dict[str, Any] = {
    "root": {"level": "WARNING", "handlers": ["lines"]},
    "loggers": {"gunicorn.error": {"propagate": True}, "gunicorn.access": {"propagate": True}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "stream": "ext://sys.stderr",
        }
    },
    "formatters": {"lines": {"()": "dashboard.web.logs.Lines"}},
}
