from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from armoede_toolbox.storage import places
from armoede_toolbox.storage.config import Config


def test_everything_is_in_the_folders_of_the_system(home: Path) -> None:
    found = places.find(os.environ, Config())
    assert found.config_file == home / "config/armoede-toolbox/config.toml"
    assert found.drafts == home / "state/armoede-toolbox/concepten"
    assert found.cache == home / "cache/armoede-toolbox"
    assert found.personal == home / "data/armoede-toolbox/persoonlijk"
    assert found.teams == home / "data/armoede-toolbox/teams"
    assert not list(home.glob("*/*")), "asking where things are makes nothing"


def test_without_xdg_the_habits_of_the_system_count() -> None:
    assert places.find({"XDG_DATA_HOME": "relative/is/ignored"}, Config()).data.is_absolute()


def test_a_flag_beats_the_environment_which_beats_the_config(tmp_path: Path) -> None:
    config = Config(root=tmp_path / "config")
    environ = {"ARMOEDE_LOGBOEK": str(tmp_path / "environment")}
    by_flag = places.find(environ, config, str(tmp_path / "flag"))
    by_environment = places.find(environ, config)
    by_config = places.find({"ARMOEDE_LOGBOEK": ""}, config)
    assert [by_flag.root, by_environment.root, by_config.root] == [
        tmp_path / "flag",
        tmp_path / "environment",
        tmp_path / "config",
    ]
    assert [by_flag.forced, by_environment.forced, by_config.forced] == [True, True, False]
    assert by_flag.personal == tmp_path / "flag/persoonlijk"
    assert by_flag.teams == tmp_path / "flag/teams"


def test_paths_become_absolute(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert places.find({}, Config(), "hier").root == tmp_path / "hier"
    assert places.find({}, Config(), "~/daar").root == home / "daar"
    assert places.config_file({"ARMOEDE_CONFIG": "eigen.toml"}) == tmp_path / "eigen.toml"


def test_extra_exercise_folders(tmp_path: Path) -> None:
    named = os.pathsep.join([str(tmp_path / "een"), "", str(tmp_path / "twee")])
    assert places.find({"ARMOEDE_OEFENINGEN": named}, Config()).exercises == (tmp_path / "een", tmp_path / "twee")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"C:\Users\Fatma\OneDrive - Gemeente Zuid\Team"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Fatma\OneDrive"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Fatma\Dropbox (Persoonlijk)\x"), "Dropbox"),
        (PureWindowsPath(r"G:\Mijn Drive\armoede"), "Google Drive"),
        (PurePosixPath("/Users/ab/Library/CloudStorage/OneDrive-Gemeente/x"), "OneDrive"),
        (PurePosixPath("/Users/ab/Library/CloudStorage/GoogleDrive-a@b.nl/x"), "Google Drive"),
        (PurePosixPath("/Users/ab/Library/Mobile Documents/com~apple~CloudDocs/x"), "iCloud"),
        (PurePosixPath("/home/ab/Nextcloud2/x"), None),
        (PurePosixPath("/home/ab/Nextcloud/x"), "Nextcloud"),
        (PurePosixPath("/home/ab/STACK/x"), "STACK"),
        (PurePosixPath("/home/ab/stack/x"), None),
        (PurePosixPath("/home/ab/box/x"), None),
        (PurePosixPath("/home/ab/documenten"), None),
    ],
)
def test_cloud_folders_by_name(path: PurePosixPath | PureWindowsPath, name: str | None) -> None:
    assert places.cloud_of(path, {}) == name


def test_a_cloud_folder_by_the_environment() -> None:
    path = PureWindowsPath(r"D:\Werkmap\Team")
    assert places.cloud_of(path, {"OneDriveCommercial": r"D:\werkmap"}) == "OneDrive"


def test_shares() -> None:
    assert places.is_share(PureWindowsPath(r"\\server\team\armoede"))
    assert not places.is_share(PureWindowsPath(r"C:\team"))
    assert not places.is_share(PureWindowsPath("\\\\?\\C:\\team"))
    assert places.is_share(PurePosixPath("/run/user/1000/gvfs/smb-share:server=s,share=t/x"))


def test_mounted_shares() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "server:/x /mnt nfs4 rw 0 0\n"
        "//s/t /mnt/het\\040team cifs rw 0 0\n"
        "/dev/sdb1 /mnt/het\\040team/usb vfat rw 0 0\n"
        "tmpfs /later tmpfs rw 0 0\n"
        "/dev/sda1 / ext4 rw 0 0\n"
        "broken\n"
    )
    assert places.is_on_share(PurePosixPath("/mnt/het team/2026"), mounts)
    assert not places.is_on_share(PurePosixPath("/mnt/het team/usb/x"), mounts)
    assert places.is_on_share(PurePosixPath("/mnt/het teamwerk"), mounts)
    assert not places.is_on_share(PurePosixPath("/mntx"), mounts)
    assert not places.is_on_share(PurePosixPath("/home/ab"), "")


def test_a_link_to_a_cloud_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "Dropbox/team").mkdir(parents=True)
    (tmp_path / "team").symlink_to(tmp_path / "Dropbox/team")
    found = places.shared(tmp_path / "team/2026", {})
    assert found == places.Shared("Dropbox", cloud=True)
    assert found.sentence == "Deze map staat in Dropbox. De bestanden gaan dus ook naar internet."
    assert places.shared(tmp_path / "gewoon", {}) is None
