"""Snapshots kept for ever, one downloader, one strict reader per file kind, Parquet, the catalogue, the engine."""
