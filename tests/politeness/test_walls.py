"""Challenges and refusals, told from pages that are what they seem."""

import pytest
from scrapy.http import HtmlResponse

from crawler.web.answers import BlockedBoardError, check_status
from crawler.web.walls import wall_in

URL = "https://careers.acme.example/jobs"
FORM = "<form><input name='email'><div class='h-captcha' data-sitekey='k'></div></form>"
LIST = "".join(f"<li><a href='/jobs/{n}'>Opening number {n}, with a line of text</a></li>"
               for n in range(80))  # fmt: skip


def _page(body, status=200, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(URL, status=status, headers=names, body=body.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", 403),
        ("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", 200),
        ("<html><title>x</title><script>window._cf_chl_opt={cvId:'3'}</script></html>", 503),
        ("<html><head><title>Attention Required! | Cloudflare</title></head></html>", 200),
        ("<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1></BODY>", 200),
        (
            "<html><body>Reference <a href='https://errors.edgesuite.net/18.4f'>18</a></body>",
            200,
        ),
        ("<html><head><script src='/_sec/cp_challenge/ak-challenge-4-3.htm'></script>", 200),
        ("<html><script>var dd={'host':'geo.captcha-delivery.com'}</script></html>", 200),
        ("<html><body><div id='px-captcha'></div></body></html>", 200),
        (
            "<html><body>Request unsuccessful. Incapsula incident ID: 44-2</body></html>",
            200,
        ),
        ("<html><iframe src='/_Incapsula_Resource?CWUDNSAI=23'></iframe></html>", 200),
        ("<html><script>window.awsWafCookieDomainList = [];</script></html>", 202),
        ("<html><head><title>Human Verification</title></head></html>", 405),
        ("<!doctype html><html><title>Vercel Security Checkpoint</title></html>", 429),
        ("<html><head><title>hCaptcha</title></head><body></body></html>", 200),
        ("<!-- x --><html><body><h1>Verify you are human</h1></body></html>", 200),
        ("<html><body><div class='g-recaptcha' data-sitekey='k'></div></body></html>", 202),
    ],
)
def test_a_challenge_is_blocked(body, status):
    with pytest.raises(BlockedBoardError):
        check_status(_page(body, status), frozenset())


@pytest.mark.parametrize(
    ("headers", "whose"),
    [
        ({"cf_mitigated": "challenge"}, "Cloudflare"),
        ({"x_amzn_waf_action": "captcha"}, "AWS WAF"),
    ],
)
def test_a_header_tells_whose_it_is(headers, whose):
    assert wall_in(_page("", 405, **headers)) == whose


@pytest.mark.parametrize(
    "body",
    [
        f"<html><head><title>Careers</title></head><body><ul>{LIST}</ul>{FORM}</body></html>",
        f"<html><head><script src='https://www.google.com/recaptcha/api.js'></script>"
        f"<title>Jobs at Captcha Labs</title></head><body><ul>{LIST}</ul></body></html>",
        f"<html><title>Security Engineer</title><script src='/cdn-cgi/challenge-platform/x'>"
        f"</script><body><h1>Security Engineer</h1>{LIST}</body></html>",
        f"<html><title>Access Control Technician</title><body>{LIST}</body></html>",
        f"<html><title>Robotics Engineer: are you a robot whisperer?</title>{LIST}</html>",
        f"<html><title>Security Checkpoint Officer</title><h1>One More Stepper</h1>{LIST}</html>",
        "<html><title>Careers</title><body>No openings</body></html>",
    ],
)
def test_a_page_that_mentions_such_things_is_a_page(body):
    response = _page(body)

    assert wall_in(response) is None
    check_status(response, frozenset())


def test_json_is_no_wall():
    assert wall_in(_page('{"jobs": [{"title": "Captcha Engineer"}]}')) is None


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_blocked_whatever_it_says(status):
    with pytest.raises(BlockedBoardError):
        check_status(_page("{}", status), frozenset())
