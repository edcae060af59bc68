"""Where is much work and little offer? A figure of the labour market against the offer."""

from dashboard.views.kind import Kind

VIEW = Kind(
    key="two_way",
    word="tweeweg",
    position=80,
    is_labour=True,
    crosses_offer=True,
    own_columns=("figure", "offer"),
)
