"""Custom elements stand in Markdown as blocks, with what is seen without scripts in them: a Python-Markdown extension."""

from markdown.extensions import Extension

ELEMENTS = ["conv-explorer", "shape-tracer"]


class BlockElements(Extension):
    """Makes Markdown take these elements for blocks; md_in_html then reads what is in them."""

    def extendMarkdown(self, md):
        md.block_level_elements.extend(ELEMENTS)


def makeExtension(**kwargs):
    """What Python-Markdown calls for `sitebuild.pages.custom_elements`."""
    return BlockElements(**kwargs)
