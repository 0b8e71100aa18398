"""What is imported: a file of somebody's, or chats that the demo makes up."""

import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def data(parts, file, chats):
    """The path of a file that import_conversations reads."""
    if file:
        yield Path(file).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "demo.jsonl")
        parts.manage("demo", "--write", made, "--chats", str(chats))
        yield made
