"""Entry point of `policytext` and `python -m policytext`: handles interrupts before anything else is
loaded.

`_signal`, the C module behind `signal`, loads at once.
"""

import os
from _signal import SIG_IGN, SIGINT, getsignal, signal  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> "NoReturn":
    """Run the command line; `policytext.cli.main` handles signals once it is loaded."""
    if getsignal(SIGINT) != SIG_IGN:  # as it is for what a script runs in the background
        signal(SIGINT, _interrupted)
    from policytext.cli.main import main

    main()


def _interrupted(*_: object) -> "NoReturn":
    """Exit at once: nothing has been started that needs cleaning up."""
    try:
        os.write(2, b"policytext: interrupted\n")
    finally:
        os._exit(130)


if __name__ == "__main__":
    main()
