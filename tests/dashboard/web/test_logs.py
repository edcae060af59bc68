"""The log as lines of JSON."""

import json
import logging
import sys

from dashboard.web.logs import Lines


def test_a_fault_is_one_line_with_its_trace_and_the_time_of_the_world():
    try:
        raise ValueError("één\ntwee")
    except ValueError:
        record = logging.LogRecord(
            "dashboard.web.jobs", logging.ERROR, "", 0, "of %s", ("é",), sys.exc_info()
        )
    record.created = 0.5
    line = Lines().format(record)
    assert "\n" not in line
    told = json.loads(line)
    assert told.pop("trace").endswith("ValueError: één\ntwee")
    assert told == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "error",
        "logger": "dashboard.web.jobs",
        "process": record.process,
        "message": "of é",
    }
