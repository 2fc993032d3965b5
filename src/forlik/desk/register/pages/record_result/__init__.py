"""Recording a result."""
