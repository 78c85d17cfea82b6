import numpy as np
from skimage import data
from skimage.feature import match_template
from sklearn.feature_extraction.image import extract_patches_2d
from sklearn.metrics.pairwise import cosine_similarity


def percent(response):
    """The share of places in each twentieth, counted by sorting."""
    ordered = np.sort(response.clip(-1, 1).ravel())
    below = np.searchsorted(ordered, np.linspace(-1, 1, 41))
    below[-1] = ordered.size  # the last one holds its end too
    return 100 * np.diff(below) / ordered.size


def test_histogram(figure):
    photograph = data.chelsea().mean(axis=2)
    patch = photograph[155:187, 185:217]
    strips = [photograph[row : row + 32] for row in range(photograph.shape[0] - 31)]
    cosine = [
        cosine_similarity(extract_patches_2d(s, (32, 32)).reshape(-1, 1024), patch.reshape(1, -1))
        for s in strips
    ]
    figure.check(
        {
            # a patch is as like itself as can be
            "positions, cosine, match": 1,
            "positions, correlation, match": 1,
            "share, cosine": percent(np.array(cosine)),
            "share, correlation": percent(match_template(photograph, patch)),
        }
    )
