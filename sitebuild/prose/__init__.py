"""What is done to the text between them: terms, math, particles, long words."""
