import enum
from dataclasses import asdict, dataclass, field

import torch
from torch import nn


class Norm(enum.Enum):
    BATCH = "batch"
    GROUP = enum.auto()


@dataclass
class Config:
    widths: list[int] = field(default_factory=lambda: [8, 16])
    norm: Norm = Norm.BATCH
    pool: str | None = "max"


def normed(norm: Norm, channels: int) -> nn.Module:
    match norm:
        case Norm.BATCH:
            return nn.BatchNorm2d(channels)
        case Norm.GROUP:
            return nn.GroupNorm(4, channels)
        case _:
            raise ValueError(norm)


class Net(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        before = 3
        self.stages = nn.ModuleList()
        for after in config.widths:
            self.stages.append(nn.Sequential(nn.Conv2d(before, after, 3), normed(config.norm, after)))
            before = after

    def pooled(self, x):
        match (self.config.pool, x.shape):
            case "max", [_, _, height, _] if height > 20:
                return nn.functional.max_pool2d(x, 2)
            case (None, _) | ("max", _):
                return x
        return nn.functional.avg_pool2d(x, 2)

    def forward(self, x):
        for stage in self.stages:
            x = self.pooled(stage(x))
        return x


config = Config(norm=Norm.GROUP)
net = Net(Config(**{**asdict(config), "widths": [8, 12, 24]}))
out = net(torch.randn(2, 3, 32, 32))
