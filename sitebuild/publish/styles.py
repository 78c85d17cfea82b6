"""The published style sheets: minified, and those of every page bundled into one, since each is render-blocking."""

from pathlib import Path

from sitebuild.publish.esbuild import esbuild

EXTERNAL = ["--external:*.woff2", "--external:*.svg"]  # addresses of files stay as they are


def publish(site: Path, sheets: list[str]) -> None:
    """Append `sheets` (paths below `site`) to the theme's main style sheet; those of the instruments stay apart.

    Nothing is purged: what no page uses of Material's sheet is about 10 KB of a visit's 150. Material's is minified as it comes.
    """
    folder = site / "assets/stylesheets"
    (main,) = folder.glob("main.*.min.css")
    ours = [site / sheet for sheet in sheets]
    imports = "".join(f'@import "./{sheet.relative_to(folder)}";' for sheet in ours)
    minified = esbuild(["--loader=css", *EXTERNAL], folder, imports)
    main.write_text(main.read_text("utf-8") + minified, "utf-8")
    for sheet in [*ours, *folder.glob("palette.*.css")]:
        sheet.unlink()
    apart = [sheet.name for sheet in folder.glob("*.css") if sheet != main]
    if apart:
        esbuild([*apart, *EXTERNAL, "--outdir=.", "--allow-overwrite"], folder)
