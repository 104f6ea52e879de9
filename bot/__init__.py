"""How a talk works: messages, forms, turns and delivery. Knows no group, no SQL and no vendor."""
