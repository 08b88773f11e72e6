"""How big the fault proofs are: small within `make test`, full in `make faults`."""

import os

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
