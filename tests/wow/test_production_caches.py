"""The shared cache over a real Redis that is killed, frozen and brought back."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.redis_broker import Broker, broker
from wow import caches
from wow.caches import SharedCache

LONGEST_WAIT_SECONDS = 0.5


@pytest.fixture(name="redis")
def _redis(tmp_path: Path) -> Iterator[Broker]:
    with broker(tmp_path) as ours:
        ours.start()
        yield ours


@pytest.fixture(name="two")
def _two(redis: Broker) -> tuple[SharedCache, SharedCache]:
    """The caches of two processes."""
    return SharedCache(redis.url, {}), SharedCache(redis.url, {})


def use_everything(cache: SharedCache) -> list[object]:
    """Ask each thing that a cache can be asked for, and return what it answers."""
    cache.clear()
    answers: list[object] = [cache.add("a", 1), cache.add("a", 2), cache.incr("a", 4), cache.get("a")]
    cache.set("b", {"c": [1]}, timeout=60)
    answers += [cache.get("b"), cache.touch("b", 90), cache.has_key("b"), "b" in cache]
    answers += [cache.set_many({"c": 1, "d": 2}), cache.get_many(["c", "d", "e"])]
    cache.delete_many(["c", "d"])
    return [*answers, cache.get("c"), cache.delete("b"), cache.get("b", "none"), cache.get_or_set("f", 7)]


ANSWERS: list[object] = [
    *(True, False, 5, 5), *({"c": [1]}, True, True, True), *([], {"c": 1, "d": 2}), *(None, True, "none", 7)
]  # fmt: skip


def test_two_processes_count_together(two: tuple[SharedCache, SharedCache]) -> None:
    one, other = two
    assert use_everything(one) == ANSWERS
    one.set("attempts", 3)
    assert other.incr("attempts") == 4


@pytest.mark.parametrize("fate", ["killed", "frozen"])
def test_without_redis_each_process_answers_for_itself_and_at_once(
    two: tuple[SharedCache, SharedCache], redis: Broker, fate: str
) -> None:
    one, other = two
    one.set("attempts", 3)
    assert other.get("attempts") == 3
    redis.kill() if fate == "killed" else redis.freeze()
    began = time.monotonic()
    assert use_everything(one) == ANSWERS
    assert time.monotonic() - began < LONGEST_WAIT_SECONDS
    assert other.get("attempts") is None


def test_it_is_one_again_when_redis_is_back(
    two: tuple[SharedCache, SharedCache], redis: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caches, "PAUSE_SECONDS", 0.3)
    one, other = two
    redis.kill()
    one.set("attempts", 1)
    redis.start()
    assert (one.get("attempts"), other.get("attempts")) == (1, None)  # one still pauses
    time.sleep(0.3)
    one.set("attempts", 5)
    assert other.get("attempts") == 5


def test_while_it_pauses_nobody_asks_redis(redis: Broker, caplog: pytest.LogCaptureFixture) -> None:
    cache = SharedCache(redis.url, {})
    redis.kill()
    with caplog.at_level(logging.WARNING, logger="wow.caches"):
        for number in range(100):
            cache.set("page", number)
    assert len(caplog.records) == 1
    assert cache.get("page") == 99


def test_a_number_that_is_not_there_cannot_be_added_to(two: tuple[SharedCache, SharedCache]) -> None:
    with pytest.raises(ValueError, match="not found"):
        two[0].incr("nothing")


def test_a_full_redis_is_one_that_is_away(two: tuple[SharedCache, SharedCache], redis: Broker) -> None:
    redis.ask("config", "set", "maxmemory", "1")
    two[0].set("attempts", 1)
    assert two[0].get("attempts") == 1
