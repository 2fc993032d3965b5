"""The register's pages, one folder each."""
