"""Every change of every record of an engagement."""
