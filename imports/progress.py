"""How far an import is: a bar on a terminal, a plain line now and then elsewhere."""

from time import monotonic

from tqdm import tqdm

TELL_EVERY = 5  # seconds, where there is no terminal


class Bar:
    """Shows Counts; total is the number of lines, None where it can't be known."""

    def __init__(self, out, total: int | None):
        self.out, self.total, self.told_at = out, total, monotonic()
        self.bar = tqdm(total=total, unit=" lines") if out.isatty() else None

    def show(self, count):
        if self.bar is not None:
            self.bar.set_postfix_str(str(count), refresh=False)
            self.bar.update(count.lines - self.bar.n)
        elif monotonic() - self.told_at >= TELL_EVERY:
            self.told_at = monotonic()
            of = f" of {self.total:,}" if self.total else ""
            self.out.write(f"{count.lines:,} lines{of}: {count}", style_func=str)

    def close(self):
        if self.bar is not None:
            self.bar.close()
