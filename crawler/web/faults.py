"""Why a request has no answer, in a sentence without the libraries' words."""

from collections.abc import Iterator, Mapping
from ssl import SSLError
from urllib.parse import urlsplit

from OpenSSL.SSL import Error as OpenSSLError
from scrapy import exceptions as scrapy_errors
from service_identity import VerificationError
from twisted.internet.error import ConnectError as TwistedConnectError
from twisted.internet.error import ConnectionClosed

_TRANSIENT = (
    scrapy_errors.CannotResolveHostError,
    scrapy_errors.DownloadConnectionRefusedError,
    scrapy_errors.DownloadFailedError,
    scrapy_errors.DownloadTimeoutError,
    scrapy_errors.ResponseDataLossError,
    ConnectionClosed,
    TwistedConnectError,
    OSError,
)
_CUT = (
    scrapy_errors.DownloadTimeoutError,
    scrapy_errors.ResponseDataLossError,
    scrapy_errors.DownloadCancelledError,
)
_SENTENCES: Mapping[type[BaseException], str] = {
    scrapy_errors.CannotResolveHostError: "the name {host} leads to no server (DNS)",
    scrapy_errors.DownloadConnectionRefusedError: "{host} refuses the connection",
    scrapy_errors.DownloadTimeoutError: "{url} gave no answer in time",
    scrapy_errors.ResponseDataLossError: "{url} broke off in the middle of its answer",
    scrapy_errors.DownloadCancelledError: "{url} answers more than is ever read of one answer",
    scrapy_errors.DownloadFailedError: "{host} broke off the connection before it answered",
    ConnectionClosed: "{host} broke off the connection before it answered",
    TwistedConnectError: "{host} cannot be reached",
}
_TLS = (OpenSSLError, VerificationError, SSLError)


def is_transient(error: BaseException) -> bool:
    """Whether the same request may be answered a little later; a wrong certificate stays wrong."""
    return isinstance(error, _TRANSIENT) and not _any(error, _TLS)


def is_about_name(error: BaseException) -> bool:
    """Whether no server was asked, since its name leads to none."""
    return isinstance(error, scrapy_errors.CannotResolveHostError)


def is_cut(error: BaseException) -> bool:
    """Whether an answer began, or was awaited, and did not come whole; less of it might."""
    return isinstance(error, _CUT) or _is_too_large(error)


def in_words(error: BaseException, url: str) -> str:
    """One sentence about a request that failed."""
    host = urlsplit(url).hostname or url
    if _any(error, _TLS):
        return f"{host} does not prove who it is: the TLS connection failed ({_detail(error)})"
    for kind, sentence in _SENTENCES.items():
        if isinstance(error, kind):
            return sentence.format(url=url, host=host)
    if _is_too_large(error):
        # Unpacked it would be more than that.
        return in_words(scrapy_errors.DownloadCancelledError(), url)
    if isinstance(error, scrapy_errors.IgnoreRequest) and "redirect" in str(error):
        return f"{url} leads on and on: too many redirects"
    return f"{url} gave no answer: {str(error).strip() or type(error).__name__}"


def _is_too_large(error: BaseException) -> bool:
    return isinstance(error, scrapy_errors.IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error)


def _any(error: BaseException, kinds: tuple[type[BaseException], ...]) -> bool:
    return any(isinstance(cause, kinds) for cause in _causes(error))


def _detail(error: BaseException) -> str:
    cause = next(cause for cause in _causes(error) if isinstance(cause, _TLS))
    if isinstance(cause, VerificationError):
        return "its certificate is for another name"
    return _reason(cause)


def _reason(cause: BaseException) -> str:
    """The last word of OpenSSL's list of (library, function, reason)."""
    found = cause.args[0] if cause.args else ""
    return str(found[-1][-1] if isinstance(found, list) and found else cause)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what caused it, and what Twisted collected below."""
    while error is not None:
        yield error
        for failure in getattr(error, "reasons", ()):
            yield from _causes(failure.value)
        error = error.__cause__
