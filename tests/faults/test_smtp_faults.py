"""Everything a mail server can do wrong, through whole ticks on both databases: 0 lost, one Message-ID a member."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.kill_stage import Outcome
from tests.faults.report import Result, record
from tests.faults.size import size_of_run, sized
from tests.faults.smtp_stage import SmtpStage, smtp_stage
from tests.outbox.faulty import DROP, HANG
from tests.smtp import free_port

MEMBERS = sized(small=3, full=40)
ENGINES = [
    pytest.param("sqlite", marks=pytest.mark.xdist_group("smtp-sqlite")),
    pytest.param("postgres", marks=[pytest.mark.xdist_group("smtp-postgres"), pytest.mark.services]),
]
# A tick every other minute: a run leaves the server alone after three broken lines, so more members need more of them.
MINUTES = range(0, sized(small=14, full=80), 2)
TICKS = tuple(f"2024-03-04T{9 + minute // 60:02}:{minute % 60:02}:00+01:00" for minute in MINUTES)
CODES = (451, 452) if size_of_run() == "full" else (451,)
FAULTS = [
    *[(step, f"{code} no") for step in ("MAIL", "RCPT", "DATA", "DOT") for code in CODES],
    *[(step, "421 closing") for step in ("MAIL", "RCPT", "DATA")],
    *[(step, DROP) for step in ("MAIL", "RCPT", "DATA", "DOT", "KEPT")],
    *[(step, HANG) for step in ("MAIL", "RCPT", "DATA", "DOT")],
]


@pytest.fixture(scope="module", params=ENGINES, name="stage")
def _stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, SmtpStage]]:
    with smtp_stage(request.param, tmp_path_factory.mktemp("smtp"), members=MEMBERS) as ours:
        yield request.param, ours


def monday(stage: SmtpStage, step: str, action: str, times: int, *, without: str = "") -> Outcome:
    """A fresh Monday on which the first passages of `step` go wrong; then the server is well again."""
    stage.forget_mail()
    stage.faults.orders.clear()
    stage.faults.order(step, *[action] * times)
    stage.run(*TICKS, is_fresh=True, without=without)
    return stage.outcome()


@pytest.mark.parametrize(("step", "action"), FAULTS)
def test_each_fault_is_survived(stage: tuple[str, SmtpStage], step: str, action: str) -> None:
    engine, on_stage = stage
    began = time.monotonic()
    times = 2 if action == HANG else MEMBERS  # hanging costs real seconds
    outcome = monday(on_stage, step, action, times)
    assert (outcome.due, outcome.lost, outcome.doubles, outcome.held) == (MEMBERS, 0, 0, 0)
    assert outcome.statuses == {"sent": MEMBERS}
    assert outcome.copies == (times if (step, action) == ("KEPT", DROP) else 0)
    note(engine, f"mail server at {step}: {action}", outcome, began)


def test_a_server_that_is_not_there(stage: tuple[str, SmtpStage]) -> None:
    engine, on_stage = stage
    began = time.monotonic()
    on_stage.forget_mail()
    on_stage.run(*TICKS[:2], is_fresh=True, port=free_port())
    assert on_stage.outcome().statuses == {"planned": MEMBERS}
    on_stage.run(*TICKS[2:])
    outcome = on_stage.outcome()
    assert (outcome.lost, outcome.doubles, outcome.copies, outcome.statuses) == (0, 0, 0, {"sent": MEMBERS})
    note(engine, "mail server refuses connections", outcome, began)


@pytest.mark.parametrize("step", ["DOT", "KEPT"])
def test_ambiguous_twice_is_held(stage: tuple[str, SmtpStage], step: str) -> None:
    engine, on_stage = stage
    began = time.monotonic()
    outcome = monday(on_stage, step, DROP, 2 * MEMBERS)
    assert (outcome.lost, outcome.doubles, outcome.held) == (0, 0, MEMBERS)
    assert outcome.most_copies == (2 if step == "KEPT" else 0)
    note(engine, f"mail server drops the line twice at {step}", outcome, began)


def test_without_the_stored_message_id_the_same_fault_makes_doubles(stage: tuple[str, SmtpStage]) -> None:
    _engine, on_stage = stage
    assert monday(on_stage, "KEPT", DROP, MEMBERS, without="message-id").doubles == MEMBERS


def note(engine: str, proof: str, outcome: Outcome, began: float) -> None:
    """Into the table."""
    record(
        Result(
            order="40 smtp",
            proof=proof,
            database=engine,
            size=f"{MEMBERS} members",
            due=outcome.due,
            lost=outcome.lost,
            doubles=outcome.doubles,
            held=outcome.held,
            copies=outcome.copies,
            seconds=time.monotonic() - began,
            control="red: a second Message-ID each" if "KEPT" in proof else "",
        )
    )
