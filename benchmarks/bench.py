"""One run: bare Django first and last, ours in between, the same clients, the same database server."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import Measured, Request, header_of, measure
from benchmarks.outbox import report
from benchmarks.prepare import CLIENTS
from benchmarks.report import Row, conditions, table, write
from benchmarks.servers import database, gunicorn, postgres_answers

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300, help="how many a line")
    requests = parser.parse_args().requests
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {
            "BENCH_DIR": str(folder),
            "BENCH_DATABASE_URL": stack.enter_context(database("portal", folder)),
            "BARE_DATABASE_URL": stack.enter_context(database("bare", folder)),
        }
        prepare("bare", {**environment, "DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"})
        facts = json.loads(prepare("portal", {**environment, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}))
        rows = Run(environment, facts, requests, folder / "log").rows()
    engine = "PostgreSQL" if postgres_answers() else "SQLite"
    print(table(rows))
    outbox = report()
    print(outbox)
    write(PAGE, f"{conditions(engine, requests)}\n\n{table(rows)}\n\n{outbox}")
    missed = [row.name for row in rows if row.is_kept is False]
    print(f"Over budget: {', '.join(missed)}" if missed else "Every budget is kept.")


def prepare(which: str, environment: dict[str, str]) -> str:
    """Fill one database in a process of its own; what it says."""
    command = [sys.executable, "-m", "benchmarks.prepare", which]
    return subprocess.run(
        command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


class Run:
    """The three servers of a run, one after the other."""

    def __init__(self, environment: dict[str, str], facts: dict[str, Any], requests: int, log: Path) -> None:
        self.environment, self.facts, self.requests, self.log = environment, facts, requests, log
        self.lunch = f"/sv/lunches/{facts['slug']}/"

    def rows(self) -> list[Row]:
        """Every line of the table."""
        page, answer, answer8 = self.bare()
        cold = self.portal(is_cold=True)
        warm = self.portal(is_cold=False)
        again, answer_again, answer8_again = self.bare()
        page, answer, answer8 = mean(page, again), mean(answer, answer_again), mean(answer8, answer8_again)
        queries: dict[str, int] = self.facts["queries"]

        def public(name: str, key: str) -> Row:
            return Row(f"{name}, visitor, cold", cold[key], page, 1.5, queries[key], 2)

        def own(name: str, key: str) -> Row:
            return Row(f"{name}, member", warm[key], page, 4, queries[key], 8)

        return [
            Row("bare Django: one page", page, page, queries=1),
            public("home", "visitor_home"),
            public("lunch", "visitor_lunch"),
            Row("lunch, visitor, kept", warm["visitor_lunch"], page, 0.5, 0, 0),
            Row("lunch, visitor, 304", warm["unchanged"], page, 0.5, 0, 0),
            own("home", "member_home"),
            own("lunch", "member_lunch"),
            own("my page", "my_page"),
            Row("bare Django: lock, count, insert", answer, answer, queries=3),
            Row("answer saved", warm["answer"], answer, 5, queries["answer"]),
            Row(f"bare Django: answer, {CLIENTS} clients", answer8, answer8),
            Row(f"answer saved, {CLIENTS} clients", warm["answer8"], answer8, least_a_second=35),
        ]

    def bare(self) -> tuple[Measured, Measured, Measured]:
        """The page, the answer, the answer by several at once."""
        token = self.facts["csrf"]
        headers = {**FORM, "Cookie": f"csrftoken={token}"}
        post = Request("/answer/", "POST", headers, urlencode({"member": 1, "csrfmiddlewaretoken": token}), 302)
        with gunicorn("benchmarks.bare.wsgi", self._settings("benchmarks.bare.settings"), self.log) as server:
            return (
                measure(server, lambda _number, _turn: Request("/"), requests=self.requests),
                measure(server, lambda _number, _turn: post, requests=self.requests),
                measure(server, lambda _number, _turn: post, requests=self.requests, clients=CLIENTS),
            )

    def portal(self, *, is_cold: bool) -> dict[str, Measured]:
        """Visitors' pages; when not cold the members' pages and answers too."""
        extra = {"BENCH_COLD": "1"} if is_cold else {}
        settings = {**self._settings("benchmarks.settings"), **extra}
        with gunicorn("wow.wsgi", settings, self.log) as server:
            visited = {"visitor_home": Request("/sv/"), "visitor_lunch": Request(self.lunch)}
            if not is_cold:
                tag = header_of(server.port, Request(self.lunch), "ETag")
                visited["unchanged"] = Request(self.lunch, headers={"If-None-Match": tag}, status=304)
                visited |= {
                    name: Request(path, headers=self._cookies(0))
                    for name, path in {"member_home": "/sv/", "member_lunch": self.lunch, "my_page": "/sv/me/"}.items()
                }
            measured = {
                name: measure(server, lambda _number, _turn, request=request: request, requests=self.requests)  # type: ignore[misc]
                for name, request in visited.items()
            }
            if not is_cold:
                measured["answer"] = measure(server, self._answer, requests=self.requests)
                measured["answer8"] = measure(server, self._answer, requests=self.requests, clients=CLIENTS)
        return measured

    def _answer(self, number: int, turn: int) -> Request:
        """Client `number` changes her mind at every turn, so that every request writes."""
        body = {"answer": "yes" if turn % 2 else "no", "csrfmiddlewaretoken": self.facts["csrf"]}
        headers = {**FORM, **self._cookies(number)}
        return Request(f"{self.lunch}answer/", "POST", headers, urlencode(body), 302)

    def _cookies(self, number: int) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.facts['sessions'][number]}; csrftoken={self.facts['csrf']}"}

    def _settings(self, module: str) -> dict[str, str]:
        return {**self.environment, "DJANGO_SETTINGS_MODULE": module}


def mean(first: Measured, second: Measured) -> Measured:
    """Of two series of the same: the machine may have been busier in one."""
    return replace(
        first,
        median=(first.median + second.median) / 2,
        cpu=(first.cpu + second.cpu) / 2,
        a_second=(first.a_second + second.a_second) / 2,
    )


if __name__ == "__main__":
    main()
