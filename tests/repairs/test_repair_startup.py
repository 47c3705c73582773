"""What a sound page must not pay for."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "html.entities",
    "importlib.resources",
    "policytext.repairs.spinner.slip_search",
    "policytext.repairs.transcoding.lattice",
)
SCRIPT = """
import sys
from policytext.language.likelihood import model
from policytext.repairs import repair
from policytext.repairs.transcoding.byte_values import FOREIGN

page = "各县（市、区）人民政府：\\n\\u3000\\u3000为落实《方案》——以下简称《方案》，请于3月1日前报送。"
assert repair(page).edits == ()
print([name for name in sys.argv[1:] if name in sys.modules])
print(model.cache_info().currsize, "pattern" in vars(FOREIGN))
"""


def test_a_sound_page_needs_no_model_and_no_tables() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *HEAVY], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines() == ["[]", "0 False"]
