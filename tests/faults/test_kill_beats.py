"""Real beats, workers and a Redis: two beats, a beat that was dead for days, its schedule file lost, tasks delivered
twice. The day of the lunch is 7 March 2024; its reminder is due on Monday the 4th, answers close that day at 18:00."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.kill_portal import CALM_SECONDS, Portal, portal, wait_until
from tests.faults.kill_stage import AFTER_THE_LUNCH, MONDAY, TUESDAY, Stage, stage
from tests.faults.report import Result, record
from tests.faults.size import engines_for_beats

MEMBERS = 20
MISSED = f"date=2024-03-07 members={MEMBERS}"
AFTERNOON = "2024-03-04T15:00:00+01:00"


@pytest.fixture(scope="module", params=engines_for_beats(), name="on_stage")
def _on_stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Stage]]:
    with stage(request.param, tmp_path_factory.mktemp("beats"), members=MEMBERS) as ours:
        yield request.param, ours


def clean(stage: Stage) -> None:
    """Nothing planned, sent or remembered yet."""
    stage.forget_mail()
    stage.run(is_fresh=True)


def is_everybody_reminded(ours: Portal) -> bool:
    """Whether the mail server has as many mails as there are members."""
    return len(ours.stage.mail.keeper.received) >= MEMBERS


def note(engine: str, proof: str, stage: Stage, began: float, *, due: int = MEMBERS, control: str = "") -> None:
    """Write the line of the table; a control's own figures do not count as the portal's."""
    total = stage.outcome()
    record(
        Result(
            order="41" if control else "40",
            proof=proof,
            database=engine,
            size="control" if control else f"{MEMBERS} members",
            due=0 if control else due,
            lost=total.lost if due and not control else 0,
            doubles=0 if control else total.doubles,
            copies=0 if control else total.copies,
            held=total.held,
            seconds=time.monotonic() - began,
            control=control,
        )
    )


def assert_one_each(stage: Stage) -> None:
    """One mail for everybody."""
    stage.run()
    total = stage.outcome()
    assert (total.lost, total.doubles, total.copies, total.held) == (0, 0, 0, 0)
    assert total.statuses == {"sent": MEMBERS}


def test_two_beats(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    with portal(stage, MONDAY) as ours:
        ours.start_beat(0)
        ours.start_beat(1)
        ours.start_worker()
        wait_until(lambda: is_everybody_reminded(ours), "the reminders")
        time.sleep(CALM_SECONDS)
    assert_one_each(stage)
    note(engine, "two beats at once", stage, began)


def test_every_task_delivered_twice_at_once(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    with portal(stage, MONDAY, WOW_FAULTS_TWICE="1") as ours:
        ours.start_worker()
        ours.start_beat()
        wait_until(lambda: is_everybody_reminded(ours), "the reminders")
        time.sleep(CALM_SECONDS)
    assert_one_each(stage)
    note(engine, "every task delivered twice at once", stage, began)


def test_the_schedule_file_lost(on_stage: tuple[str, Stage]) -> None:
    """Beat is killed on Monday morning before any worker ran, and its memory is lost with it."""
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    with portal(stage, MONDAY) as ours:
        beat = ours.start_beat()
        wait_until(lambda: ours.schedule_files() != [], "the schedule file")
        beat.kill()
        beat.wait()
        ours.lose_schedule()
        ours.start_worker()
        ours.start_beat()
        wait_until(lambda: is_everybody_reminded(ours), "the reminders")
        time.sleep(CALM_SECONDS)
    assert_one_each(stage)
    note(engine, "beat killed and its schedule file lost", stage, began)


def test_beat_dead_until_monday_afternoon(on_stage: tuple[str, Stage]) -> None:
    """Late, but answers are still open: everybody is reminded."""
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    with portal(stage, AFTERNOON) as ours:
        ours.start_worker()
        ours.start_beat()
        wait_until(lambda: is_everybody_reminded(ours), "the reminders")
        time.sleep(CALM_SECONDS)
    assert_one_each(stage)
    note(engine, "beat dead until Monday 15:00", stage, began)


@pytest.mark.parametrize(("woken", "when"), [(TUESDAY, "Tuesday"), (AFTER_THE_LUNCH, "after the lunch")])
def test_beat_dead_past_the_deadline(on_stage: tuple[str, Stage], woken: str, when: str) -> None:
    """Nobody is asked to answer when she no longer can; what waited expires, staff read how many were missed."""
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    stage.kill(MONDAY, struck_at="after plan")
    with portal(stage, woken) as ours:
        ours.start_worker()
        ours.start_beat()
        wait_until(lambda: told_staff(stage), "the note for staff")
        time.sleep(CALM_SECONDS)
    stage.run()
    assert stage.mail.inbox() == []
    assert stage.outcome().statuses == {"expired": MEMBERS}
    assert stage.report()["notes"] == [MISSED]
    note(engine, f"beat dead until {when}: none sent too late, staff alerted", stage, began, due=0)


def told_staff(stage: Stage) -> bool:
    """Whether the audit trail says whom the reminder missed."""
    stage.run()
    return bool(stage.report()["notes"])


def test_without_the_window_reminders_come_too_late(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    stage.kill(MONDAY, struck_at="after plan", without="window")
    stage.run(TUESDAY, without="window")
    late = len(stage.mail.inbox())
    note(engine, "control: beat dead until Tuesday, no window", stage, began, control=f"red: {late} sent too late")
    assert late == MEMBERS


def test_without_the_key_two_beats_send_doubles(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    with portal(stage, MONDAY, WOW_FAULTS_WITHOUT="key") as ours:
        ours.start_beat(0)
        ours.start_beat(1)
        ours.start_worker()
        wait_until(lambda: len(stage.mail.inbox()) > MEMBERS, "doubles")
    stage.run()
    doubles = stage.outcome().doubles
    note(engine, "control: two beats, no unique key", stage, began, control=f"red: {doubles} second Message-IDs")
    assert doubles > 0


def test_without_the_claim_a_task_delivered_twice_sends_twice(on_stage: tuple[str, Stage]) -> None:
    engine, stage = on_stage
    clean(stage)
    began = time.monotonic()
    with portal(stage, MONDAY, WOW_FAULTS_TWICE="1", WOW_FAULTS_WITHOUT="claim") as ours:
        ours.start_worker()
        ours.start_beat()
        wait_until(lambda: len(stage.mail.inbox()) > MEMBERS, "a second copy")
    stage.run()
    copies = stage.outcome().copies
    note(engine, "control: every task twice, no claim", stage, began, control=f"red: {copies} letters left twice")
    assert copies > 0
