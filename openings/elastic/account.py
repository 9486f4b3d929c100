"""The account that the node runs as: Elasticsearch refuses to run as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from openings.elastic.errors import FolderError

# The account of a packaged Elasticsearch is made for this; `nobody` exists on every system.
_ACCOUNTS = ("elasticsearch", "nobody")


@dataclass(frozen=True)
class Account:
    """An unprivileged account of the operating system."""

    name: str
    uid: int
    gid: int

    def may_enter(self, folder: Path) -> bool:
        """Say whether the permission bits of `folder` let this account pass through it."""
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)

    def may_reach(self, path: Path) -> bool:
        """Say whether this account can pass through every folder above `path`."""
        return self._obstacle(path) is None

    def require_reach(self, path: Path, setting: str) -> None:
        """Raise `FolderError` naming the closed folder and the `setting` that moves `path`."""
        obstacle = self._obstacle(path)
        if obstacle is not None:
            raise FolderError(
                f"Elasticsearch cannot run as root, so it runs as {self.name}, who may not enter "
                f"{obstacle}: open that folder (chmod o+x), or let {setting} name another one."
            )

    def own(self, path: Path) -> None:
        """Give `path` itself, not what is below it, to this account."""
        os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _obstacle(self, path: Path) -> Path | None:
        folders = reversed(path.resolve().parents)
        return next((folder for folder in folders if not self.may_enter(folder)), None)


def node_account() -> Account | None:
    """Return the account to run the node as, or `None` for the caller's own (not root)."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in _ACCOUNTS:
        if name in known:
            return Account(name, known[name].pw_uid, known[name].pw_gid)
    raise FolderError(
        "Elasticsearch cannot run as root and this system has none of the accounts "
        f"{', '.join(_ACCOUNTS)}: add one of them, or run as another user."
    )
