"""免申即享 campaigns: importing, screening, deciding, sending, the firm's reply, publishing, paying. No pages."""
