"""What a worker process is asked to do, and how it can fail."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """What a job may use: seconds (of each step that it tells of), and bytes of memory with all its processes."""

    seconds: float
    memory: int


@dataclass(frozen=True)
class Job:
    """A call of `function` ("package.module:name") in a worker process.

    `key` is a hash of all that the answer depends on. `imports` are modules that the worker loads first and keeps
    for the jobs after it; `version` is a hash of the code that the worker itself runs. `expected` seconds decide
    what is begun first; `steps` is how many it tells of as it goes on.
    """

    kind: str
    name: str
    key: str
    function: str
    version: str
    limits: Limits
    expected: float = 1
    steps: int = 1
    arguments: dict = field(default_factory=dict, compare=False)
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """Why a job gave no answer.

    `reason` is a clause: "took longer than 60 s". `report` is what the process wrote to stderr, the stack at its end
    included. `progress` is what the job told last. `is_message`: `reason` is the whole message.
    """

    reason: str
    report: str = ""
    progress: int = 0
    is_message: bool = False
