"""Fourteen moments, a SIGKILL at each, on both databases: no reminder is lost, nobody gets a second Message-ID."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.kill_points import BATCH, POINTS
from tests.faults.kill_stage import (
    AFTER_THE_LEASE,
    AFTER_THE_PAUSE,
    MONDAY,
    NOTHING,
    Outcome,
    Stage,
    stage,
)
from tests.faults.report import Result, record
from tests.faults.size import sized

KILLS = sized(small=2, full=25)
CONTROLS = sized(small=1, full=5)
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.services)]
UNCERTAIN = [name for name, point in POINTS.items() if point.is_uncertain]
IN_HAND = {"claimed": 2, "planned": 4}
BEGUN = {"sending": 1, "claimed": 1, "planned": 4}
LEFT_BEHIND = {  # by a worker killed at its first passage
    "before plan": {},
    "in the middle of plan": {},
    "after plan": {"planned": 6},
    "before claim": {"planned": 6},
    **dict.fromkeys(["after claim", "during compose", "after connect", "after MAIL FROM", "after RCPT TO"], IN_HAND),
    **dict.fromkeys(UNCERTAIN, BEGUN),
}
LATER = ("2024-03-04T09:20:00+01:00", "2024-03-04T09:25:00+01:00")


@pytest.fixture(scope="module", params=ENGINES, name="on_stage")
def _on_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Stage]]:
    with stage(request.param, tmp_path_factory.mktemp("kills")) as ours:
        yield request.param, ours


def kill_and_recover(stage: Stage, point: str, number: int, *, without: str = "") -> Outcome:
    """One Monday: a worker killed at the point, another one when the lease is over."""
    stage.forget_mail()
    on = 1 + number % POINTS[point].passages
    stage.kill(MONDAY, is_fresh=True, struck_at=point, on=on, without=without)
    stage.run(AFTER_THE_LEASE, AFTER_THE_PAUSE, without=without)
    return stage.outcome()


def many(stage: Stage, point: str, times: int, *, without: str = "") -> Outcome:
    """So many Mondays, the worker killed at another member each time."""
    total = NOTHING
    for number in range(times):
        total += kill_and_recover(stage, point, number, without=without)
    return total


def most_copies(point: str) -> int:
    """How many letters may arrive a second time: one a kill, if one may have left that is not noted as sent yet."""
    if POINTS[point].may_arrive_again:
        return KILLS
    if POINTS[point].is_one_unnoted:  # not at the first letter of a hand
        return sum(number % POINTS[point].passages % BATCH > 0 for number in range(KILLS))
    return 0


@pytest.mark.parametrize("point", POINTS)
def test_the_kill_strikes_where_it_says(on_stage: tuple[str, Stage], point: str) -> None:
    _engine, stage = on_stage
    stage.forget_mail()

    stage.kill(MONDAY, is_fresh=True, struck_at=point)
    stage.run()

    assert stage.outcome().statuses == LEFT_BEHIND[point]
    if not POINTS[point].may_arrive_again:
        assert stage.mail.inbox() == []


@pytest.mark.parametrize("point", POINTS)
def test_killed_once(on_stage: tuple[str, Stage], point: str) -> None:
    engine, stage = on_stage
    began = time.monotonic()

    total = many(stage, point, KILLS)

    place = 1 + list(POINTS).index(point)
    record(
        Result(
            order=f"10.{place:02}",
            proof=f"killed {point}",
            database=engine,
            size=f"{KILLS} kills",
            due=total.due,
            lost=total.lost,
            doubles=total.doubles,
            copies=total.copies,
            held=total.held,
            seconds=time.monotonic() - began,
        )
    )
    assert (total.lost, total.doubles, total.held) == (0, 0, 0)
    assert total.statuses == {"sent": total.due}
    assert total.copies <= most_copies(point)
    assert total.most_copies <= 2


@pytest.mark.parametrize("point", UNCERTAIN)
def test_killed_twice_over_the_same_letter(on_stage: tuple[str, Stage], point: str) -> None:
    """Nobody knows whether it arrived: it waits for a person, with the reason, and never leaves a third time by itself.
    When she releases it, it leaves under the Message-ID it always had."""
    engine, stage = on_stage
    began = time.monotonic()
    stage.forget_mail()
    stage.kill(MONDAY, is_fresh=True, struck_at=point)
    stage.kill(AFTER_THE_LEASE, AFTER_THE_PAUSE, struck_at=point, on=len(stage.addresses))  # hers comes last now

    stage.run(*LATER)

    stopped = stage.outcome()
    held = [row for row in stage.report()["rows"] if row.status == "held"]
    assert [(row.reason, row.uncertain_sends) for row in held] == [("uncertain", 2)]
    assert (stopped.lost, stopped.doubles, stopped.held) == (0, 0, 1)
    assert stopped.most_copies <= 2

    stage.run("2024-03-04T10:00:00+01:00", is_releasing=True)

    released = stage.outcome()
    record(
        Result(
            order="11",
            proof=f"killed twice over one letter, {point}; then released by a person",
            database=engine,
            size="2 kills",
            due=released.due,
            lost=released.lost,
            doubles=released.doubles,
            copies=released.copies,
            held=stopped.held,
            seconds=time.monotonic() - began,
        )
    )
    assert (released.lost, released.doubles, released.held) == (0, 0, 0)


def test_without_the_unique_key_members_get_two(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    began = time.monotonic()
    total = many(stage, "after plan", CONTROLS, without="key")
    control(engine, "after plan, rows without a unique key", f"{total.doubles} second Message-IDs", began)
    assert total.doubles == 2 * total.due  # the second worker ticks twice


def test_without_the_stored_message_id_a_second_one_arrives(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    began = time.monotonic()
    point = "after the answer, before the last commit"
    total = many(stage, point, CONTROLS, without="message-id")
    control(engine, "after the answer, Message-ID not stored", f"{total.doubles} second Message-IDs", began)
    assert total.doubles == CONTROLS


def test_without_the_fence_a_letter_leaves_without_end(on_stage: tuple[str, Stage]) -> None:
    """Nothing is noted before the text leaves: each killed worker is followed by one that sends it again."""
    engine, stage = on_stage
    began = time.monotonic()
    point = "after the answer, before the last commit"
    stage.forget_mail()
    stage.kill(MONDAY, is_fresh=True, struck_at=point, without="fence")
    for hour in range(10, 13):
        stage.kill(f"2024-03-04T{hour}:00:00+01:00", struck_at=point, without="fence")
    stage.run("2024-03-04T13:00:00+01:00", without="fence")
    total = stage.outcome()
    control(engine, "after the answer four times, no fence", f"{total.most_copies} copies of one letter", began)
    assert total.most_copies == 5


def control(engine: str, what: str, found: str, began: float) -> None:
    """Note a run with a defence taken out; its own figures do not count as the portal's."""
    record(
        Result(
            order="12",
            proof=f"control: killed {what}",
            database=engine,
            size="control",
            due=0,
            lost=0,
            doubles=0,
            seconds=time.monotonic() - began,
            control=f"red: {found}",
        )
    )
