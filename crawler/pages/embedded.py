"""JSON that stands inside of a web page's scripts."""

import json
from typing import Any

from scrapy.http import Response

from crawler.fields import Fields
from crawler.web.answers import BoardError


def assigned_json(response: Response, name: str) -> Any:
    """The value that a script assigns: of `window.pageData = {...};` what `name` names.

    Read with a JSON decoder from the sign on, since texts hold braces and semicolons.

    Raises `BoardError` where no script assigns it, or what stands there is no JSON.
    """
    scripts = response.xpath("//script/text()[contains(., $name)]", name=name).getall()
    for script in scripts:
        _, found, rest = script.partition(f"{name} =")
        if found:
            return _decoded(rest.lstrip(), name, response)
    raise BoardError(f"{response.url} answers a page without {name}")


def passed_json(response: Response, function: str) -> Any:
    """The value that a script passes to a function: of `new View({...});` what `View` gets.

    Raises `BoardError` as `assigned_json` does.
    """
    call = f"{function}("
    for script in response.xpath("//script/text()[contains(., $call)]", call=call).getall():
        return _decoded(script.partition(call)[2].lstrip(), function, response)
    raise BoardError(f"{response.url} answers a page without {function}")


def next_data(response: Response) -> dict[str, Any]:
    """The properties of a page made by Next.js, out of its script `__NEXT_DATA__`.

    Raises `BoardError` where the page has none.
    """
    script = response.xpath("//script[@id='__NEXT_DATA__']/text()").get()
    if script is None:
        raise BoardError(f"{response.url} answers a page without __NEXT_DATA__")
    found = _decoded(script.strip(), "__NEXT_DATA__", response)
    properties = Fields(found).value("props.pageProps") if isinstance(found, dict) else None
    if not isinstance(properties, dict):
        raise BoardError(f"{response.url} answers a page whose __NEXT_DATA__ has no pageProps")
    return properties


def _decoded(text: str, name: str, response: Response) -> Any:
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        raise BoardError(f"{response.url} has no JSON in {name} ({error})") from error
    return value
