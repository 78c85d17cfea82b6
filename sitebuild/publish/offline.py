"""`OFFLINE=true` makes an edition that opens from a folder by double click: no script needs a server or another host."""

WORKER = "assets/javascripts/frame_worker.js"


def classic_scripts(config):
    """No module runs from a folder, and the theme's search has its worker from here."""
    config.extra["polyfills"] = [WORKER]  # not the offline plugin's, which comes from another host
    for script in config.extra_javascript:
        script.type, script.defer = "", True
