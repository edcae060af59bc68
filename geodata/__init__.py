"""Data in, prepared tables out: regions, homes, sites and offers of Dutch technical vmbo.

Nothing here knows the dashboard; ``python -m geodata`` lists what can be asked on the command line.
"""

__version__ = "1.0.0"
