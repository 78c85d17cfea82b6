"""What pages state: each shape or grid size is a result (a link to its example), an argument, or marked as quoted.

- A result, `[4×4](#same)`, must occur in the output of the first fence that runs after the id. That fence may print
  only one grid size, else two statements could be swapped unseen; give each its own example.
- Links to one id with plain numbers, `[3](#arms) … [4](#arms)`, must occur in its output in the order of the paragraph.
- A link to a later example than the next one passes none of its own section that gives the same.
- An argument occurs in a call of the page's code: `(3, 3)`, `kernel_size=3`, `Conv2D(1, 3)`, or as the shape of a literal array.
- Anything else carries `{ .quoted title="why" }`.
"""

import ast
import re
from dataclasses import replace

import numpy as np

from sitebuild.labs.lab import Lab, results
from sitebuild.pages.page import ROOT, Page

NUMBER = r"(?:\d+|None)"
TUPLE = re.compile(rf"(?<![\w\])])\({NUMBER}(?:, ?{NUMBER})+,?\)|(?<![\w\])])\(\d+,\)")
GRID = re.compile(r"(?<![\dA-Za-z.])\d+(?: ?(?:[×x]|\\times) ?\d+)+(?![\dA-Za-z])")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([\w./-]*)#([\w-]+)\)")
QUOTED = re.compile(r"(`+|\*)(?P<text>[^`*\n]+)\1\{[^}\n]*\.quoted[^}\n]*title=\"[^\"]+\"[^}\n]*\}")
NO_LINKS = re.compile(r"^\s*(?:#{1,6} |\?\?\?|!!!|===)")
PLAIN = re.compile(r"`?-?\d+(?:\.\d+)?`?")
SIZED = {"kernel_size", "pool_size", "size", "strides", "dilation_rate"}


def executed(path, text=None):
    """The lab as a page whose cells say what came out of them; run now unless that was done before."""
    page = Page(path, text)
    (run,) = results(ROOT, [Lab(page, path.stem)])
    for fence, kept in zip([fence for fence in page.fences if fence.is_run], run["outputs"], strict=True):
        printed = "".join(output.get("text", "") for output in kept)
        fence.cells = [replace(cell, want=printed) for cell in fence.cells]
    return page


def faults(page):
    """Each statement of the page that nothing supports, as "line: what is wrong"."""
    links = list(LINK.finditer(page.prose))
    found = [f"{page.line_at(link.start())}: {fault}" for link in links if (fault := _link_fault(page, link))]
    found += [*_order_faults(page, links), *_ahead_faults(page, links)]
    spans = [link.span(1) for link in links] + [match.span("text") for match in QUOTED.finditer(page.prose)]
    known = arguments(page)
    for pattern in TUPLE, GRID:
        for match in pattern.finditer(page.prose):
            inside = any(start <= match.start() and match.end() <= end for start, end in spans)
            if not inside and dims(match[0]) not in known:
                found.append(
                    f"{page.line_at(match.start())}: {match[0]} is stated, but no example is named that computed it: "
                    "link to one, [4×4](#id), or mark it { .quoted title=… }"
                )
    return found


def differing_links(korean, english):
    """The links, English and Korean, that state another number or lead elsewhere in the other language."""
    linked = [LINK.finditer(page.prose) for page in (korean, english)]
    for one, other in zip(*linked, strict=True):
        numbers, theirs = (
            re.findall(r"\d+(?:\.\d+)?", link[1]) if PLAIN.fullmatch(link[1]) or stated(link[1]) else None
            for link in (one, other)
        )
        if numbers != theirs or one.groups()[1:] != other.groups()[1:]:
            yield other, one


def _link_fault(page, link):
    line = page.text.splitlines()[page.line_at(link.start()) - 1]
    shapes = stated(link[1])
    numbers = PLAIN.fullmatch(link[1])
    if not shapes and not numbers:
        return None
    if NO_LINKS.match(line):
        return f"[{link[1]}] stands in a heading, title or label; state it in the text below"
    target = page if not link[2] else Page(page.path.parent / link[2])
    fence = target.fence_after(link[3])
    if fence is None:
        return f"[{link[1]}] links to #{link[3]}, after which no example runs"
    output = output_of(fence)
    if shapes and len(sizes_in(output)) > 1:
        return f"#{link[3]} prints several sizes; give {link[1]} an example of its own"
    return (
        None if _gives(output, link[1]) else f"{link[1]} is stated, but #{link[3]} gives {output.strip()!r}"
    )


def _gives(output, text):
    """Whether an output has the number, or each shape, that a link states."""
    if PLAIN.fullmatch(text):
        return ordered([text], output)
    printed = shapes_in(output)
    sizes = {_spatial(shape) for shape in printed}
    return all(shape in printed or (form == "grid" and shape in sizes) for form, shape in stated(text))


def output_of(fence):
    return "".join(cell.want for cell in fence.cells)


def _ahead_faults(page, links):
    headings = [line for line, *_ in page.headings]
    runs = [fence for fence in page.fences if fence.is_run]
    for link in links:
        if link[2] or not (stated(link[1]) or PLAIN.fullmatch(link[1])):
            continue
        line, target = page.line_at(link.start()), page.fence_after(link[3])
        below = next((index for index, fence in enumerate(runs) if fence.line > line), len(runs))
        if target in runs[below + 1 :]:
            section = max((heading for heading in headings if heading <= line), default=0)
            for fence in runs[: below + 1]:
                if fence.line > section and _gives(output_of(fence), link[1]):
                    yield f"{line}: the example in line {fence.line} gives {link[1]}; link there, not to #{link[3]}"


def _order_faults(page, links):
    groups = {}
    for link in links:
        if re.fullmatch(r"-?\d+(?:\.\d+)?", link[1]) and not link[2]:
            paragraph = page.prose.count("\n\n", 0, link.start())
            groups.setdefault((paragraph, link[3]), []).append(link)
    for (_, anchor), group in groups.items():
        fence = page.fence_after(anchor)
        if len(group) > 1 and fence and not ordered([m[1] for m in group], output_of(fence)):
            said = ", ".join(link[1] for link in group)
            yield f"{page.line_at(group[0].start())}: {said} do not occur in this order in the output of #{anchor}"


def ordered(numbers, output):
    printed = iter(numbers_in(output))
    return all(float(number.strip("`")) in printed for number in numbers)


def numbers_in(output):
    return [float(number) for number in re.findall(r"(?<![\w=.])-?\d+(?:\.\d+)?", output)]


def stated(text):
    """(form, shape) of each shape in a text."""
    return [("tuple", dims(m[0])) for m in TUPLE.finditer(text)] + [
        ("grid", dims(m[0])) for m in GRID.finditer(text)
    ]


def dims(text):
    return tuple(None if part == "None" else int(part) for part in re.findall(NUMBER, text))


def shapes_in(output):
    """The shapes that an output shows: tuples, TensorShapes, and the shapes of printed arrays."""
    found = {
        dims(match[0])
        for match in re.finditer(rf"[(\[]{NUMBER}(?:, {NUMBER})*,?[)\]]", output)
        if "," in match[0]
    }
    for printed in re.findall(r"\[\[.*?\]\]", output, re.S):
        rows = re.findall(r"\[([^\[\]]+)\]", printed)
        found.add((len(rows), len(rows[0].replace(",", " ").split())))
    return found


def sizes_in(output):
    """Its shapes without batch and channels."""
    return {_spatial(shape) for shape in shapes_in(output)}


def _spatial(shape):
    return shape[1:-1] if len(shape) == 4 else shape


def arguments(page):
    """The shapes that the page's calls are given."""
    return arguments_of([ast.parse(cell.source) for cell in page.cells])


def arguments_of(trees):
    """The shapes that the calls of some code are given."""
    found = set()
    for tree in trees:
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for value in [*call.args, *(keyword.value for keyword in call.keywords)]:
                found |= _literal_shapes(value)
            layer = getattr(call.func, "attr", "").startswith(
                ("Conv", "Max", "Average", "UpSampling", "Depthwise")
            )
            sizes = [k.value for k in call.keywords if k.arg in SIZED] + (call.args[1:2] if layer else [])
            found |= {
                (s.value,) * 2 for s in sizes if isinstance(s, ast.Constant) and isinstance(s.value, int)
            }
    return found


def _literal_shapes(node):
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return set()
    if isinstance(value, tuple) and all(part is None or isinstance(part, int) for part in value):
        return {value}
    return {np.shape(value)} if isinstance(value, list) else set()
