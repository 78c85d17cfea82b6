"""Atomic writes: whoever reads the file at any moment has all of the new text, or all of the old."""

import os
import tempfile


def write(path, text):
    """Write the text to a temporary file, then rename it; a killed process leaves a `.tmp` beside it.

    Raises: OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, suffix=".tmp", delete=False, encoding="utf-8"
    ) as file:
        try:
            file.write(text)
            file.close()
            os.replace(file.name, path)
        except OSError:  # of a full disk, say, which must not fill further
            os.unlink(file.name)
            raise
