"""The whole suite runs with the network cut: a connection to anything but this machine is an error, wherever it is tried."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

LOCAL_NAMES = {"localhost", "localhost.localdomain", "ip6-localhost", ""}


class NetworkUsed(AssertionError):
    """A test, or what it tests, tried to reach another machine."""


def is_local(host: object) -> bool:
    """Whether a socket's host is this machine: loopback, or a name of it."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(host: object) -> None:
    if not is_local(host):
        raise NetworkUsed(f"a connection to {host!r} was tried; nothing here may need the network")


def _guarded(name: str) -> Any:
    real = getattr(socket.socket, name)

    def connect(self: socket.socket, address: Any, *rest: Any) -> Any:
        # sendto(data, [flags,] address): the address is the last; a path is a socket of this machine.
        where = rest[-1] if rest else address
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(where, tuple):
            _refuse(where[0])
        return real(self, address, *rest)

    return connect


def _cut_the_network() -> None:
    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, _guarded(name))
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse(host)
        return resolve(host, *rest, **named)

    socket.getaddrinfo = getaddrinfo


# When pytest loads this file, before any test module is imported.
_cut_the_network()
