"""The kinds of arrays that go from room to room; what is in one stands where it is asked for."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Integers: TypeAlias = NDArray[np.integer[Any]]
Booleans: TypeAlias = NDArray[np.bool_]
#: Texts, such as codes: of numpy's own kind, or Python's.
Texts: TypeAlias = NDArray[np.str_] | NDArray[np.object_]
#: Shapes one after another.
Shapes: TypeAlias = NDArray[np.object_]
