"""No test can reach the real home: the environment points into a temporary folder, and a guard watches the rest."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code.
settings.register_profile("house", parent=settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

_APP = "armoede-toolbox"
_REAL = tuple(
    {
        find(_APP, appauthor=False)
        for find in (
            platformdirs.user_config_dir,
            platformdirs.user_data_dir,
            platformdirs.user_state_dir,
            platformdirs.user_cache_dir,
        )
    }
)
_TOUCHING = frozenset({"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.listdir", "sqlite3.connect"})


class RealHome(BaseException):
    """A test touched the folders of the person who runs the tests."""


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in _TOUCHING:
        for argument in arguments:
            if isinstance(argument, (str, bytes, os.PathLike)) and os.fsdecode(argument).startswith(_REAL):
                raise RealHome(f"{event}: {argument!r}")


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for this test, and no settings of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for variable in [name for name in os.environ if name.startswith(("ARMOEDE_", "XDG_", "OneDrive"))]:
        monkeypatch.delenv(variable)
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(home / variable.lower()))
    (home / "tmp").mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(home / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))
    return home
