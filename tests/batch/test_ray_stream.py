"""A dataset that fails is followed by another, as long as that can bring the run on; nothing here needs Ray."""

from __future__ import annotations

from typing import Any

import pytest

from ie.batch import ray_stream
from ie.batch.pool import WorkerFailed
from ie.batch.ray_stream import LastingStream, Stream
from ie.read.items import Item


class Cluster:
    """Streams that follow a plan: how many items each does before it fails, None where it does all."""

    def __init__(self, *plans: int | None) -> None:
        self.plans = list(plans)
        self.nodes = {"a", "b"}
        self.made: list[Scripted] = []

    def stream(self, actors: int, settings: dict[str, Any], taggers: list[str]) -> Scripted:
        self.made.append(Scripted(self, actors, self.plans.pop(0)))
        return self.made[-1]


class Scripted(Stream):
    """A stream whose cluster is a list."""

    def __init__(self, cluster: Cluster, actors: int, plan: int | None) -> None:
        self._nodes, self._gave = set(cluster.nodes), False
        self.actors, self.plan = actors, plan
        self.numbers: list[int] = []
        self.ended = self.closed = False

    def send(self, number: int, item: Item) -> int:
        self.numbers.append(number)
        return len(item.data or b"")

    def flush(self) -> None:
        pass

    def end(self) -> None:
        self.ended = True

    def receive(self) -> list[tuple[int, bytes]]:
        if self.plan == 0:
            raise WorkerFailed("lost")
        done, self.numbers = self.numbers[: self.plan], self.numbers[len(self.numbers[: self.plan]) :]
        self.plan = None if self.plan is None else 0
        self._gave = True
        return [(number, b"%d" % number) for number in done]

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Any:
    def begin(cluster: Cluster, items: int = 5) -> LastingStream:
        monkeypatch.setattr(ray_stream, "Stream", cluster.stream)
        monkeypatch.setattr(ray_stream, "_nodes", lambda: set(cluster.nodes))
        monkeypatch.setattr(ray_stream, "cores_now", lambda: len(cluster.nodes))
        stream = LastingStream(4, {}, [])
        for number in range(items):
            stream.send(number, Item(f"{number}.txt", None, "", data=b"12345678"))
        return stream

    return begin


def test_what_is_not_done_goes_to_the_next_stream(start: Any) -> None:
    cluster = Cluster(2, None)
    stream = start(cluster)
    assert stream.sent_bytes == 40
    stream.end()
    assert stream.receive() == [(0, b"0"), (1, b"1")]
    assert stream.sent_bytes == 24
    assert stream.receive() == []
    first, second = cluster.made
    assert (first.closed, second.closed, second.ended) == (True, False, True)
    assert second.numbers == [2, 3, 4]
    assert [n for n, _ in stream.receive()] == [2, 3, 4]
    assert stream.sent_bytes == 0


def test_a_stream_that_is_not_ended_is_not_ended_for_the_next(start: Any) -> None:
    cluster = Cluster(1, None)
    stream = start(cluster)
    stream.receive()
    stream.receive()
    assert not cluster.made[1].ended
    stream.send(5, Item("5.txt", None, ""))
    assert cluster.made[1].numbers == [1, 2, 3, 4, 5]


def test_a_node_that_went_is_a_reason_to_go_on_with_fewer_actors(start: Any) -> None:
    cluster = Cluster(0, None)
    stream = start(cluster)
    cluster.nodes = {"a"}
    assert stream.receive() == []
    assert [s.actors for s in cluster.made] == [2, 1]


@pytest.mark.parametrize("plans", [(0,), (3, 0)])
def test_a_stream_that_brings_nothing_on_ends_the_run(start: Any, plans: tuple[int, ...]) -> None:
    cluster = Cluster(*plans)
    stream = start(cluster)
    with pytest.raises(WorkerFailed, match="lost"):
        for _ in range(5):
            stream.receive()
    assert not cluster.plans


def test_an_outcome_that_comes_twice_counts_once(start: Any) -> None:
    cluster = Cluster(None)
    stream = start(cluster)
    cluster.made[0].numbers += [1, 4]
    assert sorted(n for n, _ in stream.receive()) == [0, 1, 2, 3, 4]
