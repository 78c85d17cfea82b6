"""How the scores of all places of the photograph (scikit-image's chelsea, CC0) are spread: how far off is the match?"""

import numpy as np
from skimage import data

import chart
import draw
from convolution.arithmetic import scores

photograph = data.chelsea().mean(axis=2)
_, cosine, correlation = scores(photograph, photograph[155:187, 185:217])

# --8<-- [start:compute]
edges = np.linspace(-1, 1, 41)
shares = {
    name: 100 * np.histogram(response.clip(max=1), edges)[0] / response.size
    for name, response in [("cosine", cosine), ("correlation", correlation)]
}
match = {"cosine": cosine[155, 185], "correlation": correlation[155, 185]}
# --8<-- [end:compute]

fig = draw.figure(width=14.4, height=13.2)
for (name, share), (top, highest) in zip(shares.items(), [(1.9, 50), (8.6, 5)], strict=True):
    draw.label(fig, name, (1.4, top - 1.4), "left", bold=True)
    axes = chart.Chart(
        fig, (1.4, top), (12, 3.3), (-1, 1), (0, highest), np.linspace(-1, 1, 5), (0, highest), y_label="%"
    )
    axes.bars((edges[:-1] + edges[1:]) / 2, share, f"share, {name}", "count", width=0.05)
    draw.record(fig, f"positions, {name}, match", match[name])
    end = axes.place(match[name], 0)
    draw.window(fig, (end[0] - 0.25, end[1] - 0.25), (0.5, 0.5), "focus", width=2.2)
    draw.label(fig, "match", (end[0], top - 0.5), "right", "focus", draw.SMALL)

if __name__ == "__main__":
    draw.show()
