"""What a server bore."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """Of one attack: what was asked, and what it did to the server.

    requests: times that it was asked something, by who attacked or who watched.
    server_errors: answers of 500 and up, but for a 503 that says when to come back.
    largest_worker_mb: the most memory that any worker has had.
    longest_health_s: seconds of the slowest answer of ``/health``.
    unanswered: times that ``/health`` was not answered, or not with 200.
    """

    attack: str
    requests: int
    server_errors: int
    largest_worker_mb: float
    longest_health_s: float
    unanswered: int


def print_head() -> None:
    """The head of a report."""
    print_row("what", "at most", "measured")
    print_row("---", "---", "---")


def print_row(what: str, most: str, measured: str) -> None:
    """One line of a report, as a row of a table in Markdown."""
    print(f"| {what} | {most} | {measured} |", flush=True)
