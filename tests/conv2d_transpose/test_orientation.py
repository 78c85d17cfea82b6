from reference import transpose


def test_orientation(figure):
    image, kernel = [[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    stamps = {f"stamp {value}": transpose([[value]], kernel) for value in (1, 2, 3, 4)}
    figure.check({"input": image, "kernel": kernel, **stamps})
