"""`OFFLINE=true` makes an edition that opens from a folder by double click: no script needs a server or another host."""

WORKER = "assets/javascripts/frame_worker.js"


def on_config(config):
    if config.extra["offline"]:
        config.extra["polyfills"] = [WORKER]  # not the offline plugin's, which comes from another host
        for script in config.extra_javascript:
            script.type, script.defer = "", True


def on_files(files, config):
    if not config.extra["offline"]:
        files.remove(files.get_file_from_path(WORKER))
