"""How big the fault proofs are: small within `make test`, full in `make faults`."""

import os
from pathlib import Path
from typing import Any

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108 a disk that never makes anybody wait
POSTGRES = pytest.param("postgres", marks=pytest.mark.services)
SIZES = ("small", "full")


def size_of_run() -> str:
    """WOW_FAULTS_SIZE, "small" when it is not set. Raises ValueError for anything else."""
    size = os.environ.get("WOW_FAULTS_SIZE", "small")
    if size not in SIZES:
        raise ValueError(f"WOW_FAULTS_SIZE is {size!r}, not one of {SIZES}")
    return size


def sized(*, small: int, full: int) -> int:
    """The amount for this run: `RUNS = sized(small=2, full=25)`."""
    return full if size_of_run() == "full" else small


def engines_for_beats() -> list[Any]:
    """Both databases at full size; SQLite alone within `make test`, where other proofs look at what the two do."""
    return ["sqlite", POSTGRES] if size_of_run() == "full" else ["sqlite"]


def folder_for_databases() -> Path | None:
    """The usual place at full size; memory within `make test`. A killed process loses nothing there either."""
    return MEMORY if size_of_run() == "small" and MEMORY.is_dir() else None
