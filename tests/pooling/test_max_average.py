from reference import pool

FEATURE_MAP = [[1, 3, 2, 0], [5, 2, 8, 4], [0, 6, 7, 1], [2, 4, 3, 5]]


def test_max_average(figure):
    figure.check(
        {
            "feature map": FEATURE_MAP,
            "output, max": pool(FEATURE_MAP, 2),
            "output, average": pool(FEATURE_MAP, 2, kind="average"),
        }
    )
