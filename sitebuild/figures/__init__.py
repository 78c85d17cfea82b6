"""Draws the figures that pages ask for, keeps them and puts them into the pages."""
