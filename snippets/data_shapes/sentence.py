"""A sentence becomes a table: each word's number picks a row of the embedding."""

import numpy as np

import draw

# --8<-- [start:compute]
words = ["the", "cat", "saw", "the", "other", "cat"]
vocabulary = list(dict.fromkeys(words))  # each word once, in order
ids = np.array([vocabulary.index(word) for word in words])
# (word of the vocabulary, feature)
embedding = np.array([[0, 3, 1], [7, 2, 5], [1, 8, 4], [2, 2, 9]])
sentence = embedding[ids]  # (word, feature)
# --8<-- [end:compute]

pick = ids[None, :, None] == np.arange(len(embedding))[:, None, None]
own = np.eye(len(embedding), dtype=bool)[..., None]
top, size = 1.5, 2

fig = draw.figure(width=13, height=8.4)
draw.title(fig, "ids", (0.3, top))
draw.grid(fig, ids[:, None], "ids", (0.3, top), pick)
draw.title(fig, "Embedding", (4, top + 1))
draw.grid(fig, np.arange(len(embedding))[:, None], "row", (3.1, top + 1))
draw.grid(fig, embedding, "embedding", (4.2, top + 1), np.broadcast_to(own, (*own.shape[:2], 3)))
draw.arrow(fig, (1.6, top + 3), (2.8, top + 3))
draw.arrow(fig, (7.5, top + 3), (8.9, top + 3))
draw.title(fig, "feature →", (9.3, top))
draw.grid(fig, sentence, "input", (9.3, top), np.broadcast_to(pick, (*pick.shape[:2], 3)), strong=True)
draw.window(fig, (9.3, top), (3, size), "focus", width=2.4)
draw.arrow(fig, (12.65, top + 0.4), (12.65, top + 2.4), "focus")
draw.label(fig, "word ↓", (9.3, top + len(ids) + 0.55), "left", "quiet", draw.SMALL)

if __name__ == "__main__":
    draw.show()
