"""The register's own pages: for persons who have signed in, through one door, kept nowhere."""
