"""Where everything is: from a flag, the environment, the config file and the habits of the system, in that order."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from platformdirs import PlatformDirs

from armoede_toolbox.storage.config import Config

APP: Final = "armoede-toolbox"
DRAFTS: Final = "concepten"
PERSONAL: Final = "persoonlijk"
TEAMS: Final = "teams"
_SYSTEM: Final = PlatformDirs(APP, appauthor=False, roaming=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All folders and files of one user. Making one touches no disk."""

    config_file: Path
    data: Path
    state: Path
    cache: Path
    root: Path | None = None
    """One folder for the whole logbook; ``None`` when each team has its own."""
    forced: bool = False
    """Whether ``root`` came from the flag or the environment; then it beats the teams' own folders."""
    exercises: tuple[Path, ...] = ()
    """Extra exercise folders."""

    @property
    def drafts(self) -> Path:
        """Where running sessions are."""
        return self.state / DRAFTS

    @property
    def personal(self) -> Path:
        """The root of personal sessions."""
        return (self.root or self.data) / PERSONAL

    @property
    def teams(self) -> Path:
        """The folder with the roots of teams that have no folder of their own."""
        return (self.root or self.data) / TEAMS


def config_file(environ: Mapping[str, str]) -> Path:
    """Where the settings are, or will be."""
    named = environ.get("ARMOEDE_CONFIG")
    return _absolute(named) if named else _folder(environ, "XDG_CONFIG_HOME", _SYSTEM.user_config_dir) / "config.toml"


def find(environ: Mapping[str, str], config: Config, logboek: str | None = None) -> Places:
    """All places; ``logboek`` is the value of ``--logboek``."""
    forced = logboek or environ.get("ARMOEDE_LOGBOEK")
    extra = environ.get("ARMOEDE_OEFENINGEN", "").split(os.pathsep)
    return Places(
        config_file=config_file(environ),
        data=_folder(environ, "XDG_DATA_HOME", _SYSTEM.user_data_dir),
        state=_folder(environ, "XDG_STATE_HOME", _SYSTEM.user_state_dir),
        cache=_folder(environ, "XDG_CACHE_HOME", _SYSTEM.user_cache_dir),
        root=_absolute(forced) if forced else config.root,
        forced=bool(forced),
        exercises=tuple(_absolute(folder) for folder in extra if folder.strip()),
    )


def _folder(environ: Mapping[str, str], variable: str, otherwise: str) -> Path:
    named = Path(environ.get(variable, ""))
    return named / APP if named.is_absolute() else Path(otherwise)


def _absolute(named: str) -> Path:
    return Path(named.strip()).expanduser().absolute()


# --- shares and clouds ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shared:
    """A place that is more than this computer."""

    name: str
    """In Dutch words, for in a sentence: ``OneDrive``, ``een map op het netwerk``."""
    cloud: bool

    @property
    def sentence(self) -> str:
        """What it means for the people in the room."""
        if self.cloud:
            return f"Deze map staat in {self.name}. De bestanden gaan dus ook naar internet."
        return f"Dit is {self.name}. Collega’s met toegang kunnen meelezen."


_SHARE: Final = Shared("een map op het netwerk", cloud=False)
_CLOUDS: Final = {
    "OneDrive": r"(?i:onedrive\b.*)",
    "SharePoint": r"(?i:sharepoint\b.*)",
    "Dropbox": r"(?i:dropbox\b.*)",
    "Google Drive": r"(?i:google ?drive\b.*|drivefs|mijn drive|my drive|gedeelde drives|shared drives)",
    "iCloud": r"(?i:icloud ?drive|mobile documents|com~apple~clouddocs|icloud~.*)",
    "Nextcloud": r"(?i:nextcloud\b.*)",
    "ownCloud": r"(?i:owncloud\b.*)",
    "STACK": r"STACK|(?i:stackdrive)",
    "SURFdrive": r"(?i:surfdrive\b.*)",
    "Proton Drive": r"(?i:proton ?drive\b.*)",
    "pCloud": r"(?i:pcloud ?drive.*)",
    "Box": r"Box|(?i:box sync|box-box)",
    "Seafile": r"(?i:seafile|seadrive)",
    "MEGA": r"MEGA|(?i:megasync.*)",
    "Synology Drive": r"(?i:synology ?drive.*|cloudstation)",
    "Syncthing": r"(?i:syncthing)",
}
"""Services by the names of their folders; a name that is also a plain word counts in its own capitals only."""
_NETWORK_FILE_SYSTEMS: Final = frozenset(
    "nfs nfs4 cifs smb2 smb3 smbfs afpfs ncpfs afs 9p davfs fuse.sshfs fuse.rclone fuse.davfs2 fuse.gvfsd-fuse".split()
)
_VARIABLES: Final = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}


def shared(path: Path, environ: Mapping[str, str]) -> Shared | None:
    """Whether ``path`` is in a cloud folder or on a share, and which. Links are followed."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        real = path
    cloud = cloud_of(path, environ) or cloud_of(real, environ)
    if cloud:
        return Shared(cloud, cloud=True)
    on_share = is_share(path) or is_share(real) or _is_mounted_share(real) or _is_network_drive(real)
    return _SHARE if on_share else None


def cloud_of(path: PurePath, environ: Mapping[str, str]) -> str | None:
    """The cloud service whose folder ``path`` is in, judged by its names."""
    for variable, name in _VARIABLES.items():
        folder = environ.get(variable)
        if folder and path.is_relative_to(type(path)(folder)):
            return name
    return next(filter(None, map(_cloud_named, path.parts)), None)


def _cloud_named(part: str) -> str | None:
    return next((name for name, words in _CLOUDS.items() if re.fullmatch(words, part)), None)


def is_share(path: PurePath) -> bool:
    r"""Whether the path itself names a server: ``\\server\map``, or a share that GNOME opened."""
    if isinstance(path, PureWindowsPath):
        return path.drive.startswith("\\\\") and not path.drive.startswith(("\\\\?\\", "\\\\.\\"))
    return "gvfs" in path.parts or path.parts[:1] == ("//",)


def is_on_share(path: PurePosixPath, mounts: str) -> bool:
    """Whether ``path`` is on a network file system; ``mounts`` has the shape of ``/proc/mounts``."""
    longest, kind = PurePosixPath(), ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        point = PurePosixPath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), "".join(fields[1:2])))
        if len(fields) > 2 and path.is_relative_to(point) and len(point.parts) >= len(longest.parts):
            longest, kind = point, fields[2]
    return kind in _NETWORK_FILE_SYSTEMS


def _is_mounted_share(path: Path) -> bool:
    try:
        return is_on_share(PurePosixPath(path), Path("/proc/self/mounts").read_text("utf-8", "replace"))
    except OSError:
        return False


def _is_network_drive(path: Path) -> bool:
    remote = 4
    kind: int = 0
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
    return kind == remote
