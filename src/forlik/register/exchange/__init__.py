"""Records as files that leave a register and come into one: JSON, lossless, and tables for spreadsheets."""
