"""Where one copy of Parley keeps its data: the layout of PARLEY_HOME."""

import hashlib
import os
import pwd
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from embedded.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
SOCKET_PATH_MAX = 85  # the kernel allows about 107 bytes, the server's own file name included


@dataclass(frozen=True)
class Home:
    """The folder of one copy: its data, its secrets, its logs."""

    path: Path

    @classmethod
    def open(cls, path):
        """The home at that path, made when it is missing."""
        home = cls(Path(path).expanduser().resolve())
        try:
            home.logs.mkdir(parents=True, exist_ok=True)
            home.logs.chmod(0o700)  # without a mail server, links for new passwords are in it
            home.lock.open("a").close()
        except OSError as error:
            raise Trouble(
                f"Can't write to {home.path} ({error.strerror}): it may belong to another user. "
                "Set PARLEY_HOME to a folder of your own."
            ) from None
        return home

    @property
    def lock(self):
        return self.path / "lock"

    @property
    def logs(self):
        return self.path / "log"

    @property
    def demo(self):
        """Login and key of the demo organization, kept for later starts."""
        return self.path / "demo.json"

    def secret_key(self):
        """Made on the first start; whoever has it can forge sessions, so only we may read it."""
        file = self.path / "secret_key"
        if not file.exists():
            write_private(file, secrets.token_urlsafe(50))
        return file.read_text().strip()

    def socket_folder(self, name):
        """A folder of mode 0700 for a server's socket, elsewhere when the path is too long."""
        folder = self.path / name / "socket"
        if len(os.fsencode(folder)) > SOCKET_PATH_MAX:
            digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
            folder = Path(tempfile.gettempdir()) / f"parley-{os.getuid()}-{digest}"
        folder.mkdir(parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in our_accounts():
            raise Trouble(f"{folder} belongs to another user: set PARLEY_HOME to one of yours.")
        folder.chmod(0o700)
        return folder


def our_accounts():
    """Ours; under root also the one that PostgreSQL runs as."""
    ours = os.geteuid()
    return {ours} if ours else {ours, pwd.getpwnam("nobody").pw_uid}


def write_private(file, text):
    """Write a file that only its owner can read, whole or not at all."""
    fresh = file.with_name(file.name + ".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    fresh.replace(file)
