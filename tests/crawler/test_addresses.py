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


SITE = Address("{token}.*.vendor.example/[locale]/{site}")
LOCALES = ["en-US", "en-us", "fr_CA", "es-419", "zh-CN", "zh-Hans-SG", "de"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("end", ["", "/", "?source=x"])
def test_a_language_with_nothing_after_it_names_no_board(locale, end):
    assert SITE.match(f"https://acme.wd1.vendor.example/{locale}{end}") is None
    assert (
        Address("ats.vendor.example/[locale]/{token}").match(f"ats.vendor.example/{locale}") is None
    )


@pytest.mark.parametrize(
    "template", ["jobs.vendor.example/{token}", "jobs.vendor.example/*/{token}"]
)
@pytest.mark.parametrize("locale", ["en-US", "de_DE", "pt-br"])
def test_a_language_with_its_region_names_no_board_anywhere(template, locale):
    url = f"https://{template.replace('*', 'companies').replace('{token}', locale)}"

    assert Address(template).match(url) is None


@pytest.mark.parametrize("name", ["au", "gc-ai", "ml-ag", "bm-to", "ea", "External", "de-jobs"])
def test_names_of_few_letters_are_names(name):
    assert SITE.match(f"https://acme.wd1.vendor.example/{name}") == {"token": "acme", "site": name}
    assert SITE.match(f"https://acme.wd1.vendor.example/de/{name}/job/1")["site"] == name


def test_a_token_of_two_letters_stands_where_its_site_follows():
    assert PORTAL.match("https://jobs.vendor.example/fi/CAREERS") == {
        "token": "fi",
        "site": "CAREERS",
    }
