"""`python -P wow/healthy.py`: whether the web server of this container answers and has its database.

A quiet clock is no fault of this process: new containers would never be believed, because no tick has run yet.
Stands alone and imports nothing of ours, so that asking every half minute costs little.
"""

import http.client
import os
import sys
from urllib.parse import urlsplit

PORT = 8000
PATIENCE_SECONDS = 5


def answer(port: int, host: str) -> tuple[int, str]:
    """Status and text of the health page, asked as the proxy would ask."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    line.request("GET", "/health/", headers={"Host": host, "X-Forwarded-Proto": "https"})
    reply = line.getresponse()
    return reply.status, reply.read().decode()


def is_healthy(status: int, text: str) -> bool:
    """Whether the health page says ok, or complains of other things than the database."""
    return status == http.client.OK or (
        status == http.client.SERVICE_UNAVAILABLE and "database" not in text.splitlines()
    )


if __name__ == "__main__":
    sys.exit(not is_healthy(*answer(PORT, urlsplit(os.environ["SITE_URL"]).netloc)))
