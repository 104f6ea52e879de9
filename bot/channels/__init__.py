"""How words travel: one file per channel; the only files that import a vendor's SDK."""
