"""The command line: `python -m embedded up`, `python -m embedded services -- COMMAND`."""

import argparse
import os
import sys

from embedded.beside import beside
from embedded.home import ROOT, Home
from embedded.trouble import Trouble
from embedded.up import up


def main(arguments=None):
    """The exit code."""
    asked = parser().parse_args(arguments)
    try:
        return asked.act(asked)
    except Trouble as trouble:
        return refuse(trouble)
    except PermissionError as error:
        return refuse(
            f"{error.filename} belongs to another user, who may have started Parley before: "
            "give it back, or set PARLEY_HOME to a folder of your own."
        )


def refuse(reason):
    print(f"Parley can't run. {reason}", file=sys.stderr)
    return 1


def parser():
    root = argparse.ArgumentParser(prog="python -m embedded", description=__doc__)
    acts = root.add_subparsers(required=True)
    all_of_it = acts.add_parser("up", help="start all of Parley")
    all_of_it.set_defaults(act=lambda asked: up(home(), port()))
    services = acts.add_parser("services", help="run a command beside database and broker")
    services.add_argument("--throwaway", action="store_true", help="on data that is not kept")
    services.add_argument("command", nargs="+", metavar="COMMAND")
    services.set_defaults(
        act=lambda asked: beside(asked.command, None if asked.throwaway else home())
    )
    return root


def home():
    return Home.open(os.environ.get("PARLEY_HOME") or ROOT / "var")


def port():
    told = os.environ.get("PORT") or "8000"
    if not told.isdigit() or not 0 < int(told) < 65536:
        raise Trouble(f"PORT is {told!r}: it must be a number from 1 to 65535.")
    return int(told)


if __name__ == "__main__":
    sys.exit(main())
