"""A cache that all processes share in Redis, and that each keeps in its own memory while Redis is away.

What is kept may be lost at any time: limits against guessing, pages drawn for visitors. So Redis is never worth an
error or a wait: it gets a fraction of a second, and after a failure it is left alone for a while.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 0.2
ANSWER_SECONDS = 0.2
PAUSE_SECONDS = 15.0  # after a failure nobody waits for Redis again so soon
MOST_KEPT = 20_000  # entries in the memory of a process; each is a limit's times or a page


class SharedCache(BaseCache):
    """Django's Redis cache, answered from this process's memory while Redis fails. Never raises because of Redis.

    While Redis is away limits count for each process alone; what was counted before begins anew.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        patience = {
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            "retry": Retry(NoBackoff(), 0),  # its own way would try again for seconds
        }
        self._shared = RedisCache(server, {**params, "OPTIONS": {**params.get("OPTIONS", {}), **patience}})
        self._own = LocMemCache(f"{server} while it is away", {**params, "OPTIONS": {"MAX_ENTRIES": MOST_KEPT}})
        self._paused_until = 0.0  # of the monotonic clock

    def _ask(self, act: Callable[[BaseCache], Any]) -> Any:
        if time.monotonic() >= self._paused_until:
            try:
                return act(self._shared)
            except (RedisError, OSError) as error:
                self._paused_until = time.monotonic() + PAUSE_SECONDS
                logger.warning("The shared cache failed (%s); this process keeps its own.", type(error).__name__)
        return act(self._own)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether the key was free and is now set."""
        return bool(self._ask(lambda cache: cache.add(key, value, timeout, version)))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What is kept, or the default."""
        return self._ask(lambda cache: cache.get(key, default, version))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value."""
        self._ask(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it longer; whether it was there."""
        return bool(self._ask(lambda cache: cache.touch(key, timeout, version)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget it; whether it was there."""
        return bool(self._ask(lambda cache: cache.delete(key, version)))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether it is kept."""
        return bool(self._ask(lambda cache: cache.has_key(key, version)))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a number that is kept. Raises ValueError when there is none."""
        return int(self._ask(lambda cache: cache.incr(key, delta, version)))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Those that are kept."""
        wanted = list(keys)
        return dict(self._ask(lambda cache: cache.get_many(wanted, version)))

    def set_many(
        self, data: Mapping[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        """Keep several values."""
        return list(self._ask(lambda cache: cache.set_many(dict(data), timeout, version)) or [])

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        """Forget several."""
        wanted = list(keys)
        self._ask(lambda cache: cache.delete_many(wanted, version))

    def clear(self) -> None:
        """Forget everything, here and in Redis."""
        self._own.clear()
        self._ask(lambda cache: cache.clear())
