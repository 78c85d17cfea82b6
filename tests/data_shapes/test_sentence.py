import keras
import numpy as np


def test_sentence(figure):
    table = np.array([[0, 3, 1], [7, 2, 5], [1, 8, 4], [2, 2, 9]])
    reader = keras.layers.StringLookup(vocabulary=["the", "cat", "saw", "other"], num_oov_indices=0)
    ids = reader(["the", "cat", "saw", "the", "other", "cat"])
    layer = keras.layers.Embedding(4, 3)
    layer.build()
    layer.set_weights([table])
    figure.check({"ids": ids[:, None], "row": np.arange(4)[:, None], "embedding": table, "input": layer(ids)})
