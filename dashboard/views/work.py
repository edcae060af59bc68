"""A figure of the labour market, as its publisher counted it."""

from dashboard.views.kind import Kind

VIEW = Kind(key="work", word="werk", position=70, is_labour=True, own_columns=("figure",))
