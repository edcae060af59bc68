"""Drawings for paper: pure functions from figures to SVG text, without script or style sheet.

Units are CSS pixels: 340 wide is 90 mm on paper, 680 is 180 mm, and type of 11 is 8.25 points.
"""
