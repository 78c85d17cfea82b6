import numpy as np
import pytest
from reference import onnx


def test_flattened(figure):
    maps = np.arange(1, 9, dtype="float32").reshape(1, 2, 2, 2)
    flat = onnx("Flatten", {"x": maps})
    figure.check(
        {
            "feature map 1": maps[0, 0],
            "feature map 2": maps[0, 1],
            "values": flat[0],
            "weights": np.ones(6),
        }
    )
    with pytest.raises(Exception, match="dimension"):
        onnx("MatMul", {"mat1": flat, "mat2": figure.drawn["weights"].astype("float32")[:, None]})
