"""The pages of the codes; `carbonfoot.findings.page` reads them."""
