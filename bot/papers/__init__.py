"""What is set in type: pictures (and later papers) from templates, apart from code; the one home of typst."""
