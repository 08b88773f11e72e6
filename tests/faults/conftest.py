"""What several fault proofs share."""

from collections.abc import Iterator

import pytest

from tests.faults.databases import migrate
from tests.faults.postgres_cluster import Cluster, cluster


@pytest.fixture(scope="session")
def ground() -> Iterator[Cluster]:
    """A migrated PostgreSQL cluster of the tests' own, to crash and to freeze."""
    with cluster() as ours:
        migrate(ours.url)
        yield ours
