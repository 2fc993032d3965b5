"""Every option that one may see, place by place."""
