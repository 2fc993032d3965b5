"""The desk: what was known, as pages. Thin: it asks the library and prints; every route passes one door."""
