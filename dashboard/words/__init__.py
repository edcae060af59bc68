"""Sentences from figures; every face says the same words."""
