"""What must hold, measured: poison, kills, runs with nothing new, more workers. Figures to standard output.

    python -m tests.bench.survive poison 10000     of so many files, 2 % do the worst to their worker
    python -m tests.bench.survive kills 2000 50    so many files, so many kill -9 of parent, worker or both
    python -m tests.bench.survive unchanged 100000 a second run over so many files
    python -m tests.bench.survive workers 1000     one and two workers: time, memory, the same bytes
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pipelines.ingest import Settings, Summary, ingest, run
from tests import poison
from tests.test_ingest import all_bytes, table

PROGRAM = ("import sys\nfrom pathlib import Path\nfrom pipelines.ingest import Settings, ingest\n"
           "if __name__ == '__main__': ingest([Path(sys.argv[1])], Path(sys.argv[2]), Settings(workers=2))")


def write(folder: Path, count: int, text: str) -> None:
    """So many files, in folders of 500."""
    for number in range(count):
        path = folder / f"{number // 500:03}" / f"bc {number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\nVăn bản thử nghiệm số {number}.\n", encoding="utf-8")


def long_text() -> str:
    """About 17,000 characters in our own words."""
    line = ("Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024 của Ủy ban nhân dân huyện, xã đã vận động 40 hộ góp "
            "12.500.000 đồng và 120 ngày công để xây dựng mô hình “Đường hoa nông thôn mới” tại thôn An Hòa. ")
    parts = "\n\n".join(f"{number}. {line}Đến nay mô hình được duy trì tốt." for number in range(1, 66))
    return f"ỦY BAN NHÂN DÂN XÃ AN THẠNH\n\nSố: 15/BC-UBND\n\nBÁO CÁO\nvề công tác dân vận\n\n{parts}\n"


def timed(paths: Path, out: Path, settings: Settings) -> tuple[float, Summary]:
    started = time.perf_counter()
    summary = ingest([paths], out, settings)
    return time.perf_counter() - started, summary


def measure_poison(home: Path, count: int) -> None:
    write(home / "kho", count, long_text()[:3000])
    chance, deeds = random.Random(6), [deed for deed in poison.DEEDS if deed not in ("bug", "leave")]
    bad = {path: chance.choice(deeds) for path in chance.sample(sorted((home / "kho").rglob("*.txt")), count // 50)}
    for number, (path, deed) in enumerate(bad.items()):
        path.write_bytes(poison.file_of(deed, number))
    run.WORKER = poison.worker
    seconds, summary = timed(home / "kho", home / "out", Settings(workers=2, timeout=5))
    found = {row["path"]: row["error"].partition(":")[0] for row in table(home / "out", "failures")}
    expected = {path.relative_to(home / "kho").as_posix(): poison.DEEDS[deed][1] for path, deed in bad.items()}
    wrong = {path: (found.get(path), code) for path, code in expected.items() if found.get(path) != code}
    print(f"poison: {count} files, {len(bad)} of them poison {dict(Counter(bad.values()))}; {seconds:.0f} s; "
          f"{dict(summary.files)}; wrong code: {wrong}; failed though good: {found.keys() - expected.keys()}")


def measure_kills(home: Path, count: int, kills: int) -> None:
    write(home / "kho", count, long_text()[:3000])
    _, summary = timed(home / "kho", home / "whole", Settings(workers=2))
    chance, done, finished = random.Random(9), 0, 0
    while done < kills:
        running = subprocess.Popen([sys.executable, "-c", PROGRAM, home / "kho", home / "out"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 6))
        workers = [int(line) for line in subprocess.run(["pgrep", "-P", str(running.pid)], capture_output=True,
                                                        check=False).stdout.split()]
        victims = chance.choice([[running.pid], workers[-1:], [*workers, running.pid]])
        for pid in victims if running.poll() is None else ():
            os.kill(pid, signal.SIGKILL)
            done += pid == victims[-1]
        if running.pid not in victims:
            running.wait()
        running.kill()
        running.wait()
        if running.returncode == 0:
            finished += 1
            assert all_bytes(home / "out") == all_bytes(home / "whole"), "tables differ"
            shutil.rmtree(home / "out")
    timed(home / "kho", home / "out", Settings(workers=2))
    same = all_bytes(home / "out") == all_bytes(home / "whole")
    print(f"kills: {done} over {count} files ({dict(summary.files)}), {finished} runs came to their end meanwhile; "
          f"tables as undisturbed: {same}")


def measure_unchanged(home: Path, count: int) -> None:
    write(home / "kho", count, "Báo cáo")
    first, _ = timed(home / "kho", home / "out", Settings(workers=2))
    second, summary = timed(home / "kho", home / "out", Settings())
    verified, _ = timed(home / "kho", home / "out", Settings(workers=2, verify=True))
    print(f"unchanged: {count} files: first run {first:.0f} s, second {second:.1f} s, with --verify {verified:.0f} s; "
          f"{dict(summary.files)}")


def measure_workers(home: Path, count: int) -> None:
    write(home / "kho", count, long_text())
    walls = {}
    for workers in (1, 2):
        walls[workers], _ = timed(home / "kho", home / str(workers), Settings(workers=workers))
    print(f"workers: {count} files of {len(long_text()):,} characters: 1 worker {walls[1]:.1f} s, 2 {walls[2]:.1f} s "
          f"(x {walls[1] / walls[2]:.2f}); same bytes: {all_bytes(home / '1') == all_bytes(home / '2')}")


MEASURES = {"poison": measure_poison, "kills": measure_kills, "unchanged": measure_unchanged,
            "workers": measure_workers}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="baocao-bench-") as name:
        MEASURES[sys.argv[1]](Path(name), *map(int, sys.argv[2:]))
