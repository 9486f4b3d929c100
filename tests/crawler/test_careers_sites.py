"""What is read of a careers site: its links, sitemaps, reservations, and the way through it."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, Response

from crawler.pages import site_walk, sitemaps
from crawler.pages.job_links import is_job_list, is_job_page, links, names_jobs
from crawler.pages.reservations import reservation
from crawler.pages.site_pages import row_of, same_site, title_without_company, with_telling_dates
from crawler.pages.site_walk import Kind, Stop, begin, guesses
from crawler.pages.sitemaps import Contents, Entry, read_sitemap
from crawler.web.answers import BoardError

SITE = "https://www.acme.example"
URLSET = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    b"<url><loc> https://www.acme.example/jobs/7?a=1&amp;b=2\n</loc><lastmod>2026-11-01</lastmod>"
    b"</url><url><loc>/jobs/8</loc></url><url><lastmod>2026</lastmod></url>"
    b"<url><loc>ftp://www.acme.example/jobs/9</loc></url></urlset>"
)
PAGES = (Entry(f"{SITE}/jobs/7?a=1&b=2", "2026-11-01"), Entry(f"{SITE}/jobs/8"))


@pytest.mark.parametrize(
    "address",
    [
        "/jobs/baker-7", "/job/7", "/jobs/7/", "/en/careers/job/leeds/baker", "/careers?id=7",
        "/karriere/stellenangebote/koch-m-w-d", "/job-7123.html", "/vacatures/bakker",
        "/emploi/offre/boulanger", "/jobs/detail.php?jobid=7", "/empleo/panadero", "/jobs/open-1",
        "/company/careers/gh/baker?gh_jid=7", "/jobs/2026/head-of-benefits-9",
    ],
)  # fmt: skip
def test_addresses_of_postings(address):
    assert is_job_page(SITE + address)
    assert not is_job_list(SITE + address)


@pytest.mark.parametrize(
    "address",
    [
        "/", "/about", "/jobs", "/careers/", "/careers/benefits", "/jobs/search", "/jobs?page=2",
        "/jobs/page/3", "/careers/open-positions", "/jobs/all-jobs", "/jobs/logo.png",
        "/careers/locations", "/blog/7", "/products/baker-7", "/jobs/impressum",
    ],
)  # fmt: skip
def test_addresses_of_other_pages(address):
    assert not is_job_page(SITE + address)


@pytest.mark.parametrize(
    "address",
    ["/jobs", "/careers/", "/careers/open-positions", "/jobs?page=2", "/stellenangebote",
     "/jobs/page/3", "/en/current-vacancies", "/jobs/all-jobs", "/list?startrow=25"],
)  # fmt: skip
def test_addresses_of_lists(address):
    assert is_job_list(SITE + address)


@pytest.mark.parametrize("address", ["/", "/about", "/jobs/benefits", "/team", "/jobs.pdf"])
def test_addresses_of_no_lists(address):
    assert not is_job_list(SITE + address)


def test_a_host_for_jobs_says_what_its_pages_are():
    assert is_job_page("https://jobs.acme.example/baker-in-leeds")
    assert not is_job_page("https://jobs.acme.example/about-us")
    assert not is_job_page("https://jobs.acme.example/")


@given(st.text(max_size=30))
def test_no_address_is_a_fault(text):
    url = f"{SITE}/{text}"
    is_job_page(url), is_job_list(url), names_jobs(url)


def test_links_are_absolute_and_come_once():
    page = HtmlResponse(
        f"{SITE}/jobs/", body=b'<a href="7">a</a><a href="7">b</a><a href="x:y">c</a>'
    )

    assert links(page) == [f"{SITE}/jobs/7"]
    assert links(Response(SITE, body=b"%PDF")) == []


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("s.xml", URLSET),
        ("s.xml.gz", URLSET),
        ("s.xml", gzip.compress(URLSET)),
        ("s.xml.gz", gzip.compress(gzip.compress(URLSET))),
        ("s.xml", b"\xef\xbb\xbf\n  " + URLSET),
        ("s.xml", gzip.compress(URLSET)[:-4]),
    ],
)
def test_a_sitemap_is_read_in_any_wrapping(name, body):
    response = Response(f"{SITE}/{name}", body=body, headers={"Content-Type": "text/html"})

    assert read_sitemap(response) == Contents(pages=PAGES)


@pytest.mark.parametrize("cut", [URLSET[:-1], URLSET[:-20], gzip.compress(URLSET)[:-40]])
def test_a_sitemap_that_breaks_off_is_not_whole(cut):
    found = read_sitemap(Response(f"{SITE}/sitemap.xml", body=cut))

    assert found.pages[0].url == PAGES[0].url
    assert not found.whole


def test_an_index_names_sitemaps():
    body = b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>"

    found = read_sitemap(Response(f"{SITE}/sitemap.xml", body=body))

    assert found == Contents(sitemaps=(Entry(f"{SITE}/a.xml"),))


def test_a_sitemap_may_be_lines():
    body = b"https://www.acme.example/jobs/7\r\nhttps://www.acme.example/jobs/8\n"

    assert [entry.url[-1] for entry in read_sitemap(Response(SITE, body=body)).pages] == ["7", "8"]


@pytest.mark.parametrize(
    "body",
    [b"", b"not found", b"<html><body>404</body></html>", b"<", b"{}", b"<rss></rss>",
     b"\x1f\x8b\x08junk"],
)  # fmt: skip
def test_what_is_no_sitemap_says_so(body):
    with pytest.raises(BoardError, match=r"www\.acme\.example"):
        read_sitemap(Response(f"{SITE}/sitemap.xml", body=body))


def test_entities_of_a_sitemap_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://leaked.example/jobs/1")
    body = (
        f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{secret}">]>'
        "<urlset><url><loc>&x;</loc></url><url><loc>/jobs/8</loc></url></urlset>"
    ).encode()

    found = read_sitemap(Response(f"{SITE}/sitemap.xml", body=body))

    assert "leaked" not in str(found)
    assert Entry(f"{SITE}/jobs/8") in found.pages


def test_a_sitemap_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr(sitemaps, "LARGEST", 1_000_000)

    with pytest.raises(BoardError, match="unpacks to more than"):
        read_sitemap(Response(SITE, body=gzip.compress(b" " * 5_000_000)))


def test_a_date_that_all_entries_share_is_that_of_the_sitemap():
    assert with_telling_dates([Entry("a", "1"), Entry("b", "1")]) == [Entry("a"), Entry("b")]
    assert with_telling_dates([Entry("a", "1"), Entry("b", "2")])[1].lastmod == "2"


@pytest.mark.parametrize(
    ("headers", "head", "reserved"),
    [
        ({}, "", False),
        ({"tdm-reservation": "1"}, "", True),
        ({"TDM-Reservation": " 1 "}, "", True),
        ({"tdm-reservation": "0"}, "", False),
        ({}, '<meta name="tdm-reservation" content="1">', True),
        ({}, '<META NAME="TDM-Reservation" CONTENT="1">', True),
        ({}, '<meta name="tdm-reservation" content="0">', False),
        ({"X-Robots-Tag": "noindex"}, "", True),
        ({"X-Robots-Tag": "max-snippet:-1, noindex"}, "", True),
        ({"X-Robots-Tag": "otherbot: noindex"}, "", False),
        ({"X-Robots-Tag": "openings: noindex"}, "", True),
        ({"X-Robots-Tag": "nofollow"}, "", False),
        ({}, '<meta name="robots" content="index, follow">', False),
        ({}, '<meta name="robots" content="NOINDEX,nofollow">', True),
        ({}, '<meta name="robots" content="none">', True),
        ({}, '<meta name="openings" content="noindex">', True),
        ({}, '<meta name="otherbot" content="noindex">', False),
    ],
)
def test_reservations(headers, head, reserved):
    page = HtmlResponse(SITE, headers=headers, body=f"<html><head>{head}</head></html>".encode())

    assert (reservation(page) is not None) is reserved


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"{SITE}/jobs/7", "jobs/7"),
        (f"{SITE}/jobs/7/?utm_source=x", "jobs/7"),
        ("https://acme.example/jobs/7", "jobs/7"),
        ("http://www.acme.example/jobs/7", "jobs/7"),
        ("https://jobs.acme.example/7", "jobs.acme.example/7"),
        (f"{SITE}/jobs?id=7", "jobs?id=7"),
    ],
)
def test_the_id_of_a_posting_is_where_its_page_is(url, name):
    assert row_of(Entry(url), f"{SITE}/careers")["row"]["id"] == name


def test_an_outdated_scheme_is_put_right():
    assert row_of(Entry("http://www.acme.example/jobs/7"), SITE)["row"]["url"].startswith("https:")


def test_a_site_has_several_hosts_of_one_owner():
    assert same_site("https://jobs.acme.example/7", SITE)
    assert not same_site("https://acme.elsewhere.example/7", SITE)


def test_a_title_of_a_page_counts_only_with_the_company_at_its_end():
    assert title_without_company("Baker - Nights | Acme", "Acme") == "Baker - Nights"
    assert title_without_company("Jobs", "Acme") is None
    assert title_without_company("Baker - Acme", None) is None


def lists(*names):
    return [Stop(Kind.LISTING, f"{SITE}/{name}", 1) for name in names]


def test_a_walk_reads_each_stop_once():
    walk = begin(f"{SITE}/").on(last=lists("jobs", "jobs/", "more"))
    read = []
    while walk.stops:
        read.append(walk.here.url)
        walk = walk.on(first=lists("jobs", "more"), last=lists("", "jobs"))

    assert read == [f"{SITE}/robots.txt", f"{SITE}/jobs", f"{SITE}/more"]


def test_a_walk_goes_no_deeper_than_it_may():
    walk = begin(SITE)
    deep = Stop(Kind.LISTING, f"{SITE}/deep", site_walk.DEEPEST + 1)

    assert deep not in walk.on(first=[deep]).stops


def test_a_walk_without_end_ends_and_tells():
    walk = begin(SITE)
    for number in range(10 * site_walk.MOST_STOPS):
        if not walk.stops:
            break
        walk = walk.on(last=lists(f"jobs?page={number}"))

    assert len(walk.visited) <= site_walk.MOST_STOPS
    assert "more than" in (walk.finding(["1"]).problem or "")


def test_too_many_postings_end_the_walk():
    walk = begin(SITE).finding(str(number) for number in range(site_walk.MOST_POSTINGS + 1))

    assert not walk.stops
    assert "more than" in (walk.problem or "")


def test_a_walk_that_is_not_over_has_no_problem_yet():
    assert begin(SITE).problem is None


def test_a_sitemap_is_looked_for_below_the_start_page_too():
    assert f"{SITE}/careers/sitemap.xml" in [stop.url for stop in guesses(f"{SITE}/careers")]
    assert {stop.kind for stop in guesses(SITE)} == {Kind.GUESS}
