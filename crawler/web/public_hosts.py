"""Only public hosts are asked: no careers URL and no redirect leads into a private network.

An address written as a number is judged before the request is sent, a name when it is resolved: the
address that was judged is the address that is connected to.

Behind a proxy (`https_proxy`) the proxy resolves names, and has to judge itself.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.web.answers import BlockedBoardError

_WEB = frozenset({"http", "https"})
_refused: dict[str, str] = {}
"""Names that led to a private address in this process, with that address."""


class PrivateHostError(BlockedBoardError):
    """A request would leave the public web."""


def is_public(address: str) -> bool:
    """Whether an IP address is reachable for everyone; an IPv6 form of an IPv4 address is as that.

    https://www.iana.org/assignments/iana-ipv4-special-registry, and that for IPv6.
    """
    found = ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in _meant(found))


class PublicHosts:
    """Downloader middleware: refuses what is no web address of a public host."""

    def process_request(self, request: Request) -> None:
        """Raises `PrivateHostError` for other schemes, and for private addresses as numbers."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in _WEB or not host:
            raise PrivateHostError(
                f"{request.url} is no address of the web: which begins with https://"
            )
        if _is_number(host) and not is_public(host):
            raise PrivateHostError(_sentence(host, host))


class PrivateNames:
    """Downloader middleware: says why a name was not resolved, where that was for its address."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises `PrivateHostError`, after which nothing is tried again."""
        host = urlsplit(request.url).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in _refused:
            raise PrivateHostError(_sentence(host, _refused[host])) from exception


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver of names, which takes private addresses for none."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802
        """The address of a name. Fails with `DNSLookupError` where it is private."""
        found = super().getHostByName(name, timeout)
        # What is written as a number was judged as such.
        return found if _is_number(name) else found.addCallback(_public, name)


def _public(address: Any, name: str) -> Any:
    if is_public(str(address)):
        return address
    _refused[name.lower()] = str(address)
    raise DNSLookupError(_sentence(name, str(address)))


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and the IPv4 address that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    inner = address.sixtofour or (address.teredo or (None, None))[1] or _translated(address)
    return [address, inner] if inner else [address]


def _translated(address: IPv6Address) -> IPv4Address | None:
    """Of 64:ff9b::/96, by which networks without IPv4 reach it (RFC 6052)."""
    prefix = int(address) >> 32
    return IPv4Address(int(address) & 0xFFFFFFFF) if prefix == 0x64FF9B << 64 else None


def _is_number(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _sentence(host: str, address: str) -> str:
    subject = f"{host} is" if host == address else f"{host} leads to {address},"
    return f"{subject} an address of a private network, which is never asked"
