"""Money of a programme: who pays, who receives, what a tonne costs; every ledger adds up."""
