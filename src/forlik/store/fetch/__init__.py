"""The one downloader.

Example:
    Bring a source's first address into a folder::

        from forlik.store.fetch import download

        for retrieved in download(source, source.addresses[0], folder):
            print(retrieved.file.name, retrieved.sha256, retrieved.retrieved_at)
"""

from forlik.store.fetch.download import download
from forlik.store.fetch.pace import Pace
from forlik.store.fetch.policy import POLICY, Policy, Retrieved

__all__ = ["POLICY", "Pace", "Policy", "Retrieved", "download"]
