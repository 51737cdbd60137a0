"""The machine, in general words."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path


def machine() -> str:
    info = Path("/proc/cpuinfo")
    model = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE) if info.exists() else None
    name = f" ({model[1]})" if model else ""
    return f"{os.cpu_count()} cores, {platform.machine()}{name}, {platform.system()}"


def rust() -> str:
    """The version of the compiler."""
    return subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.split()[
        1
    ]
