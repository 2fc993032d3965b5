"""The whole course of an engagement, a year at a time."""
