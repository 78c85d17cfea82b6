"""Custom elements stand in Markdown as blocks, with what is seen without scripts in them."""

from markdown.extensions import Extension

ELEMENTS = ["conv-explorer", "shape-tracer"]


class BlockElements(Extension):
    """Makes Markdown take these elements for blocks; md_in_html then reads what is in them."""

    def extendMarkdown(self, md):
        md.block_level_elements.extend(ELEMENTS)


def on_config(config):
    config.markdown_extensions.append(BlockElements())
