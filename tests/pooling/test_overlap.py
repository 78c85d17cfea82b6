from reference import pool

WIDE_MAP = [[4, 7, 0, 1, 1], [0, 7, 1, 2, 3], [5, 5, 7, 8, 4], [6, 4, 9, 4, 0], [1, 2, 6, 2, 5]]


def test_overlap(figure):
    figure.check(
        {
            "feature map": WIDE_MAP,
            "output, max": pool(WIDE_MAP, 3, 2),
            "output, average": pool(WIDE_MAP, 3, 2, kind="average"),
        }
    )
