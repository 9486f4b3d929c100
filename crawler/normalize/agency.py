"""Whether a posting is one of an agency: its text says that it hires for a client."""

import re
from collections.abc import Sequence

from crawler.normalize.phrases import Hit
from crawler.normalize.text import words

# One client, that hires: a firm that acts "on behalf of our clients" tells of its work.
_CLIENT = re.compile(
    r"""(?<!when\ )(?<!if\ )(?<!where\ )(?:
    \bour\ client(?:,\ [^.!?\n]{1,80},|\ \([^)\n]{1,60}\))?,?
      \ (?:is|are)\ (?:currently\ |now\ |actively\ |also\ )?
      (?:looking\ (?:for|to\ (?:hire|recruit|add))|seeking|hiring|recruiting|searching\ for
        |in\ search\ of|in\ need\ of)
    | \b(?:hiring|recruiting|looking\ for|seeking|searching\ for|recruit|hire|search)\b
      [^.!?\n]{0,80}\ (?:on\ behalf\ of\ (?:our|a|one\ of\ our)\ clients?
        |for\ (?:our\ client|one\ of\ our\ clients))\b
      (?!\ (?:service|success|relation|manage|support|account|facing|experience|base|advis|partner))
    | \bon\ behalf\ of\ (?:our|a|my)\ client\b,?[^.!?\n]{0,60}\b
      (?:we\ are|we're|we\ have|is|are)\ (?:currently\ )?
      (?:looking|seeking|hiring|recruiting|searching)
    | \bim\ (?:auftrag|namen)\ (?:unseres|eines|unserer)\ (?:kunden|mandanten|kundin|mandantin)
    | \b(?:fuer|für)\ (?:(?:unseren|einen)\ (?:\w+\ )?(?:kunden|mandanten)
        |unsere\ (?:kundin|mandantin))\b
      [^.!?\n]{0,80}\b(?:suchen\ wir|gesucht)
    | \b(?:suchen|sucht)\b[^.!?\n]{0,60}\bfür\ (?:unseren|einen)\ (?:\w+\ )?(?:kunden|mandanten)\b
    | \bunser\ (?:kunde|mandant)[^.!?\n]{0,60}\bsucht\b
    | \bpour\ (?:le\ compte\ de\ )?(?:notre|un\ de\ nos|l'un\ de\ nos)\ clients?\b[^.!?\n]{0,80}
      \b(?:recherchons|recrutons|recherche|recrute)\b
    | \b(?:recherchons|recrutons)\b[^.!?\n]{0,60}\bpour\ (?:le\ compte\ de\ )?
      (?:notre|l'un\ de\ nos)\ clients?\b
    | \bnotre\ client\b[^.!?\n]{0,60}\b(?:recherche|recrute)\b
    | \bpara\ (?:nuestro|un)\ (?:importante\ )?cliente\b[^.!?\n]{0,80}\b(?:buscamos|seleccionamos)
    | \b(?:buscamos|seleccionamos)\b[^.!?\n]{0,60}\bpara\ (?:nuestro|un)\ (?:importante\ )?cliente\b
    | \bnuestro\ cliente\b[^.!?\n]{0,60}\b(?:busca|requiere|solicita)\b
    | \bper\ (?:conto\ di\ )?(?:un\ )?(?:nostr[oa]|importante)\ (?:azienda\ )?cliente\b
      [^.!?\n]{0,100}\b(?:ricerchiamo|selezioniamo|cerchiamo|ricerca|seleziona)
    | \bvoor\ (?:onze|een)\ (?:opdrachtgever|klant)\b[^.!?\n]{0,80}\b(?:zoeken|zoek)\b
    | \bför\ (?:vår\ )?kunds\ räkning\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
PHRASES = dict.fromkeys(
    words(
        """client clients cliente kunde kunden kundin mandant mandanten mandantin opdrachtgever
        klant kunds"""
    ),
    True,
)
"""Where to look: at words for a client."""

_ONE_CLIENT = words(
    "our a my unser unseres unseren unsere unserer eines einen einer nuestro un importante"
    " azienda nostro onze een notre nos v\u00e5r f\u00f6r"
)
_HIRES = re.compile(
    "seek|look|hir|recr|search|such|recherch|busc|selec|quier|olicit|cerc|selez|zoek|kunds|uftrag"
)
_WINDOW = 160
"""Characters on either side of the word that are read: about a sentence."""


def is_of_agency(text: str | None, hits: Sequence[Hit[bool]]) -> bool | None:
    """True where the text says that it hires for a client ("our client is seeking"); else null.

    `hits` are where `PHRASES` stand in it.
    """
    if text is None:
        return None
    return any(_hires_for_client(text, hit.start, hit.end) for hit in hits) or None


def _hires_for_client(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a word for a client is about hiring for one."""
    before = text[max(0, start - 16) : start].split()
    if not before or before[-1].lower() not in _ONE_CLIENT:
        return False
    sentence = text[max(0, start - _WINDOW) : end + _WINDOW]
    return _HIRES.search(sentence) is not None and _CLIENT.search(sentence) is not None
