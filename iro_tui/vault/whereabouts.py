"""Where a folder lies: on this computer's own disc, in a folder that is synchronised, or across a network."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud folder",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
}
"""How a folder that is synchronised begins its name, and what synchronises it."""
_SIGNS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "ownCloud"}
"""Files such a program leaves in the folder it synchronises."""
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "davfs", "fuse.davfs2"})


def synced_by(folder: Path) -> str:
    """Return what synchronises a folder, such as OneDrive; empty when nothing known does."""
    folder = folder.expanduser().absolute()
    for name, value in os.environ.items():
        if name.casefold().startswith("onedrive") and value and _within(folder, Path(value)):
            return "OneDrive"
    for part in folder.parts:
        for beginning, program in _SYNCED.items():
            if part.casefold().startswith(beginning):
                return program
    for above in (folder, *folder.parents):
        for sign, program in _SIGNS.items():
            if (above / sign).exists():
                return program
    return ""


def on_network(folder: Path) -> bool:
    """Tell whether a folder lies across a network, as far as the system says."""
    folder = folder.expanduser().absolute()
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == remote
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return network_mount(folder, mounts)


def network_mount(folder: PurePath, mounts: list[str]) -> bool:
    """Tell whether the mount a folder lies on is one of the network's.

    Args:
        folder: An absolute path.
        mounts: Lines of `/proc/mounts`: device, place, kind.
    """
    places = [line.split()[:3] for line in mounts if len(line.split()) >= 3]
    over = [
        (len(place), kind)
        for _, place, kind in places
        if _within(folder, PurePath(place.replace("\\040", " ")))
    ]
    return bool(over) and max(over)[1] in _NETWORK


def _within(folder: PurePath, above: PurePath) -> bool:
    return folder == above or above in folder.parents


def warning(folder: Path) -> str:
    """Say in plain words why a vault should not lie in a folder; empty when nothing speaks against it."""
    program = synced_by(folder)
    if program:
        return (
            f"{folder} is copied elsewhere by {program}, which can damage a vault that is open. "
            "Keep the vault in a folder of this computer alone; backups may go there."
        )
    if on_network(folder):
        return (
            f"{folder} lies across the network, where a vault cannot be kept safely. "
            "Keep it on this computer; backups may go there."
        )
    return ""
