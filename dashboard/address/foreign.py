"""The query of a link as it comes back from mail, newsletters and social programs."""

import re
from urllib.parse import parse_qsl

#: What those add to every link, for their own counting.
_ADDED = re.compile(
    r"(utm|mtm|matomo|pk|piwik|mc|ml|hsa|vero|oly|sc|at|wt)_[a-z0-9_]{1,40}"
    r"|_hsenc|_hsmi|_ga|_gl|_ke|mkt_tok|trk|trkcampaign|s_cid|cmpid|cid|ref|ref_src|igshid|igsh|si"
    r"|[a-z]{1,4}clk?id|gbraid|wbraid|li_fat_id|mibextid|sfnsn|originalsubdomain",
    re.IGNORECASE,
)
#: A name behind an ampersand that was written as HTML, and not read as HTML.
_ESCAPED = "amp;"
#: What mail and chat take along of the sentence around an address; address/query.mjs has the same.
_SENTENCE = " \t\r\n\u00a0\u200b.,;:!?)]}>'\"»”’"
_LONGEST_END = 8


def without_sentence(text: str) -> str:
    """The text of a parameter without the end of the sentence in which its address stood, of a few
    characters at most."""
    shorter = text.rstrip(_SENTENCE)
    return shorter if len(text) - len(shorter) <= _LONGEST_END else text


def pairs_of(query: str, most: int) -> list[tuple[str, str]]:
    """Names and texts of a query, without what others added to it.

    ValueError where there are more than ``most``.
    """
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True, max_num_fields=most)
    named = [(name.removeprefix(_ESCAPED), text) for name, text in pairs]
    return [(name, text) for name, text in named if not _ADDED.fullmatch(name)]
