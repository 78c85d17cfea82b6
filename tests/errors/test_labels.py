import keras
import numpy as np
import pytest


def test_labels(figure):
    scores = np.array([[1, 7, 2], [8, 1, 1], [2, 2, 6], [3, 5, 2]])
    numbers = scores.argmax(axis=1)
    onehot = keras.utils.to_categorical(numbers, 3)
    figure.check({"scores": scores, "class": numbers[None], "column": numbers[:, None], "one-hot": onehot})
    given = scores.astype("float32")
    by_number = keras.ops.sparse_categorical_crossentropy(numbers, given, from_logits=True)
    by_row = keras.ops.categorical_crossentropy(onehot, given, from_logits=True)
    np.testing.assert_allclose(by_number, by_row, rtol=1e-6)
    with pytest.raises(ValueError, match="rank"):
        keras.ops.sparse_categorical_crossentropy(onehot, given, from_logits=True)
