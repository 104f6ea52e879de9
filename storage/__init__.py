"""How we remember: the schema, its migrations, and rows turned into what the talk and the rules know."""
