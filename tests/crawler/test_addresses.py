"""Templates of careers addresses: what they fit, and what stands for what in them."""

import pytest

from crawler.addresses import Address

PORTAL = Address("jobs.vendor.example/[locale]/{token}/{site}")


@pytest.mark.parametrize("locale", ["en-US", "fr_CA", "de", "es-419", "zh-Hans", "zh-Hans-SG"])
def test_a_language_may_stand_before_the_board(locale):
    found = PORTAL.match(f"https://jobs.vendor.example/{locale}/acme/CAREERS/jobs/1")

    assert found == {"token": "acme", "site": "CAREERS"}


@pytest.mark.parametrize("token", ["pca", "acme-bakery", "4refuel", "abcd"])
def test_what_is_no_language_is_the_board(token):
    found = PORTAL.match(f"https://jobs.vendor.example/{token}/CAREERS")

    assert found == {"token": token, "site": "CAREERS"}
