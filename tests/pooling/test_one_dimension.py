from reference import pool


def test_one_dimension(figure):
    expected = {}
    rows = {0: [9, 1, 8, 1, 5, 1], 1: [0, 9, 1, 8, 1, 5], 3: [0, 0, 0, 9, 1, 8]}
    for step, row in rows.items():
        expected[f"signal, shift {step}"] = [row]
        for i in 1, 2:
            expected[f"pooled {i}, shift {step}"] = pool([row], (1, 3))[:, i - 1 : i]
    figure.check(expected)
