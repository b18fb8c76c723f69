"""The NHS look: component tags, base table, form fields, safe CSV and XLSX writers."""
