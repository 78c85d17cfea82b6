"""Reads pages: Markdown in, fences, cells and their includes out."""
