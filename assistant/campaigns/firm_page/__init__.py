"""The firm's page without its pages: addresses, proof of being the firm, what was found, and what the firm replies."""
