"""How fast awards are signed and verified: ``python benchmarks/signing.py [AWARDS] [PROJECT]``.

Takes the awards of a project (the demonstration's, if none is named) round and round, in memory,
so that nothing but the work itself is measured; then the same with one process a core. Each
begins with no template of a document's shape recorded, as a run of the command does.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from credfolio.badges.openbadges.credential import StatusPlace, build_credential, can_be_signed
from credfolio.badges.openbadges.home import DEMONSTRATION
from credfolio.disk.slices import run_slices, useful_jobs
from credfolio.proof import (
    OURS,
    PublicKey,
    canonical,
    read_object,
    render_json,
    sign_document,
    verify_document,
)
from credfolio.proof.demonstration import (
    DEMONSTRATION_METHOD,
    DEMONSTRATION_PUBLIC,
    DEMONSTRATION_SEED,
)
from credfolio.records.loading.loader import load_project

CREATED = "2026-11-20T09:00:00Z"
ROOT = Path(__file__).parents[1]


def main(count: int, project: Path = ROOT) -> None:
    registry = load_project(project).registry
    awards = [a for _, a in sorted(registry.awards.items()) if can_be_signed(a, registry)]
    slices = 40

    key = PublicKey("Ed25519", DEMONSTRATION_PUBLIC)

    def sign(number: int) -> list[bytes]:
        signed = []
        for n in range(number, count, slices):
            place = StatusPlace(1, n)
            document = build_credential(awards[n % len(awards)], registry, DEMONSTRATION, place)
            signed.append(
                render_json(
                    sign_document(document, DEMONSTRATION_SEED, DEMONSTRATION_METHOD, CREATED)
                )
            )
        return signed

    for jobs in sorted({1, useful_jobs(0, count, 1)}):
        canonical._shapes.clear()
        began = time.perf_counter()
        files = list(run_slices(sign, slices, jobs))
        tell("signed", count, jobs, began)

        def verify(number: int, files: list[list[bytes]] = files) -> int:
            for data in files[number]:
                verify_document(read_object(data, OURS), lambda method: key, OURS)
            return len(files[number])

        canonical._shapes.clear()
        began = time.perf_counter()
        assert sum(run_slices(verify, slices, jobs)) == count
        tell("verified", count, jobs, began)
    size = sum(len(data) for some in files for data in some) / count
    print(f"a signed file has {size / 1024:.1f} KiB on average")


def tell(what: str, count: int, jobs: int, began: float) -> None:
    seconds = time.perf_counter() - began
    print(f"{what} {count:,} in {jobs} processes: {seconds:.1f} s, {count / seconds:.0f} a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, *map(Path, sys.argv[2:3]))
