"""A figure is drawn without the site."""

import os
import subprocess
import sys

from sitebuild.pages.page import ROOT, SNIPPETS


def test_a_snippet_runs_alone(tmp_path):
    command = [sys.executable, SNIPPETS / "conv2d_transpose" / "question.py"]
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, f"{run.stderr}\nIs snippets/ on the path of .venv? `make test` puts it there."
    written = ROOT / ".cache" / "alone" / "question.svg"
    assert run.stdout.strip() == str(written)
    assert "<text" in written.read_text("utf-8")
