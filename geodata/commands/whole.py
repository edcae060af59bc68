"""A file that takes the place of another one when it is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import DataError

TABLES_REMEDY = "make it with: python -m geodata build --source DIR"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write a file, which replaces the one at ``path`` when it is whole."""
    try:
        with tempfile.TemporaryDirectory(prefix=".distances-", dir=path.parent) as folder:
            file = Path(folder) / path.name
            yield file
            os.replace(file, path)
    except OSError as error:
        raise DataError(
            f"{path}: cannot be written ({error.strerror}); "
            "choose a folder that can be written in, with room on the disk"
        ) from error
