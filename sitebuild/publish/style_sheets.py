"""The published style sheets: the theme's with what no page uses left out, and ours, as one sheet that blocks rendering."""

from pathlib import Path

from sitebuild.publish.node_tools import esbuild, purgecss

CONTENT = ["**/*.html", "assets/javascripts/**/*.js"]  # scripts name the classes that they add
EXTERNAL = ["--external:*.woff2", "--external:*.svg"]  # addresses of files stay as they are


def publish(site: Path, sheets: list[str]) -> None:
    """Append `sheets` (paths below `site`) to the theme's main style sheet; those of the instruments stay apart.

    PurgeCSS sees the theme's alone, a third of which no page uses. In ours all is used, and it takes lists in `:is()` apart.
    """
    folder = site / "assets/stylesheets"
    (main,) = folder.glob("main.*.min.css")
    ours = [site / sheet for sheet in sheets]
    imports = "".join(f'@import "./{sheet.relative_to(folder)}";' for sheet in ours)
    minified = esbuild(["--loader=css", *EXTERNAL], folder, imports)
    main.write_text(purgecss(main, site, CONTENT) + minified, "utf-8")
    for sheet in [*ours, *folder.glob("palette.*.css")]:
        sheet.unlink()
    apart = [sheet.name for sheet in folder.glob("*.css") if sheet != main]
    if apart:
        esbuild([*apart, *EXTERNAL, "--outdir=.", "--allow-overwrite"], folder)
