"""Recognises what stands in the way of a page: bot challenges and refusals. Never worked around.

A challenge has taken the place of a page: it is told by its title, or by what only its vendor's
challenge pages hold. A page that merely carries a captcha in a form is no challenge.
"""

import re
from collections.abc import Iterator

from scrapy.http import Response

REFUSALS = frozenset({401, 403})
"""Statuses that refuse, whatever else is said."""

_HEADERS = {
    "cf-mitigated": ("Cloudflare", re.compile(r"challenge")),
    "x-amzn-waf-action": ("AWS WAF", re.compile(r"challenge|captcha")),
    "x-datadome-captcha": ("DataDome", re.compile(r".")),
}
_BODIES = {
    "Cloudflare": re.compile(rb"_cf_chl_opt|id=[\"']cf-challenge|id=[\"']cf-error-details"),
    "Akamai": re.compile(rb"/_sec/cp_challenge/|sec-if-cpt-container|errors\.edgesuite\.net"),
    "DataDome": re.compile(rb"geo\.captcha-delivery\.com|ct\.captcha-delivery\.com"),
    "PerimeterX": re.compile(rb"id=[\"']px-captcha|_pxCaptcha"),
    "Incapsula": re.compile(rb"request unsuccessful\. incapsula|incapsula incident id", re.I),
    "AWS WAF": re.compile(rb"awsWafCookieDomainList|window\.gokuProps|AwsWafIntegration\."),
}
_TITLE = re.compile(rb"<(?:title|h1)[^>]*>\s*([^<]{1,120})", re.I)
_TITLES = re.compile(
    r"just a moment|attention required! \| cloudflare|access (?:to this page has been )?denied"
    r"|(?:are you|you are not|i'?m not) (?:a )?(?:robot|human)|human verification"
    r"|verify(?:ing)? (?:that )?you(?:'| a)re (?:a )?human|(?:h|re)?captcha"
    r"|(?:vercel )?security (?:check(?:point)?|verification)|one more step"
    r"|unusual traffic.{0,60}|bot (?:check|verification|detection)"
    r"|request (?:blocked|rejected)|pardon our interruption|(?:sorry, )?you have been blocked",
    re.I,
)
_SENSOR = re.compile(rb"_Incapsula_Resource|captcha", re.I)
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|title|meta)", re.I | re.S
)
_HEAD = 20_000
_SHELL = 3_000
"""A page of so few bytes that holds a captcha holds nothing else."""


def wall_in(response: Response) -> str | None:
    """Whose wall stands there in place of the page ("" where that is unknown), None for no wall."""
    for name, (vendor, wanted) in _HEADERS.items():
        value = response.headers.get(name)
        if value is not None and wanted.search(value.decode("latin-1")):
            return vendor
    head = response.body[:_HEAD]
    return next(_walls(head, len(response.body)), None) if _PAGE.match(head) else None


def _walls(head: bytes, size: int) -> Iterator[str]:
    for vendor, marker in _BODIES.items():
        if marker.search(head):
            yield vendor
    for title in _TITLE.findall(head):
        if _TITLES.fullmatch(title.decode("utf-8", "replace").strip(" .!?\r\n\t")):
            yield ""
    if size < _SHELL and _SENSOR.search(head):
        yield ""
