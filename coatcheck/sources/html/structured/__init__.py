"""What a page says to machines: JSON-LD, microdata, RDFa, Open Graph, and data that its scripts embed."""
