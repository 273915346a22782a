"""Who may be recognised in a text: patterns of Dutch personal data. It helps; it guarantees nothing."""

from __future__ import annotations

from armoede_toolbox.privacy.hits import Hit
from armoede_toolbox.privacy.scan import masked, scan_text

__all__ = ["Hit", "masked", "scan_text"]
