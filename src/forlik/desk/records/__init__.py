"""The register's records: facets, each under one label, and their revisions, which are only ever added to."""
