"""Descriptions: from the HTML of a source to safe HTML and readable text."""

import html as entities
import re
from dataclasses import dataclass

import ftfy
import nh3

from crawler.normalize.privacy import PHONE_MARK, is_personal_link, without_personal_data
from crawler.normalize.readable import readable
from crawler.normalize.text import visible, words

_TAGS = words(
    """a abbr article aside b blockquote br caption code dd del details div dl dt em figcaption
    figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark ol p pre q s section small
    strike strong sub summary sup table tbody td tfoot th thead tr u ul"""
)
_WITH_CONTENT = words(
    """script style noscript template iframe object embed applet audio video canvas head title
    button select textarea option form-control"""
)
_REAL_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9]*(?:[\s/>]|$)|!--)")

# Tags that a description is written with: "<canvas>" in plain text is a word.
_USUAL_TAG = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|h[1-6]|strong|b|em|i|u|a|table|section|article|font)\b[^<]*>",
    re.I,
)
_ESCAPED_SPACE = re.compile(r"&amp;(?:#x0*[ad]|#0*1[03]|nbsp|#160|#x0*a0);", re.I)
_MOST_ESCAPINGS = 2

_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
"""The marks of XML around text, left over where it was put into JSON as it stood."""
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_FOLLOWED = ("http://", "https://", "mailto:")
"""What other links lead to depends on the page that they stood on."""
_HREF = re.compile(r'href="([^"]*)"')
_MARKUP = re.compile(r"<[^>]*>")
_TOGGLE = re.compile(
    r"\W*(?:(?:read|show|see|view|learn|load)\s+(?:more|less|all)|expand|collapse"
    r"|mehr\s+(?:lesen|anzeigen|erfahren)|weiterlesen|(?:lire|voir)\s+(?:la\s+suite|plus|moins)"
    r"|en\s+savoir\s+plus|(?:leer|ver|saber)\s+m[áa]s|(?:ler|ver|saiba)\s+mais|lees\s+meer"
    r"|l[äa]s\s+mer|back\s+to\s+top)\W*",
    re.IGNORECASE,
)
_EMPTY_BLOCK = re.compile(r"<(p|h[1-6]|li|ul|ol|div|section)>\s*</\1>")
_EMPTY_INLINE = re.compile(r"<(b|strong|em|i|u|small)>(\s*)</\1>")
"""What it holds may be the blank between two words."""
_MOJIBAKE = re.compile(r"[ÂÃâÐÑïðÅ][\u0080-\u00bf\u0152-\u2122]")

_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_WITH_CONTENT),
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer nofollow",
)
_MOST_PASSES = 8
_WITHOUT_TARGET = "<a rel="

# What a parser may nest anew in sanitised HTML: a block in a paragraph, a link in a link, a heading
# in a heading, an item in an item (behind a list that ends the item around it goes on), and
# whatever has rules of its own. In doubt it is parsed.
_INLINE = "a|abbr|b|br|cite|code|del|em|i|ins|kbd|mark|q|s|small|strike|strong|sub|sup|u"
_NESTED_ANEW = re.compile(
    rf"<(?:p>[^<]*+(?:</?(?:{_INLINE})[ >][^<]*+)*+(?!</p>)"
    r"|a [^<]*+(?:<(?!/?a[ >])[^<]*+)*+<a[ >]"
    r"|h[1-6]>[^<]*+(?:<(?!/?h[1-6]>)[^<]*+)*+<h[1-6]>"
    r"|(?:li|/[uo]l)>[^<]*+(?:<(?!/?(?:li|[uo]l)[ >])[^<]*+)*+<li>"
    r"|(?:table|dl|dd|dt|pre)>)"
)


@dataclass(frozen=True, slots=True)
class Description:
    """A description in two forms of the same content: sanitised HTML and plain text."""

    html: str
    text: str


def description(html: str | None) -> Description | None:
    """Safe HTML and readable text of a description; null where no text is left.

    - Only structural tags of an allow-list and links to http, https and mailto survive; styles,
      classes, images (trackers among them), scripts and forms do not.
    - Anchors without a target are unwrapped; left-over toggles ("Read more") vanish.
    - Personal e-mail addresses and phone numbers are replaced by a mark in both forms.
    - Text: blocks, `<br>` and list items break the line, items carry "* " or their number,
      entities are characters, and mis-decoded UTF-8 is mended.
    """
    if html is None:
        return None
    safe = sanitised(html)
    text = readable(safe)
    return Description(safe, text) if text else None


def plain_text(html: str | None) -> str:
    """The text of any HTML, as `description` reads it; empty where there is none."""
    found = description(html)
    return found.text if found else ""


def sanitised(html: str) -> str:
    """The HTML as `description` serves it. Sanitising twice equals once.

    Taking elements out of broken nesting can change how a browser nests the rest, so it is done
    again until the parser leaves the outcome as it is; each time there is less to move. Most
    outcomes are nested so plainly that no parser could nest them anew.
    """
    safe = _tidied(_clean(_CDATA.sub("", html) if "CDATA[" in html else html))
    for _ in range(_MOST_PASSES):
        if _is_plainly_nested(safe) and _WITHOUT_TARGET not in safe:
            break
        again = _clean(safe)
        if again == safe and _WITHOUT_TARGET not in safe:
            break
        safe = _tidied(again)
    return safe


def unescape_once(text: str) -> str:
    """The HTML out of transport escaping (`&lt;p&gt;`), undone exactly once.

    Text that already holds real tags is HTML, and its entities belong to it: it stays.
    Greenhouse escapes so: https://developers.greenhouse.io/job-board.html
    """
    return text if _REAL_TAG.search(text) else entities.unescape(text)


def markup(text: str | None) -> str | None:
    """HTML out of a text that is HTML, HTML escaped once or twice, or plain text with lines.

    Escaping is undone exactly as often as it was done, which the first real markup shows; where
    none appears the text is plain. Escaped line breaks between the tags of real HTML, the mark of
    templates that escape once too often, are spaces. Null where there is nothing.
    """
    form = text or ""
    for _ in range(_MOST_ESCAPINGS + 1):
        if _USUAL_TAG.search(form):
            return _ESCAPED_SPACE.sub(" ", form)
        form = entities.unescape(form)
    return "<br>".join((text or "").strip().splitlines()) or None


def _is_plainly_nested(safe: str) -> bool:
    """Whether a parser would leave the nesting of sanitised HTML as it is."""
    return _NESTED_ANEW.search(safe) is None


def _clean(html: str) -> str:
    """Only allowed markup and visible text; what entities hid is cleaned in its turn."""
    for _ in range(_MOST_PASSES):
        safe = _parsed(html).replace("&nbsp;", " ").replace("\u202f", " ")
        html = visible(_mended(safe))
        if html == safe:
            break
    return safe


def _parsed(html: str) -> str:
    try:
        return _CLEANER.clean(html)
    except UnicodeEncodeError:  # half of a surrogate pair
        return _CLEANER.clean(visible(html))


def _tidied(safe: str) -> str:
    """Without links that lead nowhere, personal data, and elements that show nothing."""
    safe = without_personal_data(_ANCHOR.sub(_kept_anchor, safe))
    while (smaller := _EMPTY_BLOCK.sub("", _EMPTY_INLINE.sub(r"\2", safe))) != safe:
        safe = smaller
    return safe.strip()


def _mended(text: str) -> str:
    """Text that was decoded with the wrong charset ("cafÃ©"), put right; other text as it is."""
    is_suspect = not text.isascii() and _MOJIBAKE.search(text)
    return ftfy.fix_encoding(text) if is_suspect else text


def _kept_anchor(match: re.Match[str]) -> str:
    """The anchor; only its content where it leads to a person or nowhere; nothing of a toggle."""
    href = _HREF.search(match[1])
    target = entities.unescape(href[1]) if href else ""
    if target.casefold().startswith(_FOLLOWED) and not is_personal_link(target):
        return match[0]
    shown = _MARKUP.sub("", match[2])
    if target.startswith("tel:") and not any(map(str.isalpha, shown)):
        return PHONE_MARK
    return "" if not target and _TOGGLE.fullmatch(shown) else match[2]
