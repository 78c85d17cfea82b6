"""What is done to the text of pages: terms, math, foreign words, particles, the ledger's summary."""
