"""The views of the map, as the tests ask for them."""

from dashboard.views import EFFECTS, KINDS

#: Views of the offer, and of the labour market.
SHOWS = [key for key, kind in KINDS.items() if not kind.is_labour]
WORK_SHOWS = [key for key, kind in KINDS.items() if kind.is_labour]
#: What changes make different of them.
EFFECT_SHOWS = [kind.key for kind in EFFECTS.values()]
#: View -> word in the address.
SHOW_WORDS = {key: kind.word for key, kind in KINDS.items()}
#: Columns of the table that only some views of the offer have.
OWN_COLUMNS = [*dict.fromkeys(column for show in SHOWS for column in EFFECTS[show].own_columns)]
