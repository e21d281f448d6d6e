"""From the models of many reports to the workbook of models per commune."""
