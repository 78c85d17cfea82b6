"""The package instruments/ by itself: its types and its own unit tests, as `npm run check` has them."""

from instruments.door import PACKAGE, install, run


def test_types_are_right():
    install()
    run(["node_modules/typescript/bin/tsc", "--noEmit"])


def test_unit_tests_pass():
    install()
    files = sorted(str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("tests/*/*.test.ts"))
    assert files
    run(["node_modules/tsx/dist/cli.mjs", "--test", *files])
