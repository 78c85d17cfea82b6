"""The Python of the environment in which PyTorch judges: the one of `make check`, or another that TORCH_PYTHON names."""

import os
from pathlib import Path

from sitebuild.pages.page import ROOT


def torch_python():
    """Raises: FileNotFoundError, which says how to set it up."""
    python = Path(os.environ.get("TORCH_PYTHON", ".torch/bin/python"))
    if not (ROOT / python).exists():
        raise FileNotFoundError(
            f"{python}: no PyTorch. `make .torch/ready` sets it up; TORCH_PYTHON names a Python that has it"
        )
    return ROOT / python
