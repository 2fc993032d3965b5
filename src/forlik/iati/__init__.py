"""The aid standard of the International Aid Transparency Initiative (IATI): read, flows, check, write."""
