"""Random modules and operations of PyTorch as text, for the random programs."""

from frameworks.dice import CHANNELS, pair


def slip(dice, value):
    """The right value, or now and then a wrong one."""
    return dice.choice(CHANNELS) if dice.random() < 0.05 else value


def convolution(dice, rank, c, n):
    options = [f"stride={pair(dice, rank, [1, 1, 2, 3])}", f"padding={pair(dice, rank, [0, 1, 2])}"]
    if dice.random() < 0.2:
        options = ["padding='same'", f"dilation={dice.choice([1, 2])}"]
    if dice.random() < 0.2:
        options.append(f"groups={dice.choice([1, 2, 3])}")
    if dice.random() < 0.2:
        options.append("bias=False")
    made = dice.choice([f"nn.Conv{rank}d({c}, {n}", f"nn.Conv{rank}d({c}, {n}", f"nn.LazyConv{rank}d({n}"])
    return f"{made}, {pair(dice, rank, [1, 2, 3, 5])}, {', '.join(options)})"


def transposed(dice, rank, c, n):
    options = f"stride={pair(dice, rank, [1, 2, 3])}, padding={dice.choice([0, 1])}, output_padding={dice.choice([0, 0, 1])}"
    return f"nn.ConvTranspose{rank}d({c}, {n}, {dice.choice([1, 2, 3, 4])}, {options})"


def pooling(dice, rank):
    kind = dice.choice(["MaxPool", "AvgPool"])
    options = f"stride={pair(dice, rank, [1, 2, 3])}, padding={dice.choice([0, 0, 1])}, ceil_mode={dice.random() < 0.4}"
    return f"nn.{kind}{rank}d({dice.choice([1, 2, 3])}, {options})"


def anywhere(dice, shape, n):
    """A module that takes any rank."""
    last = slip(dice, shape[-1])
    return [
        "nn.ReLU()",
        "nn.Dropout(0.2)",
        "nn.GELU()",
        "nn.Flatten()",
        f"nn.Flatten({dice.choice([0, 1, 2, -2])})",
        f"nn.Linear({last}, {n})",
        f"nn.LazyLinear({n})",
        f"nn.LayerNorm({last})",
        "nn.Identity()",
        "nn.Softmax(dim=1)",
        f"nn.Linear({last}, {n}, bias=False)",
        f"nn.Unflatten(1, ({dice.choice([1, 2, 3])}, -1))",
        f"nn.RMSNorm({last})",
    ]


def layer(dice, shape):
    """A module that may take a tensor of this shape (batch, channels, sizes …)."""
    rank, c, n = len(shape) - 2, slip(dice, shape[1]), dice.choice(CHANNELS)
    if rank not in (1, 2, 3):
        return dice.choice([*anywhere(dice, shape, n), f"nn.BatchNorm1d({c})"])
    choice = dice.random()
    if choice < 0.3:
        return convolution(dice, rank, c, n)
    if choice < 0.42:
        return transposed(dice, rank, c, n)
    if choice < 0.57:
        return pooling(dice, rank)
    if choice < 0.63:
        return f"nn.Adaptive{dice.choice(['Avg', 'Max'])}Pool{rank}d({dice.choice([1, 2, 5, 'None'] if rank > 1 else [1, 2, 5])})"
    if choice < 0.73:
        return dice.choice(
            [
                f"nn.BatchNorm{rank}d({c})",
                f"nn.GroupNorm({dice.choice([1, 2, 3])}, {c})",
                f"nn.InstanceNorm{rank}d({c}, affine=True)",
                f"nn.PReLU({c})",
                f"nn.Dropout{rank}d(0.1)",
                f"nn.LayerNorm({list(shape[1:])})",
            ]
        )
    if choice < 0.8 and rank == 2:
        return dice.choice(
            [
                "nn.PixelShuffle(2)",
                "nn.PixelUnshuffle(2)",
                f"nn.Upsample(scale_factor={dice.choice([2, 3])})",
                f"nn.Upsample(size={pair(dice, 2, [5, 8])}, mode='bilinear', align_corners=False)",
                f"nn.ZeroPad2d({dice.choice([1, (1, 0, 2, 1), (-1, 0, 0, 0)])})",
                f"nn.ReflectionPad2d({dice.choice([1, 3])})",
                f"nn.LPPool2d(2, {dice.choice([2, 3])})",
            ]
        )
    return dice.choice(anywhere(dice, shape, n))


def operation(dice, shape):
    """What `forward` does to x besides calling modules."""
    n, dim = dice.choice(CHANNELS), dice.choice([*range(1, len(shape)), -1, len(shape)])
    order = list(range(1, len(shape)))
    dice.shuffle(order)
    reduced = dice.choice(["mean", "sum", "amax", "std", "prod"])
    return dice.choice(
        [*reshaped(n, dim, order, reduced), *parts(dice, shape, n, dim), *functions(dice, shape, n, dim)]
    )


def reshaped(n, dim, order, reduced):
    """Axes are merged, moved, added up."""
    return [
        "F.relu(x)",
        "x.view(x.size(0), -1)",
        f"x.view(-1, {n})",
        "torch.flatten(x, 1)",
        f"x.permute({', '.join(map(str, [0, *order]))})",
        f"x.transpose(1, {dim})",
        f"x.{reduced}(dim={dim})",
        f"x.{reduced}(dim={dim}, keepdim=True)",
        f"x.max(dim={dim})[0]",
        f"x.max({dim}).values",
        f"x.unsqueeze({dim})",
        "x.squeeze()",
        f"x.squeeze({dim})",
        f"torch.cat([x, x], dim={dim})",
        "x + x.mean(dim=1, keepdim=True)",
        f"x * x.amax({dim}, keepdim=True).sigmoid()",
        f"x.reshape(x.shape[0], {n}, -1)",
    ]


def parts(dice, shape, n, dim):
    """Cells are picked, parts joined."""
    return [
        "x[:, :, 1:]" if len(shape) > 2 else "x[:, 1:]",
        "x[:, 0]",
        "x[:, None]",
        "x[..., :2]",
        f"x.chunk({dice.choice([2, 3])}, dim={dim})[0]",
        f"torch.split(x, {n}, dim={dim})[-1]",
        f"x.narrow({dim}, 0, {dice.choice([1, 2])})",
        f"torch.stack([x, x], dim={dim}).sum(0)",
    ]


def functions(dice, shape, n, dim):
    """Functions that take the tensor, and what else its methods do."""
    axes, rank = range(1, len(shape)), max(1, min(3, len(shape) - 2))
    kernel = ", ".join(["3"] * max(1, len(shape) - 2))
    return [
        "F.max_pool2d(x, 2)" if len(shape) == 4 else "x * 2",
        f"F.interpolate(x, scale_factor={dice.choice([2, 0.5])})",
        f"F.interpolate(x, size={dice.choice([5, (4, 6)])})",
        f"F.avg_pool2d(x, {dice.choice([2, 3])}, stride=1, padding=1)",
        "F.adaptive_avg_pool2d(x, (1, 1)).flatten(1)",
        f"F.pad(x, {dice.choice([(1, 1), (1, 0, 2, 1), (0, 0, 1, 1)])})",
        f"F.softmax(x, dim={dim})",
        f"F.layer_norm(x, x.shape[{dice.choice([1, -1])}:])",
        "x.flatten(start_dim=1)",
        f"x.repeat({', '.join(['1'] + [str(dice.choice([1, 2])) for _ in axes])})",
        "torch.matmul(x, x.transpose(-1, -2))",
        "x @ x.mT",
        f"x.unfold({dim}, 2, {dice.choice([1, 2])})",
        f"torch.roll(x, 1, dims={dim})",
        "x.expand(-1, 3, *x.shape[2:])",
        f"x.movedim(1, {dice.choice([-1, dim])})",
        f"x.flip({dim})",
        f"x.repeat_interleave(2, dim={dim})",
        f"x.index_select({dim}, torch.tensor([0]))",
        "torch.where(x > 0, x, torch.zeros_like(x))",
        "x if x.dim() == 4 else x.clamp(min=0)",
        f"x.view(*x.shape[:-1], -1, {dice.choice([1, 2])})",
        f"F.conv{rank}d(x, torch.ones({n}, {slip(dice, shape[1])}, {kernel}), padding=1)",
    ]
