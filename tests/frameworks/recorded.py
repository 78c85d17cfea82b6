"""Tables of what the real frameworks said: a line of JSON for each thing that was asked, below a head that vouches for them.

The standard library alone: the judges in tools/ write them in environments of their own.
"""

import hashlib
import json


def write(path, lines, **head):
    """`lines` are JSON, each with its line end; `head` tells what was asked, and the versions of who answered."""
    lines = list(lines)
    path.write_text(
        json.dumps({**head, "count": len(lines), "sha256": _hash(lines)}) + "\n" + "".join(lines), "utf-8"
    )


def read(path, renew):
    """(head, what the lines say); AssertionError, with how to `renew` it, where a line was changed by hand."""
    head, *lines = path.read_text("utf-8").splitlines(keepends=True)
    head = json.loads(head)
    assert (len(lines), _hash(lines)) == (head["count"], head["sha256"]), f"{path.name}: {renew}"
    return head, [json.loads(line) for line in lines]


def _hash(lines):
    return hashlib.sha256("".join(lines).encode()).hexdigest()
