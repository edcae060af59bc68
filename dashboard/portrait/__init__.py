"""Regioportret: a page per region, made by the server in one go, without scripts, ready to print.

A document, not an application: it opens at once, every figure links to the note it rests on, and it
looks the same on paper. ``/regio/<level>/<code>`` takes the parameters of the main page too.
"""
