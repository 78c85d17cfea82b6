"""Which time steps one output depends on: a window ahead, a causal window, and a layer that carries on what it has read."""

import numpy as np

import draw

# --8<-- [start:compute]
steps, kernel_size, place = 12, 3, 6


def carry_on(signal):
    """What an LSTM does at its simplest: the state, and so each output, is made of the state before and the new step."""
    state, output = 0.0, []
    for value in signal:
        state = np.tanh(state + value)
        output.append(state)
    return np.array(output)


def ahead(signal):
    return np.convolve(signal, np.ones(kernel_size), "valid")


def causal(signal):
    return ahead(np.pad(signal, (kernel_size - 1, 0)))


def looked_at(layer):
    """1 where a step, if spoiled, spoils the output at `place`."""
    spoiled = np.where(np.eye(steps, dtype=bool), np.nan, 0.0)  # in each row another step
    return np.array([int(np.isnan(layer(row)[place])) for row in spoiled])


looked = {
    "Conv1D(1, 3)": looked_at(ahead),
    'Conv1D(1, 3, padding="causal")': looked_at(causal),
    "LSTM(1, return_sequences=True)": looked_at(carry_on),
}
# --8<-- [end:compute]

fig = draw.figure(width=steps + 0.4, height=13.7)
for number, (name, seen) in enumerate(looked.items()):
    top = 0.9 + 4.8 * number
    draw.label(fig, name, (0.2, top - 0.45), "left", bold=True)
    for step in np.flatnonzero(seen):
        draw.edge(fig, (0.7 + step, top + 1), (0.7 + place, top + 2), "blue", width=1.6)
    draw.grid(fig, np.arange(steps)[None], f"step, {name}", (0.2, top), (seen == 1)[None, None])
    draw.grid(fig, np.array([[place]]), f"output, {name}", (0.2 + place, top + 2), strong=True)

if __name__ == "__main__":
    draw.show()
