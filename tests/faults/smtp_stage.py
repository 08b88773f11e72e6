"""A mail server that misbehaves on order between whole ticks on one database, and workers that do not wait long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP
from django.conf import settings

from tests.faults.databases import fresh_database
from tests.faults.kill_stage import LIFE_SECONDS, PROCESSES, Stage
from tests.faults.kill_worker import Orders, set_up, work
from tests.outbox.faulty import DROP, Faulty, FaultyController
from tests.smtp import MailServer, free_port

TIMEOUT_SECONDS = 0.5


class Forgetful(Faulty):
    """Can also break the line after it has kept the mail: the worker never hears of it. Step KEPT."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        reply = await super().handle_DATA(server, session, envelope)
        return await self.obey("KEPT", server) or reply

    async def obey(self, step: str, server: SMTP) -> str:
        """The reply ordered for this passage; a dropped line ends quietly, without a traceback in the output."""
        if self.orders[step] and self.orders[step][0] == DROP:
            self.orders[step].popleft()
            cast("asyncio.Transport", server.transport).abort()
            await asyncio.sleep(3600)  # cancelled when the connection is lost
        return await super().obey(step, server)


def work_impatiently(orders: Orders) -> None:
    """A worker whose mail server has half a second to answer."""
    settings.EMAIL_TIMEOUT = TIMEOUT_SECONDS
    work(orders)


class SmtpStage(Stage):
    """A stage whose workers are impatient."""

    @property
    def faults(self) -> Forgetful:
        """Where to order faults."""
        return cast("Forgetful", self.mail.keeper)

    def send_in(self, *at: str, name: str = "report", **orders: Any) -> Any:
        """Start one worker (see `Orders`); `port` names another mail server."""
        port = orders.pop("port", self.mail.port)
        report = self.folder / f"{name}.json"
        worker = PROCESSES.Process(target=work_impatiently, args=(Orders(self.url, port, report, at, **orders),))
        worker.start()
        return worker


@contextmanager
def smtp_stage(engine: str, folder: Path, *, members: int) -> Iterator[SmtpStage]:
    """A stage on a fresh database with a faulty mail server."""
    addresses = [f"guest{number}@example.org" for number in range(members)]
    faults = Forgetful()
    controller = FaultyController(faults, hostname="127.0.0.1", port=free_port())
    with fresh_database(engine) as url:
        builder = PROCESSES.Process(target=set_up, args=(url, addresses))
        builder.start()
        builder.join(LIFE_SECONDS)
        assert builder.exitcode == 0
        controller.start()
        try:
            yield SmtpStage(url, MailServer(controller, faults), folder, addresses)
        finally:
            controller.stop()
