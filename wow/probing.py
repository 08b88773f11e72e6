"""Whether the database answers at all. A frozen server holds whoever asks it, so somebody else is sent to ask."""

import threading

from django.db import DatabaseError, InterfaceError, connection

ANSWER_SECONDS = 3.0


class Probe:
    """Asks by a thread on a connection of its own, one at a time: a server that never answers costs one thread."""

    def __init__(self) -> None:
        self._is_free = threading.Lock()

    def is_answered(self, within: float = ANSWER_SECONDS) -> bool:
        """Whether PostgreSQL says anything within so many seconds, or twice as many while others ask.

        SQLite is a file, whose own waits have an end: always True.
        """
        if connection.vendor != "postgresql":
            return True
        if not self._is_free.acquire(timeout=within):
            return False
        asked = _Asking(self._is_free)
        asked.start()
        asked.is_over.wait(within)
        return asked.is_answered


class _Asking(threading.Thread):
    """One question; the lock is given back when it is over, however late."""

    def __init__(self, lock: threading.Lock) -> None:
        super().__init__(daemon=True)
        self.lock = lock
        self.is_over = threading.Event()
        self.is_answered = False

    def run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.is_answered = True
        except (DatabaseError, InterfaceError):
            pass  # an error is no answer
        finally:
            connection.close()
            self.lock.release()
            self.is_over.set()


probe = Probe()
