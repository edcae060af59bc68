"""Where the publishers' files are, when they stand beside the project."""

import os
from pathlib import Path

#: The directory that ``python -m geodata build --source`` takes.
SOURCE = Path(os.environ.get("SOURCE", "../shared/data"))
