"""Memory of the workers of a server, as the system tells it (Linux)."""

from pathlib import Path


def workers(master: int) -> list[int]:
    """Process numbers of the workers that a master process has now."""
    return [
        int(child) for child in Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ]


def peak_mb(process: int) -> float:
    """The most memory that a process has had, in MB; what it shares with others counts in full."""
    return _mb(process, "VmHWM")


def now_mb(process: int) -> float:
    """The memory that a process has now, in MB; what it shares with others counts in full."""
    return _mb(process, "VmRSS")


def _mb(process: int, line: str) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split(f"{line}:")[1].split()[0]) / 1024


def largest_worker_mb(master: int) -> float:
    """The most memory that any worker of now has had, in MB."""
    return max(map(peak_mb, workers(master)))
