"""`python -m tests.mutation symbols --sample 40`: how many of a group's faults its tests notice.

Each fault lives in a forked process of its own, where the faulty module and all that imports it are loaded anew;
the table tests of the group then run until one fails. Nothing is written to the tree.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.mutation.faults import Fault, faults
from tests.mutation.trial import outcome, warm

KINDS = ("code", "bound", "reach", "words")
RESULTS = ("lives", "killed", "too slow", "invalid")

FIND, CHECKS = "extract/recognizers/", "pipelines/checks/"
OF_ARCHIVES = ("archive", "comparison", "fingerprints", "passages", "series")
OF_A_REPORT = [path.stem for path in Path(CHECKS).glob("*.py") if path.stem not in OF_ARCHIVES]
COMPARED = ["tests.test_check_archive"]
GROUPS = {  # the modules, and the tests that must notice what is wrong in them
    "symbols": ([f"{FIND}symbols.py", f"{FIND}symbols_in_text.py"], ["tests.test_symbols", "tests.test_citations"]),
    "citations": ([f"{FIND}citations/*.py"], ["tests.test_issuers", "tests.test_ocr_slips", "tests.test_citations"]),
    "dates": ([f"{FIND}dates/*.py"], ["tests.test_dates"]),
    "money": ([f"{FIND}money/*.py"], ["tests.test_money", "tests.test_money_tables", "tests.test_money_words"]),
    "checks": ([f"{CHECKS}{name}.py" for name in OF_A_REPORT],
               ["tests.test_checks", "tests.test_check_words", *COMPARED]),
    "archive": ([f"{CHECKS}{name}.py" for name in OF_ARCHIVES], COMPARED),
}


class Mutant(NamedTuple):
    """A fault in a file."""

    path: Path
    fault: Fault


def mutants(globs: list[str]) -> Iterator[Mutant]:
    """All mutants of the files."""
    for path in sorted(path for pattern in globs for path in Path().glob(pattern)):
        yield from (Mutant(path, fault) for fault in faults(path.read_text("utf-8")))


def main() -> None:
    """Try a group's mutants and print those that live."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--sample", type=int, help="so many mutants, drawn by chance (all if not given)")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--only", default="", help="files whose path holds this text")
    parser.add_argument("--code", action="store_true", help="of those drawn, not the faults in patterns and lists")
    asked = parser.parse_args()
    globs, tests = GROUPS[asked.group]
    found = [mutant for mutant in mutants(globs) if asked.only in str(mutant.path)]
    drawn = found
    if asked.sample and asked.sample < len(found):
        drawn = sorted(random.Random(asked.seed).sample(found, asked.sample), key=found.index)
    kinds = KINDS[:3] if asked.code else KINDS
    drawn = [mutant for mutant in drawn if mutant.fault.kind in kinds]
    warm(tests)
    tried: Counter[tuple[str, str]] = Counter()
    for path, fault in drawn:
        result = outcome(path, fault, tests)
        tried[fault.kind, result] += 1
        if result == "lives":
            print(f"{path}:{fault.line}: {fault.kind}: {fault.what}", flush=True)
    for name, of in (("code and bounds", ("code", "bound")), ("code", ("code",)), ("reach", ("reach",)),
                     ("words", ("words",))):
        lives, killed, slow, invalid = (sum(tried[kind, result] for kind in of) for result in RESULTS)
        total = lives + killed + slow
        print(f"{asked.group} {name}: {killed + slow} of {total} killed ({100 * (killed + slow) / max(total, 1):.1f} "
              f"%); {slow} of them by time; {invalid} did not load")
    print(f"{len(drawn)} tried of {asked.sample or len(found)} drawn from {len(found)}")


if __name__ == "__main__":
    main()
