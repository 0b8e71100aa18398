"""As whom PostgreSQL runs: it refuses root, so under root it runs as `nobody`."""

import os
import pwd
import shutil
import subprocess

from embedded.trouble import Trouble


class Account:
    """How to start PostgreSQL's programs, and who owns its files."""

    def __init__(self, bindir, home):
        self.prefix, self.how, self.owner = [], {}, None
        if os.geteuid() == 0:
            self.leave_root(bindir, home)

    def leave_root(self, bindir, home):
        nobody = pwd.getpwnam("nobody")
        as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if can_reach([bindir / "postgres", home.path], as_nobody):
            self.how, self.owner = as_nobody, (nobody.pw_uid, nobody.pw_gid)
            return
        # Below a folder closed to others, such as /root, a namespace calls root `nobody`.
        self.prefix = ["unshare", "--user", f"--map-user={nobody.pw_uid}"]
        self.prefix.append(f"--map-group={nobody.pw_gid}")
        self.owner = (0, 0)
        if not shutil.which("unshare") or subprocess.run([*self.prefix, "true"]).returncode:
            raise Trouble(
                f"PostgreSQL does not run as root, and `nobody` can't reach {home.path}: "
                "start Parley as an ordinary user, or keep it and PARLEY_HOME outside /root."
            )

    def take(self, folder):
        """Hand over a folder, also one that another account had before."""
        stat = folder.stat()
        if self.owner in (None, (stat.st_uid, stat.st_gid)):
            return
        for parent, _, files in os.walk(folder):
            os.chown(parent, *self.owner)
            for file in files:
                os.chown(os.path.join(parent, file), *self.owner, follow_symlinks=False)


def can_reach(paths, account):
    every = 'for path; do test -x "$path" || exit 1; done'
    command = ["sh", "-c", every, "sh", *map(str, paths)]
    return subprocess.run(command, cwd="/", **account).returncode == 0
