"""schema.org JobPostings in a web page, in every notation and state of repair that sites publish.

JSON-LD first, microdata and RDFa where there is none: pages that have two notations say the same
thing twice. Every posting comes in the form of JSON-LD: `@type`, then properties by their
schema.org names, whatever the case or prefix they were written with.

https://schema.org/JobPosting, https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import html
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import extruct  # type: ignore[import-untyped]
import json_repair
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

logger = logging.getLogger(__name__)

Node = dict[str, Any]

_JOB_POSTING = re.compile(r"\s*(?:.*[/#:]|.*schema\.org)?jobposting/?\s*", re.I)
_PREFIX = re.compile(r"^(?:https?:/{1,2}(?:www\.)?schema\.org[/#]?|schema:)", re.I)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_CORE = re.compile(r"[\[{].*[\]}]", re.S)
_ESCAPE = re.compile(r"(\\(?:[\"\\/bfnrt]|u[0-9a-fA-F]{4}))|\\")
_BETWEEN_DOCUMENTS = re.compile(r"[\s;,]*")
_DEEPEST = 30
"""Levels of nesting that are looked into: no posting has so many."""

_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)

_NAMES = """
    title name description responsibilities qualifications skills identifier value propertyID url
    sameAs datePosted validThrough dateModified hiringOrganization employmentType jobLocation
    jobLocationType applicantLocationRequirements address addressLocality addressRegion
    addressCountry postalCode streetAddress geo latitude longitude baseSalary estimatedSalary
    salaryCurrency currency minValue maxValue unitText unitCode directApply industry
    occupationalCategory educationRequirements experienceRequirements jobBenefits workHours
    incentiveCompensation specialCommitments potentialAction target urlTemplate inLanguage
    legalName logo alternateName jobStartDate totalJobOpenings
"""
_SPELLING = {name.lower(): name for name in _NAMES.split()}


def job_postings(response: Response) -> list[Node]:
    """Every JobPosting of a page, in the page's order; none where the body is no text.

    Blocks that cannot be read do not hide the others. A reference (`{"@id": ...}`) to another node
    of the page is replaced by that node.
    """
    if not isinstance(response, TextResponse):
        return []
    return _json_ld(response) or _microdata(response) or _rdfa(response)


def _json_ld(response: TextResponse) -> list[Node]:
    scripts = response.xpath("//script[@type]")
    texts = [
        script.xpath("string()").get() or ""
        for script in scripts
        if "ld+json" in script.attrib["type"].lower()
    ]
    return _postings([document for text in texts for document in documents(text)])


def _microdata(response: TextResponse) -> list[Node]:
    """https://html.spec.whatwg.org/multipage/microdata.html"""
    if not _mentions(response, "itemscope"):
        return []
    return _postings(_from_item(item) for item in _extracted(response, "microdata"))


def _rdfa(response: TextResponse) -> list[Node]:
    """https://www.w3.org/TR/rdfa-lite/"""
    if not _mentions(response, "typeof"):
        return []
    return _postings(map(_from_rdf, _extracted(response, "rdfa")))


def _mentions(response: TextResponse, attribute: str) -> bool:
    """Whether parsing the page in a notation is worth the time."""
    text = response.text.lower()
    return attribute in text and "jobposting" in text


def _extracted(response: TextResponse, syntax: str) -> list[Any]:
    """What the library finds; markup that it cannot cope with is logged and yields nothing."""
    found = extruct.extract(
        response.text, base_url=get_base_url(response), syntaxes=[syntax], errors="log"
    )
    return list(found.get(syntax, []))


def documents(text: str) -> list[Any]:
    """The JSON values in the text of a script element; none where nothing can be made of it.

    Read as it stands, then without wrappers, entities and wrong escapes, and in the end repaired.
    """
    core = _CORE.search(_CDATA.sub("", text))
    bare = core[0] if core else ""
    if "&quot;" in bare and '"' not in bare:
        bare = html.unescape(bare)
    escaped = _ESCAPE.sub(lambda match: match[1] or "", bare)
    for candidate in dict.fromkeys((text.strip(), bare, escaped)):
        found = _read(candidate)
        if found is not None:
            return found
    return _repaired(escaped)


def _read(text: str) -> list[Any] | None:
    """One JSON document after the other; null where the text is anything else besides."""
    found, position = [], 0
    while position < len(text):
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            return None
        found.append(value)
        position = _BETWEEN_DOCUMENTS.match(text, position).end()  # type: ignore[union-attr]
    return found


def _repaired(text: str) -> list[Any]:
    """Missing commas, unescaped quotes, comments: only worth the try where a posting is named.

    The library leaves escaped slashes (`<\\/p>`) as they are; an escape for its own sake.
    """
    if not re.search("jobposting", text, re.I):
        return []
    try:
        return [json_repair.loads(text.replace("\\/", "/"))]
    except (ValueError, RecursionError) as error:
        logger.warning("A JSON-LD block cannot be read: %s", error)
        return []


def _postings(documents: Iterable[Any]) -> list[Node]:
    named = [_named(document, _DEEPEST) for document in documents]
    nodes = [node for document in named for node in _nodes(document)]
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    return [_resolved(node, by_id, ()) for node in nodes if _is_posting(node)]


def _named(value: Any, depth: int) -> Any:
    """The value with properties by their schema.org names and without `@value` wrappers."""
    if depth == 0:
        return None
    if isinstance(value, list):
        return [_named(one, depth - 1) for one in value]
    if not isinstance(value, Mapping):
        return value
    if "@value" in value:
        return value["@value"]
    node: Node = {}
    for key, inner in value.items():
        node.setdefault(_name(key), _named(inner, depth - 1))
    return node


def _name(key: str) -> str:
    bare = _PREFIX.sub("", key)
    return bare.lower() if bare.startswith("@") else _SPELLING.get(bare.lower(), bare)


def _nodes(value: Any) -> Iterator[Node]:
    """Every object, outer ones first."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _nodes(one)


def _is_posting(node: Node) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _JOB_POSTING.fullmatch(kind) for kind in kinds)


def _resolved(value: Any, by_id: Mapping[str, Node], above: tuple[str, ...]) -> Any:
    """The value with references replaced; one that would lead back to itself stays."""
    if isinstance(value, list):
        return [_resolved(one, by_id, above) for one in value]
    if not isinstance(value, dict):
        return value
    name = value.get("@id")
    if isinstance(name, str) and name in by_id:
        if name in above:
            return value
        value, above = by_id[name], (*above, name)
    return {
        key: _resolved(inner, by_id, above)
        for key, inner in value.items()
        if not _is_blank(key, inner)
    }


def _is_blank(key: str, value: Any) -> bool:
    """Ids of nodes without a name are made up anew at each reading."""
    return key == "@id" and isinstance(value, str) and value.startswith("_:")


def _from_item(item: Any) -> Any:
    """A microdata item in the form of JSON-LD."""
    if isinstance(item, list):
        return [_from_item(one) for one in item]
    if not isinstance(item, dict):
        return item
    if "properties" not in item:
        return item.get("value")
    properties = {key: _from_item(value) for key, value in item["properties"].items()}
    return {"@type": item.get("type"), **properties}


def _from_rdf(node: Node) -> Node:
    """An RDFa node, in expanded JSON-LD, with single values for lists of one and links as texts."""
    return {key: _single(value) for key, value in node.items()}


def _single(value: Any) -> Any:
    if isinstance(value, list):
        values = [_single(one) for one in value]
        return values[0] if len(values) == 1 else values
    if isinstance(value, dict) and set(value) == {"@id"} and not value["@id"].startswith("_:"):
        return value["@id"]
    return value
