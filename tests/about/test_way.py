import keras
import numpy as np
from snippet import drawing

from sitebuild.pages.page import ROOT


def test_way(figure):
    image, kernel = np.arange(1.0, 10).reshape(1, 3, 3, 1), np.array([[1.0, 0], [0, 1]]).reshape(2, 2, 1, 1)
    output = keras.ops.conv(image, kernel)
    figure.check(
        {
            "input": image[0, ..., 0],
            "kernel": kernel[..., 0, 0],
            "output": output[0, ..., 0],
            "output, figure": output[0, ..., 0],
            "shape": output.shape[1:3],
        }
    )


def test_the_drawn_folders_are_those_of_the_repository():
    texts = [text.get_text() for text in drawing("about/way").axes[0].texts]
    folders = {folder for text in texts if text.endswith("/") for folder in text.split(", ")} - {"site/"}
    assert len(folders) == 8
    assert not [folder for folder in folders if not (ROOT / folder).is_dir()]
