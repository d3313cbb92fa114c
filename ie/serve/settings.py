"""How much the service takes on at once; beyond it a client is told to come again, and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from ie.batch.engine import default_workers
from ie.read import Limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """`limits` are a report's budgets, the same as in batches."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = field(default_factory=default_workers)
    tagger: str | None = None
    limits: Limits = field(default_factory=Limits)
    max_waiting: int = 64
    """Reports that may wait for a worker; with two workers the last of them is read within a second or two."""
    max_held: int = 256_000_000
    """Bytes of bodies in memory at once."""
    max_batch: int = 500_000_000
    """Bytes of one batch, which lies on the disk while it is worked through."""
    max_batches: int = 4
    """Batches at once."""
    body_seconds: float = 60.0
    """A body that has not come by then is given up; a batch has ten times as long."""
    hosts: tuple[str, ...] = ()
    """Names that a request may call this service by; empty for any.  On loopback only loopback's own are allowed, so that no
    web page can reach it under a name of its own."""

    @property
    def allowed_hosts(self) -> tuple[str, ...]:
        return self.hosts or (LOOPBACK if self.host in LOOPBACK else ())

    @property
    def stop_seconds(self) -> float:
        """What a request in work at the end may still take."""
        return self.limits.max_seconds + 5
