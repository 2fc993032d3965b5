"""The network of partners: who funds whom, who hangs on whom, and how sure that is when data are incomplete."""
