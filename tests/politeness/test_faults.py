"""Each kind of failure in words that need no knowledge of the libraries."""

import ssl

import pytest
from OpenSSL.SSL import Error as OpenSSLError
from scrapy import exceptions as scrapy_errors
from service_identity import VerificationError
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseNeverReceived

from crawler.web.faults import in_words, is_about_name, is_transient

URL = "https://acme.example/jobs"


def _caused(error, cause):
    error.__cause__ = cause
    return error


def _below_twisted(cause):
    """As Scrapy's HTTP handler raises what Twisted's agent collected."""
    collected = ResponseNeverReceived([Failure(cause)])
    return _caused(scrapy_errors.DownloadFailedError(str(collected)), collected)


@pytest.mark.parametrize(
    ("error", "sentence", "transient"),
    [
        (
            scrapy_errors.CannotResolveHostError("DNS lookup failed: no results for hostname"),
            "the name acme.example leads to no server (DNS)",
            True,
        ),
        (
            scrapy_errors.DownloadConnectionRefusedError("111: Connection refused."),
            "acme.example refuses the connection",
            True,
        ),
        (
            scrapy_errors.DownloadTimeoutError("took longer than 60.0 seconds"),
            f"{URL} gave no answer in time",
            True,
        ),
        (
            scrapy_errors.ResponseDataLossError(),
            f"{URL} broke off in the middle of its answer",
            True,
        ),
        (
            _below_twisted(ConnectionLost()),
            "acme.example broke off the connection before it answered",
            True,
        ),
        (
            _below_twisted(OpenSSLError([("SSL routines", "", "certificate verify failed")])),
            "acme.example does not prove who it is: the TLS connection failed"
            " (certificate verify failed)",
            False,
        ),
        (
            _below_twisted(VerificationError(errors=[])),
            "acme.example does not prove who it is: the TLS connection failed"
            " (its certificate is for another name)",
            False,
        ),
        (
            scrapy_errors.DownloadCancelledError("size larger than maxsize"),
            f"{URL} answers more than is ever read of one answer",
            False,
        ),
        (
            scrapy_errors.IgnoreRequest("max redirections reached"),
            f"{URL} leads on and on: too many redirects",
            False,
        ),
        (ValueError("odd"), f"{URL} gave no answer: odd", False),
        (ValueError(), f"{URL} gave no answer: ValueError", False),
    ],
)
def test_a_failure_has_its_sentence(error, sentence, transient):
    assert in_words(error, URL) == sentence
    assert is_transient(error) is transient


def test_a_name_that_leads_nowhere_is_no_fault_of_a_server():
    assert is_about_name(scrapy_errors.CannotResolveHostError())
    assert not is_about_name(ssl.SSLError())
