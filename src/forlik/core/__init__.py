"""What everything is made of: sources, snapshots, measures, tables, figures, errors, settings, progress."""
