"""Where the publishers' files are, when they stand beside the project; and excerpts of these."""

import os
from pathlib import Path

#: The directory that ``python -m geodata build --source`` takes.
SOURCE = Path(os.environ.get("SOURCE", "../shared/data"))
#: The same of a few municipalities, which ship with the tests.
SAMPLE = Path(__file__).parents[1] / "geodata" / "samples" / "source"
