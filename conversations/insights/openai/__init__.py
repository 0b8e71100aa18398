"""The generator that asks a server which speaks OpenAI's chat completions (ADR 0012)."""
