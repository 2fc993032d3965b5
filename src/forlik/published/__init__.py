"""The public copy: what the public reads of the register, as a Data Package in a folder of its own.

It is made from what nobody in particular may see, and read without the register: no key, no database, no Django.
"""

from forlik.published.copy import Copy, Public, Refused, copied
from forlik.published.folder import Stamp, put, read, refuse_others, stamp
from forlik.published.package import Package, packed

__all__ = ["Copy", "Package", "Public", "Refused", "Stamp", "copied", "packed", "put", "read", "refuse_others", "stamp"]
