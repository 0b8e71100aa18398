"""What a person can mend, said in one sentence."""


class Trouble(Exception):
    """The reason why Parley can't start or go on, to be printed without a traceback."""
