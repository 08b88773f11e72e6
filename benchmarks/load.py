"""Requests from one or several clients, and how long each took."""

import gzip
import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.servers import Server

WARM_UP = 30


@dataclass(frozen=True)
class Request:
    """One request as a browser would send it."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    status: int = 200


@dataclass(frozen=True)
class Measured:
    """What a series of requests came to. Times in milliseconds; sizes in bytes."""

    median: float
    cpu: float
    a_second: float
    raw: int
    gzipped: int


# The request that client `number` sends as its `turn`-th.
Sequence = Callable[[int, int], Request]


def measure(server: Server, sequence: Sequence, *, requests: int, clients: int = 1) -> Measured:
    """Warm up, then send `requests` in all from `clients` at once. Any other status than expected stops the run."""
    for turn in range(WARM_UP):
        for number in range(clients):
            send(server.port, sequence(number, turn))
    times: list[list[float]] = [[] for _ in range(clients)]
    threads = [
        threading.Thread(target=_client, args=(server.port, sequence, number, requests // clients, times[number]))
        for number in range(clients)
    ]
    cpu, began = server.cpu_seconds(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted, cpu = time.perf_counter() - began, server.cpu_seconds() - cpu
    taken = [each for series in times for each in series]
    assert len(taken) == requests // clients * clients, "a client stopped early"
    body = send(server.port, sequence(0, WARM_UP + requests))
    return Measured(
        median=statistics.median(taken) * 1000,
        cpu=cpu / len(taken) * 1000,
        a_second=len(taken) / lasted,
        raw=len(body),
        gzipped=len(gzip.compress(body, mtime=0)) if body else 0,
    )


def _client(port: int, sequence: Sequence, number: int, requests: int, times: list[float]) -> None:
    for turn in range(WARM_UP, WARM_UP + requests):
        request = sequence(number, turn)
        began = time.perf_counter()
        send(port, request)
        times.append(time.perf_counter() - began)


def send(port: int, request: Request) -> bytes:
    """The body of the answer. Raises AssertionError for an unexpected status."""
    return _exchange(port, request)[1]


def header_of(port: int, request: Request, name: str) -> str:
    """One header of the answer."""
    return _exchange(port, request)[0].get(name, "")


def _exchange(port: int, request: Request) -> tuple[dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(request.method, request.path, request.body or None, request.headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    assert response.status == request.status, f"{request.method} {request.path}: {response.status}"
    return dict(response.getheaders()), body
