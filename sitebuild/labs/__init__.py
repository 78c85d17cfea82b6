"""Executes the labs and makes pages of them."""
