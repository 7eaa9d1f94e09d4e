"""Windows for amounts: many reduced together."""
