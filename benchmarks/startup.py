"""How long a user waits: whole processes, against a bare interpreter.

    python -m benchmarks.startup [--runs 11]

Prints the median wall time of each call and its ratio to `python -c pass`. Modules are compiled before, as
pip compiles those that it installs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import parser_of

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
PAGE = SAMPLES / "readout.txt"  # spun and torn: what is lost is searched for
POLICYTEXT = str(Path(sys.executable).with_name("policytext"))

CALLS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "policytext --help": [POLICYTEXT, "--help"],
    "policytext clean --help": [POLICYTEXT, "clean", "--help"],
    "policytext clean sound page": [POLICYTEXT, "clean", str(SAMPLES / "notice.txt")],
    "policytext clean page": [POLICYTEXT, "clean", str(PAGE)],
    "policytext keywords page": [POLICYTEXT, "keywords", str(PAGE)],
    "policytext entities page": [POLICYTEXT, "entities", str(PAGE)],
}


def seconds(call: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(call, stdout=subprocess.DEVNULL, check=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    parser = parser_of(__doc__, shared=False)
    parser.add_argument("--runs", type=int, default=11)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in CALLS}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as compiled:
        environment["PYTHONPYCACHEPREFIX"] = compiled
        for _ in range(runs + 1):  # in turn, so that a slow moment of the machine hits all alike
            for name, call in CALLS.items():
                times[name].append(seconds(call, environment))
    medians = {name: statistics.median(values[1:]) for name, values in times.items()}
    bare = medians["python -c pass"]
    for name, median in medians.items():
        print(f"{name:<28}{median * 1000:8.0f} ms{median / bare:8.1f} x bare interpreter")


if __name__ == "__main__":
    main()
