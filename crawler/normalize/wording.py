"""What the words of the description say."""

from typing import Any

from crawler.normalize.derived import inferred, stated
from crawler.normalize.html import description
from crawler.normalize.language import contradicts_script, identified_language, language_code
from crawler.normalize.statement import Statement


def wording(said: Statement) -> dict[str, Any]:
    """`description_html`, `description_text`, `language`."""
    found = description(said.html)
    text = found.text if found else None
    code = language_code(said.language)
    return {
        "description_html": found.html if found else None,
        "description_text": text,
        # A tag that the letters of the text contradict is the board's default, not the ad's.
        "language": stated(None if contradicts_script(code, text) else code)
        or inferred(identified_language(text)),
    }
