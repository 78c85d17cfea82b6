"""How code blocks are shown."""
