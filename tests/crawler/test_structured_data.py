"""JobPostings in web pages, in every notation and state of repair that sites publish."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response

from crawler.pages.structured_data import job_postings

URL = "https://www.acme.example/jobs/7"


def page(*scripts, attributes='type="application/ld+json"', body=""):
    blocks = "".join(f"<script {attributes}>{script}</script>" for script in scripts)
    return HtmlResponse(URL, body=f"<html><head>{blocks}</head><body>{body}</body></html>".encode())


def titles(*scripts, **kwargs):
    return [posting.get("title") for posting in job_postings(page(*scripts, **kwargs))]


JOB = {"@type": "JobPosting", "title": "Baker"}


@pytest.mark.parametrize(
    "document",
    [
        JOB,
        [JOB],
        {"@graph": [{"@type": "WebPage"}, JOB]},
        {"@type": "WebPage", "mainEntity": JOB},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": JOB}]},
        {"@type": "DataFeed", "dataFeedElement": [{"item": [JOB]}]},
        {"@type": ["Thing", "JobPosting"], "title": "Baker"},
        {"@type": "http://schema.org/JobPosting", "title": "Baker"},
        {"@type": "https://schema.org/JobPosting/", "title": "Baker"},
        {"@type": "http:/schema.orgJobPosting", "title": "Baker"},
        {"@type": "schema:JobPosting", "schema:title": "Baker"},
        {"@type": "jobposting", "Title": "Baker"},
        {"@Type": "JobPosting", "TITLE": "Baker"},
        {"@type": "JobPosting", "title": {"@value": "Baker", "@language": "en"}},
    ],
)
def test_a_posting_is_found_wherever_it_stands_and_however_it_is_typed(document):
    assert titles(json.dumps(document)) == ["Baker"]


@pytest.mark.parametrize(
    "kind", ["Organization", "JobPostingList", "https://schema.org/Job", "", None, 7, {}]
)
def test_what_is_no_posting_is_none(kind):
    assert titles(json.dumps({"@type": kind, "title": "Baker"})) == []


@pytest.mark.parametrize(
    "attributes",
    [
        'type="application/ld+json; charset=utf-8"',
        "type='APPLICATION/LD+JSON'",
        'nonce="x" type=application/ld+json data-n=1',
    ],
)
def test_the_type_of_a_script_may_be_written_in_other_ways(attributes):
    assert titles(json.dumps(JOB), attributes=attributes) == ["Baker"]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"JobPosting","title":"Baker"};',
        '// <![CDATA[\n{"@type":"JobPosting","title":"Baker"}\n// ]]>',
        '/*<![CDATA[*/{"@type":"JobPosting","title":"Baker"}/*]]>*/',
        '<!-- {"@type":"JobPosting","title":"Baker"} -->',
        '<!--//--><![CDATA[//><!--\n{"@type":"JobPosting","title":"Baker"}\n//--><!]]>',
        '{"@type":"JobPosting",\n// by the theme\n"title":"Baker",}',
        '{"@type":"JobPosting" "title":"Baker"}',
        "{'@type': 'JobPosting', 'title': 'Baker'}",
        "{&quot;@type&quot;:&quot;JobPosting&quot;,&quot;title&quot;:&quot;Baker&quot;}",
        '\ufeff{"@type":"JobPosting","title":"Baker"}',
        '{"\\u0040type":"JobPosting","title":"Baker"}',
        '{"@type":"JobPosting","title":"Baker","description":"The "Best" bread"}',
    ],
)
def test_broken_and_wrapped_json_is_read(script):
    assert titles(script) == ["Baker"]


def test_line_breaks_tabs_and_control_characters_may_stand_in_strings():
    (posting,) = job_postings(
        page('{"@type":"JobPosting","title":"Baker","description":"Line one\nLine two\tend\x01."}')
    )

    assert posting["description"].split() == ["Line", "one", "Line", "two", "end\x01."]


def test_an_escape_that_json_does_not_know_is_the_character_itself():
    script = r'{"@type":"JobPosting","description":"\$10 \\ \"a\" \u00e9 \n\'"}'

    (posting,) = job_postings(page(script))

    assert posting["description"] == '$10 \\ "a" é \n\''


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "   ",
        "{broken",
        "null",
        "7",
        "[",
        "alert(1)",
        '{"@type":"Organization","name":"The "Best"',
        '{"@type":"JobPosting","title":"Cook","description":"cut off in mid sent',
    ],
)
def test_a_block_that_cannot_be_read_hides_no_other(broken):
    assert titles(broken, json.dumps(JOB), broken) == ["Baker"]


def test_escaped_slashes_are_slashes_also_in_what_is_mended():
    (posting,) = job_postings(page(r'{"@type":"JobPosting",,"description":"<p>Rolls.<\/p>"}'))

    assert posting["description"] == "<p>Rolls.</p>"


def test_several_documents_may_stand_in_one_block():
    second = {"@type": "JobPosting", "title": "Cook"}

    assert titles(json.dumps(JOB) + "\n" + json.dumps(second)) == ["Baker", "Cook"]


def test_a_reference_is_replaced_by_what_it_names_and_a_circle_ends():
    graph = [
        {"@id": "#org", "@type": "Organization", "name": "Acme", "owns": {"@id": "#job"}},
        {"@id": "#job", "@type": "JobPosting", "hiringOrganization": {"@id": "#org"}},
    ]

    (posting,) = job_postings(page(json.dumps({"@graph": graph})))

    assert posting["hiringOrganization"]["name"] == "Acme"
    assert posting["hiringOrganization"]["owns"] == {"@id": "#job"}


def test_values_that_json_does_not_know_are_null():
    (posting,) = job_postings(page('{"@type":"JobPosting","baseSalary":NaN}'))

    assert posting["baseSalary"] is None


def test_deep_nesting_is_no_trap():
    assert titles("[" * 100_000 + "]" * 100_000, json.dumps(JOB)) == ["Baker"]


MICRODATA = """
<div itemscope itemtype="http://schema.org/JobPosting">
 <meta itemprop="datePosted" content="2026-09-01"><h1 itemprop="title">Baker &amp; Cook</h1>
 <a itemprop="url" href="/jobs/7">this job</a>
 <div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
  <p itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
   <span itemprop="addressLocality">Leeds</span></p></div>
 <div itemprop="description"><p>Bake bread.</p><ul><li>Rye</li><li>Wheat</li></ul></div>
</div>"""

RDFA = """
<div vocab="http://schema.org/" typeof="JobPosting">
 <meta property="datePosted" content="2026-09-01"><h1 property="title">Baker &amp; Cook</h1>
 <a property="url" href="/jobs/7">this job</a>
 <div property="jobLocation" typeof="Place"><p property="address" typeof="PostalAddress">
  <span property="addressLocality">Leeds</span></p></div>
 <div property="description">Bake bread.</div>
</div>"""


@pytest.mark.parametrize("markup", [MICRODATA, RDFA])
def test_microdata_and_rdfa_come_in_the_form_of_json_ld(markup):
    (posting,) = job_postings(page(body=markup))

    assert posting["@type"].endswith("JobPosting")
    assert posting["title"] == "Baker & Cook"
    assert posting["datePosted"] == "2026-09-01"
    assert posting["url"] == URL
    assert posting["jobLocation"]["address"]["addressLocality"] == "Leeds"
    assert "Bake bread." in posting["description"]


def test_the_items_of_a_microdata_list_stay_apart():
    (posting,) = job_postings(page(body=MICRODATA))

    assert [line.strip(" *") for line in posting["description"].split("\n") if line.strip()] == [
        "Bake bread.", "Rye", "Wheat",
    ]  # fmt: skip


@pytest.mark.parametrize("markup", [MICRODATA, RDFA])
def test_a_page_reads_the_same_each_time(markup):
    assert job_postings(page(body=markup)) == job_postings(page(body=markup))


def test_a_page_that_says_it_twice_is_read_once():
    assert titles(json.dumps(JOB), body=MICRODATA) == ["Baker"]


def test_a_body_that_is_no_text_has_no_posting():
    assert job_postings(Response(URL, body=b"%PDF-1.7")) == []


@given(st.text(max_size=300))
def test_no_text_of_a_script_is_a_fault(text):
    job_postings(page(text, '{"@type":"JobPosting",' + text))


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=5), st.lists, max_leaves=5))
def test_values_stay_as_they_are(value):
    (posting,) = job_postings(page(json.dumps({**JOB, "x": value})))

    assert posting["x"] == value
