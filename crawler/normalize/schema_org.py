"""A schema.org JobPosting as a `Statement`, whichever of its many shapes a site has chosen.

https://schema.org/JobPosting; what Google asks of sites:
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from crawler.fields import Fields
from crawler.normalize.company import registered_domain
from crawler.normalize.html import markup
from crawler.normalize.schema_org_demands import demands
from crawler.normalize.schema_org_pay import pay
from crawler.normalize.schema_org_places import job_places, remote_places
from crawler.normalize.schema_org_values import line, lines, nodes, objects
from crawler.normalize.statement import Statement
from crawler.normalize.text import words
from crawler.normalize.web_dates import web_date
from reference.folding import fold

_SECTIONS = ("responsibilities", "qualifications", "jobBenefits")
"""Parts of the text that some sites take out of `description`."""

# An occupation of O*NET or SOC, as Google asks for: "15-1132.00 Software Developers". What stands
# there without a number is the site's own name of a department.
_OCCUPATION = re.compile(r"\d\d-\d{4}(?:\.\d\d)?\b")

_NO_EMPLOYER = words("confidential anonymous undisclosed unknown")
_NOT_ITS_OWN = re.compile(
    r"(?:^|\.)(?:facebook|linkedin|twitter|x|instagram|youtube|xing|wikipedia|wikidata|glassdoor"
    r"|indeed|crunchbase|google|schema)\.(?:com|org|de)$"
)


def schema_org_statement(job: Fields, **overrides: Any) -> Statement:
    """What a JobPosting says; `overrides` are fields of the statement that a source knows better.

    Without overrides `source_id` is the employer's identifier and `url` the posting's own address,
    each null where the posting has none. Placeholders (valid until 1970, an employer
    "confidential", a salary of 0, a city "-") are null.
    """
    identifier = line(job, "identifier")
    ranges, salary_text = pay(job)
    updated = _date(job, "dateModified")
    for syntax in ("@type", "@id"):
        job.value(syntax)
    said = Statement(
        source_id=identifier,
        title=_either(job, "title", "name"),
        url=_either(job, "url", "sameAs"),
        apply_url=next(_apply_urls(job), None),
        company=next(_companies(job), None),
        company_domain=next(_company_domains(job), None),
        requisition_id=identifier,
        html=_description(job),
        language=line(job, "inLanguage"),
        places=job_places(job),
        remote_places=remote_places(job),
        workplace=lines(job, "jobLocationType"),
        employment=[_last_part(label) for label in lines(job, "employmentType")],
        functions=[
            label for label in lines(job, "occupationalCategory") if _OCCUPATION.match(label)
        ],
        ranges=ranges,
        salary_text=salary_text,
        posted=_date(job, "datePosted"),
        posted_text=line(job, "datePosted"),
        updated=updated if isinstance(updated, datetime) else None,
        valid_through=_date(job, "validThrough"),
        **demands(job),
    )
    return replace(said, **overrides)


def _either(of: Fields, path: str, other: str) -> str | None:
    """The first of two properties that says anything; both are read."""
    found, instead = line(of, path), line(of, other)
    return found or instead


def _last_part(label: str) -> str:
    """`https://schema.org/FULL_TIME` is FULL_TIME."""
    return label.rstrip("/").rpartition("/")[2] if "://" in label else label


def _date(job: Fields, path: str) -> date | datetime | None:
    return next(filter(None, map(web_date, nodes(job, path))), None)


def _apply_urls(job: Fields) -> Iterator[str]:
    """The targets of its ApplyActions, each an address or an EntryPoint."""
    for action in objects(job, "potentialAction"):
        for target in nodes(action, "target"):
            at = _either(target, "urlTemplate", "url") if isinstance(target, Fields) else target
            if isinstance(at, str):
                yield at


def _companies(job: Fields) -> Iterator[str]:
    for one in nodes(job, "hiringOrganization"):
        name = _either(one, "name", "legalName") if isinstance(one, Fields) else str(one)
        if name is not None and fold(name) not in _NO_EMPLOYER:
            yield html.unescape(name)


def _company_domains(job: Fields) -> Iterator[str]:
    """Of the employer's own sites; pages on social networks name none."""
    for one in objects(job, "hiringOrganization"):
        for address in (*lines(one, "sameAs"), *lines(one, "url")):
            found = registered_domain(address)
            if found is not None and not _NOT_ITS_OWN.search(found):
                yield found


def _description(job: Fields) -> str | None:
    """The description, and the sections that stand beside it and not in it."""
    whole = _rich(job, "description")
    for name in _SECTIONS:
        section = _rich(job, name)
        if section is not None and _bare(section) not in _bare(whole or ""):
            whole = f"{whole or ''}<div>{section}</div>"
    return whole


def _rich(job: Fields, path: str) -> str | None:
    """A text as HTML; several become a list."""
    texts = [found for one in nodes(job, path) if (found := markup(_text(one)))]
    if len(texts) < 2:
        return texts[0] if texts else None
    return f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>"


def _text(one: Any) -> str | None:
    """The text, or that of an object such as a DefinedTerm."""
    if isinstance(one, Fields):
        return _either(one, "description", "name") or line(one, "value")
    return one if isinstance(one, str) else None


def _bare(text: str) -> str:
    """The words alone, to see whether one text holds another."""
    return " ".join(re.findall(r"\w+", fold(html.unescape(re.sub(r"<[^>]*>", " ", text)))))
