"""Forms: made from the concepts, filled with what a viewer sees, and read back; shared by the pages that record."""
