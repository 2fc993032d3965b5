"""The pages of the site: plain HTML that asks nothing of any server, without a script."""
