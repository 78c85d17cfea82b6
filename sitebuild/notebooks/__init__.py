"""Pages to take along as notebooks."""
