"""Exchange with translation tools: a Page and Locale as a PO or XLIFF file, and back."""
