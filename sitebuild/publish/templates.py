"""Jinja's settings, and a bytecode cache: each template is compiled once for both languages, and again when it changes."""

from jinja2 import BytecodeCache


class Compiled(BytecodeCache):
    def __init__(self):
        self.codes = {}

    def load_bytecode(self, bucket):
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.codes[bucket.key, bucket.checksum] = bucket.code


compiled = Compiled()


def prepare(env):
    """Set up Jinja's environment as the theme's templates want it."""
    env.bytecode_cache = compiled
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}  # Korean in half the bytes
