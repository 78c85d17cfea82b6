"""Files that others may read at any moment: all of the new text, or all of the old."""

import os
import tempfile


def write(path, text):
    """Write the text in one go. OSError where that is not possible; a killed process leaves a `.tmp` beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=path.parent, suffix=".tmp", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    os.replace(file.name, path)
