"""What axe-core says of a page in a real browser. Nothing of axe is ours: it comes with the extra ``dev``."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest

DESKTOP, PHONE = 1000, 390
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIET: Final = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --virtual-time-budget=60000"
).split()
_ASK: Final = """
axe.run(document).then(found => {
  const nodes = rule => rule.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary);
  const told = {passes: found.passes.length, violations: found.violations.map(rule => [rule.id, ...nodes(rule)])};
  const row = parent.document.createElement('pre');
  row.textContent = JSON.stringify(told);
  parent.document.body.append(row);
});
"""


def axe() -> str | None:
    """The script: what ``AXE`` names, for a newer one, or else that of the package."""
    named = os.environ.get("AXE")
    spec = importlib.util.find_spec("axe_core_python")
    place = Path(named) if named else Path(spec.origin).parent / "axe.min.js" if spec and spec.origin else None
    return place.read_text(encoding="utf-8") if place and place.is_file() else None


def browser() -> str | None:
    """A Chromium of this computer."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


here: Final = pytest.mark.skipif(axe() is None or browser() is None, reason="needs Chromium and axe-core")


def asked(page: str, *widths: int) -> list[dict[str, Any]]:
    """The rules that a page breaks in windows of these widths, and how many it keeps."""
    script = (axe() or "").replace("</script", "<\\/script")
    judged = _without_policy(page).replace("</body>", f"<script>{script}</script><script>{_ASK}</script></body>")
    frame = f'<iframe title="x" style="width:{{}}px;height:900px" srcdoc="{html.escape(judged)}"></iframe>'
    frames = "".join(frame.replace("{}", str(width), 1) for width in widths)
    dumped = _dumped(f'<!DOCTYPE html><html lang="nl"><title>x</title><body>{frames}</body></html>')
    told = [json.loads(html.unescape(row)) for row in re.findall(r"<pre>(\{.*?\})</pre>", dumped)]
    assert len(told) == len(widths), "axe gave no answer"
    return told


def _without_policy(page: str) -> str:
    """Our pages let no script run, so the page says that no longer."""
    return re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)


def _dumped(page: str) -> str:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "page.html"
        place.write_text(page, encoding="utf-8")
        command = [browser() or "", *_QUIET, f"--user-data-dir={folder}/browser", "--dump-dom", place.as_uri()]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout
