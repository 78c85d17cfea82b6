"""Photographs in drawings come after the page, as files of their own: its text need not wait for their bytes."""

import base64
import hashlib
import re

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

PHOTOGRAPH = re.compile(
    r'(?<=href=")data:image/webp;base64,([^"]{1000,})'
)  # a smaller one is worth no request


@event_priority(-60)  # after the figures
def on_page_content(content, page, config, files):
    def moved(match):
        picture = base64.b64decode(match[1])
        place = f"pictures/{hashlib.sha256(picture).hexdigest()[:16]}.webp"
        file = files.get_file_from_path(place)
        if file is None:
            file = File.generated(config, place, content=picture)
            files.append(file)
        return file.url_relative_to(page.file)

    return PHOTOGRAPH.sub(moved, content)
