"""JSON that a page's script keeps in a string: `var jobs = JSON.parse('[{\\x22id\\x22: ...}]')`.

The text is escaped twice: as JSON, then as a string of JavaScript
(https://262.ecma-international.org/#sec-literals-string-literals).
"""

import json
import re
from typing import Any

from scrapy.http import Response

from crawler.web.answers import BoardError

_ASSIGNED = r"\b{name}\s*=\s*JSON\.parse\(\s*(['\"])((?:(?!\1)[^\\]|\\.)*)\1\s*\)"
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.S)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def parsed_json(response: Response, name: str) -> Any:
    """The value that the script gives the variable `name`.

    Raises `BoardError` where the page has no such string, or it is no JSON.
    """
    found = re.search(_ASSIGNED.format(name=re.escape(name)), response.text, re.S)
    if found is None:
        raise BoardError(f"{response.url} answers a page without JSON in {name}")
    return json_in_page(response, name, _ESCAPE.sub(_character, found[2]))


def json_in_page(response: Response, name: str, text: str) -> Any:
    """The JSON value of a text that stands in a page under `name`.

    Raises `BoardError` where it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BoardError(f"{response.url} has broken JSON in {name} ({error.msg})") from error


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _LETTERS.get(escape[3], escape[3])
