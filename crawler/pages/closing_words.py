"""Pages that say in words what a status should: that a posting, or a whole board, is there no more.

A description may speak of anything, so only short pieces of text count, and only whole sentences
about this posting or this board.
"""

import re
from collections.abc import Iterator

from parsel import Selector
from scrapy.http import Response, TextResponse

_LONGEST = 240
"""Letters of a piece of text that may be such a sentence."""
_SHORT_PAGE = 1_500
"""Letters of a page that says nothing but that a board is there no more."""

_JOB = (
    r"(?:job|position|posting|vacancy|role|opening|requisition|opportunity|advert(?:isement)?|ad"
    r"|(?:job )?(?:posting|listing))"
)
_JOB_CLOSED = re.compile(
    rf"\b(?:this|the|that|your) {_JOB}[^.!?]{{0,60}}\b(?:is|has|was|are)\b[^.!?]{{0,40}}"
    r"\b(?:no longer|closed|filled|expired|not (?:available|active|found|open)|been (?:removed"
    r"|withdrawn|taken down|cancel+ed)|unavailable|inactive)\b"
    rf"|\b{_JOB} (?:no longer available|not found|closed|expired|has expired)\b"
    r"|\bno longer accepting applications\b|\bapplications (?:are|have) (?:now )?(?:been )?closed\b"
    r"|\bdiese (?:stelle|stellenanzeige|position|anzeige)\b[^.!?]{0,40}\b(?:nicht mehr|bereits"
    r" besetzt|wurde besetzt|ist besetzt|abgelaufen)\b"
    r"|\b(?:cette offre|ce poste|cette annonce)\b[^.!?]{0,40}\b(?:n['\u2019]est plus|a expir\u00e9"
    r"|est pourvue?|a \u00e9t\u00e9 pourvue?)"
    r"|\besta (?:oferta|vacante)\b[^.!?]{0,40}\b(?:ya no|ha (?:caducado|expirado)|cerrada)"
    r"|\bdeze vacature\b[^.!?]{0,40}\b(?:niet meer|gesloten|vervuld|verlopen)\b"
    r"|\bquesta (?:offerta|posizione)\b[^.!?]{0,40}\b(?:non \u00e8 pi\u00f9|\u00e8 scaduta|chiusa)",
    re.I,
)
_BOARD_GONE = re.compile(
    r"\b(?:portal|careers?|job ?board|jobs? (?:page|site)|page|site|board|account|company)\b"
    r"[^.!?]{0,80}?\b(?:is|has|was|are)?\b[^.!?]{0,30}?"
    r"\b(?:switched off|turned off|deactivated|disabled|suspended|not active|inactive|shut down"
    r"|no longer (?:available|active|exists?|in use|online)|does(?: not|n['\u2019]t) exist"
    r"|been (?:closed|removed|deleted|retired)|could not be found|not found)\b"
    r"|\b(?:karriereseite|stellenportal|seite)\b[^.!?]{0,60}\b(?:abgeschaltet|deaktiviert"
    r"|nicht mehr)\b",
    re.I,
)


def closing_words(response: Response) -> str | None:
    """The sentence by which a page says that its posting is closed; None where it does not."""
    return next((text for text in _pieces(response) if _JOB_CLOSED.search(text)), None)


def board_gone_words(response: Response) -> str | None:
    """The sentence by which an answer that is nothing else says that there is no such board."""
    pieces = list(_pieces(response))
    if sum(map(len, pieces)) > _SHORT_PAGE:
        return None
    return next((text for text in pieces if _BOARD_GONE.search(text)), None)


def _pieces(response: Response) -> Iterator[str]:
    """The short pieces of a page's text, or its whole text where that is no markup."""
    if not isinstance(response, TextResponse):
        return
    if not response.body.lstrip().startswith(b"<"):
        texts = [response.text[: 2 * _SHORT_PAGE]]
    else:
        found = Selector(text=response.text).xpath(
            "//title|//*[not(self::script or self::style)][text()[normalize-space()]]"
        )
        texts = [node.xpath("string()").get("") for node in found]
    for text in texts:
        piece = " ".join(text.split())
        if 0 < len(piece) <= _LONGEST:
            yield piece
