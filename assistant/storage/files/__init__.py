"""The bureau's files: what was imported, how firms are loaded, lists of them."""
