"""How long builds take: this site, the same pages without figures, and the same code as mkdocs-jupyter notebooks.

Run by `make bench`, not by the tests: each row is the median of one interleaved run, and only ratios within it mean
anything. `python tests/benchmarks/build.py 5` takes five rounds.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "hooks"))

import nbformat
from pages import FIGURE, Page

EDITS = "cold", "warm", "prose edit", "snippet edit"
SNIPPET = "snippets/conv2d_transpose/overlap.py"


def copy(place):
    """The site as it is, without caches."""
    for name in "docs", "hooks", "snippets", "mkdocs.yml", "mkdocs.en.yml":
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, place / name)
    return place


def plain(place):
    """The same Markdown in stock Material: no hooks, no figures."""
    copy(place)
    korean, english = place / "mkdocs.yml", place / "mkdocs.en.yml"
    hooks = "".join(
        line for line in korean.read_text("utf-8").splitlines(True) if line.strip().startswith("- hooks/")
    )
    assert hooks, "mkdocs.yml lists its hooks one a line"
    korean.write_text(korean.read_text("utf-8").replace(f"hooks:\n{hooks}", ""), "utf-8")
    for page in place.glob("docs/*/*.md"):
        page.write_text(FIGURE.sub("", page.read_text("utf-8")), "utf-8")
    return [korean, english]


def notebooks(place):
    """Each page as a notebook that mkdocs-jupyter executes, its figures drawn in it."""
    configs = plain(place)
    for source in sorted((ROOT / "docs").glob("ko/*.md")) + sorted((ROOT / "docs").glob("en/*.md")):
        folder = place / "docs" / source.parent.name
        (folder / source.name).unlink()
        nbformat.write(notebook(Page(source)), folder / f"{source.stem}.ipynb")
    for config in configs:
        text = (
            config.read_text("utf-8")
            .replace(".md", ".ipynb")
            .replace('include: ["labs/*.ipynb"]', 'include: ["*.ipynb"]')
        )
        config.write_text(text.replace("execute: false", "execute: true"), "utf-8")
    return configs


def notebook(page):
    """Prose as Markdown cells, code and examples as code cells, each figure's snippet where it stands."""
    cells, done = (
        [nbformat.v4.new_code_cell(f"import sys\nsys.path.insert(0, {str(ROOT / 'snippets')!r})")],
        0,
    )
    pieces = [
        (fence.start, fence.end, "".join(c.source for c in fence.cells))
        for fence in page.fences
        if fence.is_run
    ]
    for _, figure in page.figures:
        code = (ROOT / "snippets" / f"{figure['name']}.py").read_text("utf-8")
        pieces.append((figure.start(), figure.end(), code.split('if __name__ == "__main__":')[0]))
    for start, end, code in sorted(pieces):
        if page.text[done:start].strip():
            cells.append(nbformat.v4.new_markdown_cell(page.text[done:start]))
        cells.append(nbformat.v4.new_code_cell(code))
        done = end
    cells.append(nbformat.v4.new_markdown_cell(page.text[done:]))
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )


def seconds(configs, place):
    """Build all configurations; stops where a build fails."""
    start = time.perf_counter()
    for config in configs:
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-q",
            "-f",
            str(config),
            "-d",
            str(place / "site" / config.stem),
        ]
        done = subprocess.run(
            command, cwd=place, env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"{place.name}: {' '.join(command)}\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def edit(place, kind, count):
    """Change a sentence of one page, or a number of one snippet, wherever this copy keeps it."""
    for path in place.glob("docs/ko/conv2d_transpose.*"):
        text = path.read_text("utf-8")
        if kind == "prose edit":
            path.write_text(text.replace("하자", "하자 " + "." * count, 1), "utf-8")
        elif path.suffix == ".ipynb":
            path.write_text(text.replace("canvas[2, 2]", f"canvas[2, 2] + {count} - {count}", 1), "utf-8")
    if kind == "snippet edit":
        snippet = place / SNIPPET
        snippet.write_text(snippet.read_text("utf-8") + f"\nedited = {count}\n", "utf-8")


def main(rounds=3):
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        places = {name: Path(scratch, name) for name in ("this site", "without figures", "as notebooks")}
        for place in places.values():
            place.mkdir()
        configs = {
            "this site": [copy(places["this site"]) / "mkdocs.yml"],
            "without figures": plain(places["without figures"]),
            "as notebooks": notebooks(places["as notebooks"]),
        }
        times = {(name, kind): [] for name in places for kind in EDITS}
        for count in range(1, rounds + 1):
            for kind in EDITS:
                for name, place in places.items():
                    if kind == "cold":
                        for cache in place.rglob(".cache"):
                            shutil.rmtree(cache)
                    edit(place, kind, count)
                    times[name, kind].append(seconds(configs[name], place))
                    print(
                        f"round {count}  {kind:12}  {name:15}  {times[name, kind][-1]:6.2f} s",
                        file=sys.stderr,
                    )
    medians = {key: statistics.median(values) for key, values in times.items()}
    print(f"{'median of ' + str(rounds):14}" + "".join(f"{name:>28}" for name in places))
    for kind in EDITS:
        ours = medians["this site", kind]
        print(
            f"{kind:14}"
            + "".join(f"{medians[n, kind]:18.2f} s ({medians[n, kind] / ours:4.1f}×)" for n in places)
        )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
