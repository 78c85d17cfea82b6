"""Where things lie in a checkout of this repository: all of it follows from where mkdocs.yml stands.

The checkout that is built need not be the one whose code builds it (`mkdocs build -f elsewhere/mkdocs.yml`), nor the
working directory.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Checkout:
    """The folder that holds mkdocs.yml, and what lies in it."""

    root: Path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def snippets(self) -> Path:
        return self.root / "snippets"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    def shown(self, path: Path) -> str:
        """The path as messages name it: from the root, where it lies below."""
        return str(path.relative_to(self.root) if path.is_relative_to(self.root) else path)


HERE = Checkout(Path(__file__).resolve().parents[1])


def of_config(config) -> Checkout:
    """The checkout that MkDocs builds with this configuration."""
    return Checkout(Path(config.config_file_path).resolve().parent)


def of_file(path: Path) -> Checkout:
    """The checkout that a page or snippet belongs to; a file outside of all belongs to this one."""
    for folder in Path(path).absolute().parents:
        if (folder / "mkdocs.yml").is_file():
            return Checkout(folder)
    return HERE
