"""The type of the fixture that runs a line of shell."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]
