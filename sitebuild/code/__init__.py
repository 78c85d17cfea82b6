"""How code blocks are shown."""

from sitebuild.code.extension import makeExtension as makeExtension
